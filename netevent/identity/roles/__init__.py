"""Who organizes an event, and as what: its owner, editors, viewers. Asked by the guards; `team` writes it."""
