"""What the deep reader is learned from."""
