"""Taking a community that lives into another database."""
