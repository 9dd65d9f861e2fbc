"""Print stations: computers with a printer beside them, what they say of themselves, who works there."""
