"""Announcements that are there to begin with, in all languages."""
