"""The buttons of an announcement: send, schedule, stop, a test, a reminder."""
