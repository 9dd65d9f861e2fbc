"""The presenters of a session: who they are, how the event's owner adds and removes them."""
