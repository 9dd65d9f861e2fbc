"""What changes an appointment."""
