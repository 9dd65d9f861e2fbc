"""Events: making one, changing it, deleting it, and its gates."""
