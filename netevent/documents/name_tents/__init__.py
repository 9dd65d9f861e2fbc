"""Name tents as PDF: A4 sheets to be folded, with a name on both sides. Called by `papers.name_tents`."""
