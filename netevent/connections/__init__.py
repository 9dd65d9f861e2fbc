"""Attendees who meet: scans, requests, connections, blocks, the directory, notes and exports."""
