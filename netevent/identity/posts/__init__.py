"""What members of staff may do, and at which gates."""
