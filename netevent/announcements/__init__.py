"""What an organizer tells many at once: invitations, announcements, reminders."""
