"""The command line: one module a group of commands, each loaded only when it is used."""
