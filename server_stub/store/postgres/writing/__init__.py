"""Writing to PostgreSQL: operations in groups, with few round trips."""
