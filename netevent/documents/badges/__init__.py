"""Badges as PDF: data in, bytes out. Called by `netevent.badges`, in a thread or a process of its own."""
