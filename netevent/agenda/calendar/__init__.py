"""The agenda as a calendar file and as a private address."""
