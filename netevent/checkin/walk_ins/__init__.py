"""People who are not on the list, added at the desk."""
