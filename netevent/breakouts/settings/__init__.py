"""What the organizer decides about all sessions at once."""
