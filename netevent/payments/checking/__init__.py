"""Payments whose webhook is missing: their provider is asked."""
