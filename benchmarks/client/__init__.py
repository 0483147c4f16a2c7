"""What the client costs on the machine of the person who uses it."""
