"""Appointments: two connected people agree on a time and a place; the organizer keeps the meeting points."""
