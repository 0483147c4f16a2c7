"""How one process, or several, serve one community."""
