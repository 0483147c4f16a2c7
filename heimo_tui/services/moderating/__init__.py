"""Moderating: what waits in the circles that one looks after, what is decided there, and appeals against it."""

from heimo_tui.services.moderating.facade import Moderating

__all__ = ["Moderating"]
