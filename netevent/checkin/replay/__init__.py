"""The day at the door, read again from the journal: what the dashboard would have shown at a minute."""
