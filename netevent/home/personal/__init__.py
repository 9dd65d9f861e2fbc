"""The personal page, without a password."""
