"""The own connections as files: vCards and a table."""
