"""The organizer's pages of announcements: the list and one of them."""
