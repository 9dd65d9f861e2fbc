"""One attendee, as the organizer adds, corrects and removes one."""
