"""Badges of an event: how they look, what stands on them, and how they come out of printers."""
