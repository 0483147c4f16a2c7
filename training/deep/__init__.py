"""Trains the deep reader of the check: a small transformer with several heads (see deep/README.md)."""
