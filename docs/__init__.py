"""The pages about Heimo, and the command that makes one of them."""
