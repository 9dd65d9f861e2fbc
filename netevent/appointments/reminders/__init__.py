"""The reminder shortly before people meet."""
