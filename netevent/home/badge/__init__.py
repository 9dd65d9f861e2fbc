"""What a badge's link shows, by who opens it."""
