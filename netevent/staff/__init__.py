"""Staff: who helps at an event's door, how they are invited, and how they come in."""
