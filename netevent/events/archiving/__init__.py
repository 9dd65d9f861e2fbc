"""Events that are put away: no registration, a list of their own, until they come back."""
