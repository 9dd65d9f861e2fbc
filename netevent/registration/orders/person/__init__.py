"""The order of an attendee, as the own pages show it."""
