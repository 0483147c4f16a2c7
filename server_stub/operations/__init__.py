"""A handler for each operation."""
