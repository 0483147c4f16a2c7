"""Heimo, the terminal client."""
