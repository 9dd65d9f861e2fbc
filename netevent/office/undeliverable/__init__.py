"""Addresses of an event that mail does not reach."""
