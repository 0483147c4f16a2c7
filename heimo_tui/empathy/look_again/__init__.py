"""What may hurt the one who reads it: each module knows one way of hurting."""
