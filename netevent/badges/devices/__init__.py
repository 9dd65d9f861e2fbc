"""What print stations and kiosks have in common: devices of an event, each with a link that makes it one."""
