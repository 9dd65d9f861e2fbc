"""Text as people type it: made clean, compared, and what addresses of mail are in it."""
