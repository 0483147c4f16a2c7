"""What is left after a power cut and after kill -9, and whether the stores do what a plain model of them does."""
