"""How an event is paid: what its organizer said."""
