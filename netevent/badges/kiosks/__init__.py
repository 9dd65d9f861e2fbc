"""Check-in kiosks: devices on which people check themselves in, how they are added and what they may do."""
