"""What providers tell of payments by calling us."""
