"""What a store must do, written down once more as plainly as can be, and both stores beside it."""
