"""How fast NetEvent is, measured against what. Run by `make bench`, which is `python -m benchmarks`."""
