"""The organizer's work on what several features hold: for now, on one attendee."""
