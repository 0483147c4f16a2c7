"""Whether all of a community is whole: chains, heads, links and sums."""
