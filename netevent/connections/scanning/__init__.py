"""One attendee scans another's badge."""
