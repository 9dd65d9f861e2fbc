"""Sending push: which is due, what it says, and what became of it."""
