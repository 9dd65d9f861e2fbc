"""The attendee types of an event."""
