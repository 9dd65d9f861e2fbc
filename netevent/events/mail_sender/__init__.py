"""Whom the mails of an event come from: the name before the server's address, and where answers go."""
