"""Timetables in a workbook or a .csv file."""
