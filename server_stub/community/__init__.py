"""What makes a server a community: its first circles, and what the host decides in them."""
