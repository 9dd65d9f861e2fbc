"""A presenter's message to those who are registered for a session, by mail."""
