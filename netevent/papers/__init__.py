"""Other paper than badges: certificates of attendance, name tents, the list for a power cut."""
