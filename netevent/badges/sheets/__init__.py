"""The badges of many as one PDF: whom, what cannot be printed, the file, and that it was printed."""
