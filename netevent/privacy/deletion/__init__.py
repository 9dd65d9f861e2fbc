"""Deleting an account."""
