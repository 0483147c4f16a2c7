"""What the server writes down when something goes wrong: one line, and nothing of what a person sent."""

import json
import logging
import secrets
import sys
import traceback
from pathlib import Path

_ROOT = Path(__file__).parent.parent.parent
_LOGGER = logging.getLogger("heimo.server")


def report(problem: BaseException, *, doing: str) -> str:
    """Log a problem as a line of JSON with its type and places in our code; returns the incident's id.

    Neither the exception's text nor any value is written: both may hold what somebody wrote.
    """
    incident = secrets.token_hex(4)
    frames = traceback.extract_tb(problem.__traceback__, limit=-8)
    line = {
        "event": "incident",
        "id": incident,
        "doing": doing,
        "exception": type(problem).__name__,
        "where": [f"{_short(frame.filename)}:{frame.lineno}" for frame in frames],
    }
    _LOGGER.error(json.dumps(line))
    return incident


def notice(event: str) -> None:
    """Log that something happened which is not a fault, as a line of JSON."""
    _LOGGER.info(json.dumps({"event": event}))


def configure_logging() -> None:
    """Send the server's lines to standard error, and everything else only as the kind of record it was."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Redacted())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    _LOGGER.setLevel(logging.INFO)


class _Redacted(logging.Formatter):
    """Passes our own lines, and of a library's records only logger, level, place and kind of exception."""

    def format(self, record: logging.LogRecord) -> str:
        if record.name == _LOGGER.name:
            return record.getMessage()
        line = {"event": "log", "logger": record.name, "level": record.levelname, "line": record.lineno}
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
        return json.dumps(line)


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else path.name
