"""The organizer's list of attendees: what is asked of it, its columns, its page."""
