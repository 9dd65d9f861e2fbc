"""An organizer's list becomes attendees: reading the file, the import, its report."""
