"""How an event takes registrations: what its organizer said."""
