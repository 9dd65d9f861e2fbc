"""Where an event takes place: the link to a map that stands beside its location."""
