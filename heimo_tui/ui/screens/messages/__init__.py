"""The Messages place: who asks, who talks with whom, and what can be done about it."""

from heimo_tui.ui.screens.messages.screen import MessagesScreen

__all__ = ["MessagesScreen"]
