"""Looks at the machine that a community lives on, changes nothing, and says how to mend what it finds."""
