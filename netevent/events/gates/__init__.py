"""The gates of an event: where people come in."""
