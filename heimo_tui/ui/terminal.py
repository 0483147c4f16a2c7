"""Whether there is still a terminal around the program."""

import os
import sys


def terminal_is_gone() -> bool:
    """Whether it went away without the signal that usually ends a program with it, so that nobody can come back."""
    return sys.__stdin__ is not None and not os.isatty(sys.__stdin__.fileno())
