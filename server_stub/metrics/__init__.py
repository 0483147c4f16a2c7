"""How a server is, for its host: numbers about the machine, and nothing about anybody."""
