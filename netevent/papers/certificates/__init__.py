"""Certificates of attendance: what was scanned at the doors, on paper, and verified by anybody who has it."""
