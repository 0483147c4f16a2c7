"""What one controls: names, folding, lock, export, leaving."""

from heimo_tui.ui.screens.you.screen import YouScreen

__all__ = ["YouScreen"]
