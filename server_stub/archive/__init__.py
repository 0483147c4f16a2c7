"""A community as a whole: kept in a sealed file, brought back, checked, moved to another database, taken along."""
