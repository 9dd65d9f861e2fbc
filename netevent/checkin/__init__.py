"""The door: a scan, its answer, and what every desk and dashboard shows of it."""
