"""Paying an order: the page, and the way to a provider and back."""
