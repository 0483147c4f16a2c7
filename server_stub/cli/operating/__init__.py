"""Commands that keep a community in order: erasing, keys, and a look at the machine."""
