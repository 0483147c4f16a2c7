"""Derives what the rules of the empathy check need to be fast: the words that no match of a rule can do without."""
