"""The directory: who can be found at the event."""
