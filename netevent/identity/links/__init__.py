"""Links in mails that log an organizer or a member of staff in, once."""
