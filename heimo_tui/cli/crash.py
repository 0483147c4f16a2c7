"""A crash outside of the full screen shows as little as one inside it."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType


def install() -> None:
    """From now on no unexpected error shows a message, a value or a line that was read, in whatever thread or task."""
    sys.excepthook = _ended
    sys.unraisablehook = lambda given: _show(given.exc_value)
    threading.excepthook = lambda given: _show(given.exc_value)
    # asyncio writes what tasks died of, with their arguments, into its log
    log = logging.getLogger("asyncio")
    log.addHandler(_Redacting())
    log.propagate = False


def _ended(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        _show(error)


def _show(error: BaseException | None) -> None:
    from heimo_tui.ui.crash import redacted  # noqa: PLC0415 - only where something went wrong

    if error is not None and sys.stderr is not None:
        sys.stderr.write(redacted(error).plain + "\n")


class _Redacting(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        """Show of what kind an error was and where, and nothing else that the record says."""
        if record.exc_info is not None:
            _show(record.exc_info[1])
