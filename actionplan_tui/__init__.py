"""The planning core of actionplan-tui: no terminal library anywhere in it."""
