"""Wanting no announcements by mail, without a login: by the link in each of them, and by its headers."""
