"""Sessions at the time of an appointment: both may stand, never by accident."""
