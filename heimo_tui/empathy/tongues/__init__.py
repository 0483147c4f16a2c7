"""Short phrase lists for languages other than English: a start, weaker than the English rules."""
