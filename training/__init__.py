"""Trains the readers of the empathy check: one command from data to weights."""
