"""Own small sets in Finnish, Portuguese and Spanish, and what the empathy check does with them."""
