"""What the organizer does with many attendees at once: those ticked in the list, or all that it shows."""
