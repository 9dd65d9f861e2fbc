"""Many staff members invited at once, from a pasted list."""
