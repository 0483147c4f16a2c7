"""How often the check is right: every figure of the empathy check comes from here, with its interval."""
