"""Typefaces of the machine: where they lie, what they have, and small ones made of them for paper."""
