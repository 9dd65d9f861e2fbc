"""The page of connection requests."""
