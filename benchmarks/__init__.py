"""What this program costs, each figure beside its limit or beside the barest thing that does the same."""
