"""The grid of times and what of it is free."""
