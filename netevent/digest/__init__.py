"""The digest: one mail about what waits for an attendee who has not looked for a while."""
