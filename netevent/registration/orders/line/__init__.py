"""The line of an event that is full."""
