"""What one attendee answered: the own page, the organizer's, and what is kept of it."""
