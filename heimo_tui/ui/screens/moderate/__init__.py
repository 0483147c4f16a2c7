"""Moderate: what waits for somebody who looks after circles, what was decided, and what holds in a circle."""

from heimo_tui.ui.screens.moderate.screen import ModerateScreen

__all__ = ["ModerateScreen"]
