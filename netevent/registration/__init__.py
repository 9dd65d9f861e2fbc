"""Registration: somebody takes a seat at an event."""
