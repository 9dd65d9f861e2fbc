"""Live updates: the hub of sockets, the pulse that bounds how often, the bus between processes."""
