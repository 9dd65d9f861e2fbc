"""Who has a seat in a session, and who waits for one."""
