"""Who is in a session's room, and what becomes of the seats of those who do not come."""
