"""An event's page before, on and after the day, and the poster that leads attendees to its registration."""
