"""Both sides of a badge, in their cell. Called by `drawing`."""
