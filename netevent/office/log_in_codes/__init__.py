"""The screen on which an organizer shows a log-in code, and the page that it opens."""
