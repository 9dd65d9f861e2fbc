"""The form in which an organizer writes an announcement."""
