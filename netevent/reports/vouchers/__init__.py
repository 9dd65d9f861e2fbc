"""Vouchers as a file."""
