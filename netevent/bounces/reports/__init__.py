"""Reads a mail that came back: `reading` tells what kind it is, the others read each kind. No I/O."""
