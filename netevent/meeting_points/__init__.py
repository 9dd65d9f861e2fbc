"""The organizer's meeting points."""
