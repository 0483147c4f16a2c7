"""Several servers of one community: what they cost, and what is left when one is killed."""
