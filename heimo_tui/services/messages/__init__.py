"""Messages that only two people can read: asked for, accepted, sent, received, renewed and ended."""

from heimo_tui.services.messages.facade import Messages

__all__ = ["Messages"]
