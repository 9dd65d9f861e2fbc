"""Everything that the database has of one attendee, so that a removal can be undone."""
