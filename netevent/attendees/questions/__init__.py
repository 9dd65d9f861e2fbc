"""What the organizer of an event asks its people, and what they answer."""
