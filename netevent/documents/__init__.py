"""Documents: what is printed or shown to be scanned."""
