"""How an event looks on its public pages: its logo and its colour, kept readable."""
