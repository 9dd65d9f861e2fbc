"""Those at the door whose last name begins with a letter: what is caught up with from a list on paper."""
