"""A community as a whole: kept, brought back, checked, moved."""
