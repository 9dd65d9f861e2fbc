"""A certificate of attendance as PDF. Called by `papers.certificates`, in a thread."""
