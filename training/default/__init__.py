"""Trains the default tier: linear models over hashed n-grams, stored as signed bytes."""
