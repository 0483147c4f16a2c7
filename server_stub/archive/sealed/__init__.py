"""A community in one encrypted file."""
