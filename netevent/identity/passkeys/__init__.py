"""Passkeys: added to an account, and logging in with one."""
