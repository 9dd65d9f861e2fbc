"""Accounts of presenters who were invited and have not come in yet."""
