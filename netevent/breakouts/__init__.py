"""Breakout sessions: the programme, seats that fill and wait, who gives them."""
