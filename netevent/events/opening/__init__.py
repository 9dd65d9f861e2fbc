"""When, and by which address, an event's form takes registrations."""
