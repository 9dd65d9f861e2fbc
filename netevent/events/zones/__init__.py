"""Time zones, found by a city: what the form of an event takes, and what it proposes while one types."""
