"""The programme as an attendee sees it: what there is, what is left, what is one's own."""
