"""What has happened to one attendee, in one order: changes, scans, mails."""
