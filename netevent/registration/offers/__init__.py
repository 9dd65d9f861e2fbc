"""What the registration page offers."""
