"""Conversations end to end: real clients, a real server, and what the same costs without either."""
