"""The registration page of an event with types on offer: one form, several people, one order."""
