"""Tables of any length as files, written in a process of their own."""
