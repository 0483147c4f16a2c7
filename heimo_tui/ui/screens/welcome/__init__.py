"""The first start: three cards, the ways in, and what is needed on each."""

from heimo_tui.ui.screens.welcome.screen import WelcomeScreen

__all__ = ["WelcomeScreen"]
