"""Each mail of an event, filled with what the event has. Listed in `samples.all`."""
