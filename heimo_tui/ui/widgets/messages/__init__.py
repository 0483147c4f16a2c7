"""What the Messages place is drawn with; knows no service."""
