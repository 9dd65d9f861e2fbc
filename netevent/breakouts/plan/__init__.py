"""The organizer's timetable: a day of the programme with its rooms across and its hours down."""
