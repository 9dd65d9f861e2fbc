"""The presenter's own pages."""
