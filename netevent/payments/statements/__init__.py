"""Statements of a bank: read from a file, its lines kept, and the payments found that they are for."""
