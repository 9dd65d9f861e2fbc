"""Attendees: their list, their own page, and the lists that are brought in."""
