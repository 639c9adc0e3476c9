"""Lines of prose with arithmetic in them: the worked answer of a word problem. Knows no page."""
