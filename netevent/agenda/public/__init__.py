"""The programme for everybody, where the organizer shows it."""
