"""Placing an order: seats are held, or the order waits."""
