"""Money that is given back: what is asked of a provider, and what a provider tells."""
