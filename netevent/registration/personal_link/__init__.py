"""The link to the personal page."""
