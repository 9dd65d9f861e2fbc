"""The attendee's own badge: as it is printed, with what they may correct on it, and as a file."""
