"""The check: what carries, what may hurt, what may identify, and care."""
