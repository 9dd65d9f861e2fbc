"""When and where two connections meet: proposals, meeting points, agenda, calendar, reminders."""
