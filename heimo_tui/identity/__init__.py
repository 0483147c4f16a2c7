"""The recovery phrase and every key that grows from it."""
