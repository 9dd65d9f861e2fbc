"""Codes that log a member of staff in by phone, where no email arrives."""
