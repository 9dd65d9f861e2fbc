"""Name tents for the table in front of who presents."""
