"""A whole invented community on this machine, thrown away at the end."""
