"""The organizer's orders: the list, what is decided on, and each order's own page."""
