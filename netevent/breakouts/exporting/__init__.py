"""The programme as a schedule.xml and as a calendar."""
