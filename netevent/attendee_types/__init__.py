"""Attendee types: kinds of tickets, such as General or Speaker."""
