"""The own connections: the list, notes and tags, one person's page, exports."""
