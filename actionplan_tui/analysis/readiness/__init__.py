"""How do you know you are done planning? What a plan still lacks to be complete, clear, current."""
