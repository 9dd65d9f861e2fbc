"""What strangers send to a real server over raw sockets. Tests marked `attack` stand elsewhere, too."""
