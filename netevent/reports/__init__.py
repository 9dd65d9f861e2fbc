"""What an organizer takes along of an event, put together from the features that know it."""
