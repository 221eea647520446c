"""Between the desk and the line: what comes from a terminal, what goes to it, and which it is."""
