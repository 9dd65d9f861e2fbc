"""The badge behind a code, for whoever opens its link."""
