"""What a moderator looks at: the list of what waits, one thing in full, and what can be done."""
