"""The organizer's work on what several features hold: on one attendee, and on an event as a whole."""
