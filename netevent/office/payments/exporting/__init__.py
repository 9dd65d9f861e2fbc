"""The payments as files."""
