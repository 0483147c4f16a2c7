"""What a crash may show: where it happened and of which kind, never a value, a message or a line that was read."""

import traceback
from collections.abc import Iterator
from pathlib import PurePath

from rich.text import Text

_HEAD = "Heimo stopped because of a mistake in it. What you wrote is kept, up to the last second."
_TAIL = "If you report it, these lines hold nothing of yours:"


def redacted(error: BaseException) -> Text:
    """A report of an unexpected error without its message, its values and its local names.

    Messages of foreign errors quote what they choked on, and a traceback with locals prints drafts and keys.
    """
    return Text("\n".join([_HEAD, _TAIL, "", *_lines(error), ""]))


def _lines(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        yield f"{type(at).__module__}.{type(at).__qualname__}"
        for frame, line in traceback.walk_tb(at.__traceback__):
            code = frame.f_code
            yield f"    {_place(code.co_filename)}:{line} {code.co_name}"
        inner = getattr(at, "error", None)
        at = inner if isinstance(inner, BaseException) else at.__cause__ or at.__context__


def _place(filename: str) -> str:
    """The file's last two names; the folders above can tell who somebody is."""
    return "/".join(PurePath(filename).parts[-2:])
