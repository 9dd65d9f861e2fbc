"""What an event has on offer: its types, for whom registers."""
