"""A registration that is cancelled after it was settled: the order, or one person of it."""
