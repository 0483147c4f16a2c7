"""What the server writes down when something goes wrong: one line, and nothing of what a person sent."""

import json
import logging
import secrets
import sys
import threading
import traceback
from pathlib import Path

from server_stub.upkeep.sparing import Sparing

_ROOT = Path(__file__).parent.parent.parent
_LOGGER = logging.getLogger("heimo.server")


def report(problem: BaseException, *, doing: str) -> str:
    """Log a problem as a line of JSON with its type and places in our code; returns the incident's id.

    Neither the exception's text nor any value is written: both may hold what somebody wrote.
    """
    incident = secrets.token_hex(4)
    line = {
        "event": "incident",
        "id": incident,
        "doing": doing,
        "exception": type(problem).__name__,
        "where": _places(problem),
    }
    _LOGGER.error(json.dumps(line))
    return incident


def configure_logging() -> None:
    """Send the server's lines to standard error, and everything else only as the kind of record it was.

    Everything is also what Python itself would print there with all its words: warnings, and exceptions that nobody
    caught, in any thread and in any destructor.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacted())
    handler.addFilter(Sparing())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.captureWarnings(True)
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)  # what a client sends that is no HTTP is no news
    sys.excepthook = lambda _kind, problem, _trace: _uncaught(problem, "process")
    threading.excepthook = lambda found: _uncaught(found.exc_value, "thread")
    sys.unraisablehook = lambda found: _uncaught(found.exc_value, "destructor")


def _uncaught(problem: BaseException | None, doing: str) -> None:
    if problem is not None and not isinstance(problem, KeyboardInterrupt | SystemExit):
        report(problem, doing=doing)


def _places(problem: BaseException) -> list[str]:
    frames = traceback.extract_tb(problem.__traceback__, limit=-8)
    return [f"{_short(frame.filename)}:{frame.lineno}" for frame in frames]


class _Redacted(logging.Formatter):
    """Passes our own lines, and of a library's records only logger, level, places and kind of exception."""

    def format(self, record: logging.LogRecord) -> str:
        dropped = getattr(record, "dropped", 0)
        before = json.dumps({"event": "dropped", "lines": dropped}) + "\n" if dropped else ""
        return before + self._line(record)

    def _line(self, record: logging.LogRecord) -> str:
        if record.name == _LOGGER.name:
            return record.getMessage()
        line: dict[str, object] = {
            "event": "log",
            "logger": record.name,
            "level": record.levelname,
            "line": record.lineno,
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["exception"] = type(record.exc_info[1]).__name__
            line["where"] = _places(record.exc_info[1])
        return json.dumps(line)


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else path.name
