"""Where a badge leaves the machine: a queue of CUPS, a printer's own port, a folder."""
