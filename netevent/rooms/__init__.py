"""The door of a session's room: the event's desk, for one session."""
