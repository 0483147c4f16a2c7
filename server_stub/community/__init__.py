"""What makes a server a community: its profile, its first circles, and what the host decides in them."""
