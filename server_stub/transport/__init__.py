"""Everything between a socket and an operation: where we listen, what a connection may do, who asks."""
