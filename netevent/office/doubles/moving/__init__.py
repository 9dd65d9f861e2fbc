"""Everything of one person becomes another one's, when both are the same; and back."""
