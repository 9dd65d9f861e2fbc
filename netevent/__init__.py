"""NetEvent: the self-hosted system for the day of an event."""

__version__ = "0.1.0"
