"""The attendee's home."""
