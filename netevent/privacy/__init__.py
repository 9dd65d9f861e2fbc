"""What is kept of an attendee: to read, to take along, to delete."""
