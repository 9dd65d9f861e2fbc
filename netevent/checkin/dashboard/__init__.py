"""What desks and the organizer's dashboard show of the door."""
