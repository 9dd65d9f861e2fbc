"""Check-in kiosks."""
