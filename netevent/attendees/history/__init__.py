"""What was changed of an attendee, when and by whom: for the organizer, and among the attendee's own data."""
