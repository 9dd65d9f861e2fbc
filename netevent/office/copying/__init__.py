"""The same event once more, at another time: all that was set up, and nobody in it."""
