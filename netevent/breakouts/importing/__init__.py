"""Timetables come in: uploaded, shown as what they would change, and then applied."""
