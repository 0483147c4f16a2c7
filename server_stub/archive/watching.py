"""How far something is, for whoever waits for it."""

from collections.abc import Callable
from contextlib import AbstractContextManager

Progress = Callable[[int], None]
"""Is told how many steps more are done."""

Watch = Callable[[str, int], AbstractContextManager[Progress]]
"""Begins to show how far something is: what it is called, and of how many steps."""
