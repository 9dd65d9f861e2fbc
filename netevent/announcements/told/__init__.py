"""What an attendee was told, on the own pages."""
