"""What desks see and do of printing: asking for a badge, choosing a printer, what became of it."""
