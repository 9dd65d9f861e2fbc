"""One timeline of sessions and appointments, on pages and in calendars."""
