"""The event's page before, on and after the day."""
