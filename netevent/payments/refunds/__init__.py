"""Money that is given back."""
