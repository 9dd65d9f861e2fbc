"""Cards: what one attendee may see of another."""
