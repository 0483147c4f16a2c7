"""The three layouts by width, as classes that a screen carries."""

from typing import Final

BREAKPOINTS: Final = [(0, "-narrow"), (100, "-normal"), (150, "-wide")]
"""Columns from which a class holds."""
