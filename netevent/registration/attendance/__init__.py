"""Attending or not, and the seat that follows."""
