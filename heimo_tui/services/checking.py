"""The empathy check of a draft, off the event loop, by the best trained reader at hand."""

from __future__ import annotations

import asyncio
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from heimo_protocol.events import Need
from heimo_tui import empathy
from heimo_tui.core.drafts import DraftKind
from heimo_tui.empathy.findings import Finding, Report

if TYPE_CHECKING:
    from heimo_tui.empathy.model.reading import Reader
    from heimo_tui.empathy.telling.why import Why

DEEP = "heimo_deep"
"""The distribution of the larger reader; whoever installed it has it at work."""


class Checking:
    """Checks drafts in a thread; whoever asks drops the answer when the text has moved on.

    The small reader is there from the first letter. Once a composer is open (`prepare`), what is seldom needed and the
    larger reader, where it is installed, are loaded in the background; the larger one takes over when it is ready.
    """

    def __init__(self, *, larger: bool = True) -> None:
        self._larger = larger
        self._reader: Reader | None = None
        self._loading: asyncio.Task[None] | None = None

    def prepare(self) -> None:
        """Begin to load what makes the check quick and good; returns at once, and a second call does nothing."""
        if self._loading is None:
            self._loading = asyncio.create_task(self._load())

    async def _load(self) -> None:
        await asyncio.to_thread(_warm)
        if self._larger and find_spec(DEEP) is not None:
            self._reader = await asyncio.to_thread(_deep)

    async def check(
        self,
        text: str,
        kind: DraftKind,
        need: Need | None,
        own_earlier: tuple[str, ...] = (),
        dismissed: frozenset[str] = frozenset(),
        shown: frozenset[str] = frozenset(),
    ) -> Report:
        """What the check finds in the text now. For a reply `need` is that of the post it answers.

        `shown` are the keys of the findings on the screen now, which stay on weaker evidence than they came.
        """
        return await asyncio.to_thread(
            _check,
            text,
            reader=self._reader,
            kind="reply" if kind is DraftKind.REPLY else "post",
            need=None if need is None else need.value,
            own_earlier=own_earlier,
            dismissed=dismissed,
            shown=shown,
        )

    async def why(self, text: str, finding: Finding) -> Why:
        """What is behind a finding in the text: the rule or the words, and how often it is right."""
        return await asyncio.to_thread(_why, text, finding, self._reader)

    def forget(self) -> None:
        """Drop what is remembered so that typing is quick: parts of what people wrote."""
        empathy.forget()
        if self._reader is not None:
            self._reader.forget()


# The check and its readers are imported where they are first needed: the first paint does not wait for them.
def _check(text: str, *, reader: Reader | None, **about: Any) -> Report:
    from heimo_tui.empathy.check import check  # noqa: PLC0415
    from heimo_tui.empathy.model import default  # noqa: PLC0415

    return check(text, reader=reader or default.load(), **about)


def _warm() -> None:
    from heimo_tui.empathy.identifying import phones  # noqa: PLC0415

    _check("", reader=None, kind="reply", need=None)
    phones.warm()


def _why(text: str, finding: Finding, reader: Reader | None) -> Why:
    from heimo_tui.empathy.model import default  # noqa: PLC0415
    from heimo_tui.empathy.telling.why import explain  # noqa: PLC0415

    return explain(text, finding, reader or default.load())


def _deep() -> Reader:
    reader: Reader = import_module(f"{DEEP}.reader").load()
    return reader
