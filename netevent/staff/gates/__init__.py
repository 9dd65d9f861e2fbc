"""The gates at which members of staff work."""
