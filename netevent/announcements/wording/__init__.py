"""What an announcement says to one person: its placeholders, and the values that stand in their place."""
