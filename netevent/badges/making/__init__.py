"""From the rows of an event to the badges that are drawn: what stands on each, and what all share."""
