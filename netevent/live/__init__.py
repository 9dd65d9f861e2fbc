"""Live updates: screens, the hub of sockets, the throttle of pushes, the bus between processes."""
