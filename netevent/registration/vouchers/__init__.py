"""Codes for a lower price, and for seats that are kept."""
