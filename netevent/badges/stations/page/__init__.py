"""The page that is open on the computer with the printer."""
