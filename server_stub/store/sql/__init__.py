"""What can be read and written, in SQL that all databases take alike; each one runs it in its own way."""
