"""A list waits for its organizer's yes: what its columns become, and what would become of its rows."""
