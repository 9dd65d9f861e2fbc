"""Presenters: their own sessions, who comes, a message to those registered, the numbers on the wall."""
