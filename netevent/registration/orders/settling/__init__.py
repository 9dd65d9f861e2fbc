"""An order is paid, or free: its people become attendees."""
