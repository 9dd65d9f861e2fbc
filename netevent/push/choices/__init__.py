"""What an attendee wants to be told by push, and whether names may be in it."""
