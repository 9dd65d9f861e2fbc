"""What is written on somebody's badge instead of what they registered: by themselves, or by who prints it."""
