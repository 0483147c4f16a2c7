"""Pictures of the running program, and the command that takes them."""
