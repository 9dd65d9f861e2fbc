"""One type for many attendees at once, and back."""
