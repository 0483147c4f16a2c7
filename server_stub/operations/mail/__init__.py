"""Messages between two: what the server does for them without learning who talks to whom."""
