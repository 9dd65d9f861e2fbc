"""The desks: what they search and choose from, and which of them are open."""
