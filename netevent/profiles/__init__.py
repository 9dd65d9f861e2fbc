"""What an attendee tells of the own person, and to whom: profile, visibility, photo."""
