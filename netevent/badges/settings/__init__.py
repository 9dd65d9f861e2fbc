"""How the badges of an event are printed: on which paper, and what stands on them."""
