"""What a program beside the printer calls in place of the page, such as `netevent print-agent`."""
