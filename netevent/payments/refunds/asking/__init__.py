"""Asking for money to be given back: one row for each attempt, done by a job or recorded as done by hand."""
