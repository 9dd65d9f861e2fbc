"""What was printed: of whom, when, by whom, where, and whether it still says what the badge says now."""
