"""Whom an announcement was for, and what became of it there."""
