"""What orders keep of an attendee, for the record of all that is kept."""
