"""A database as rows, whichever it is."""
