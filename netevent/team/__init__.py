"""The team of an event: its owner, and the co-organizers whom the owner lets edit it or look at it."""
