"""Which findings stand on the screen while somebody types: none comes or goes with a half-written word."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from heimo_tui.core.drafts import DraftKind
from heimo_tui.empathy.findings import Finding, Report, Voice
from heimo_tui.ui.widgets.draft_area import Underline, moved

_POST: Final = (Voice.CARE, Voice.IDENTIFIES, Voice.LOOK_AGAIN, Voice.CARRIES)
_REPLY: Final = (Voice.CARRIES, Voice.LOOK_AGAIN, Voice.IDENTIFIES, Voice.CARE)
_INSIDE: Final = "'\u2019-_@+/"
"""Signs that go on with a word instead of ending it."""
_ENDS: Final = ".!?…\n"


class Steady:
    """Remembers what is shown of one draft, and decides what a newer report changes of that.

    While a word is half written, nothing comes and nothing goes; what is shown only moves along with its words.
    What carries stays as long as its words do. While a sentence is half written, what identifies stays too, and what a
    model says against it waits for its end, since one more word may turn it. A pause ends words and sentences.
    """

    def __init__(self, kind: DraftKind) -> None:
        self._lead = _REPLY if kind is DraftKind.REPLY else _POST
        self._text = ""
        self._shown: tuple[Finding, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """Keys of what is shown."""
        return frozenset(found.key for found in self._shown)

    def settle(
        self, text: str, report: Report, typing_at: int | None, dismissed: frozenset[str] = frozenset()
    ) -> Report:
        """Return what to show of `report` on `text`; `typing_at` is the cursor's code point, or None after a pause."""
        findings = report.findings
        if typing_at is not None:
            findings = self._while_typing(text, findings, typing_at, dismissed)
        self._text, self._shown = text, findings
        return replace(report, findings=findings, quiet=not findings)

    def _while_typing(
        self, text: str, found: tuple[Finding, ...], at: int, dismissed: frozenset[str]
    ) -> tuple[Finding, ...]:
        in_word = at > 0 and (text[at - 1].isalnum() or text[at - 1] in _INSIDE)
        sentence = 1 + max(text.rfind(end, 0, at) for end in _ENDS)
        new = list(found)
        kept: list[Finding] = []
        for before in (one for one in self._shown if one.key not in dismissed):
            here = self._where(before, text)
            same = next((one for one in new if _same(one, before, here)), None)
            if same is not None:
                new.remove(same)
            if in_word and (here is not None or same is None):
                kept.append(replace(before, span=here or before.span))
            elif same is not None:
                kept.append(same)
            elif here is not None and _stays(before, is_open=here[1] > sentence):
                kept.append(replace(before, span=here))
        if not in_word:
            kept += [one for one in new if not (_waits(one) and one.span[1] > sentence)]
        return tuple(sorted(_clear(kept), key=self._place))

    def _where(self, found: Finding, text: str) -> tuple[int, int] | None:
        """Where the words of something shown stand now, or None where they were changed."""
        mark = Underline(*found.span, found.voice)
        here = next(iter(moved((mark,), self._text, text)), None)
        return (here.start, here.end) if here is not None and text[here.start : here.end] == found.words else None

    def _place(self, found: Finding) -> tuple[bool, int, tuple[int, int], str]:
        return (not found.holdable, self._lead.index(found.voice), found.span, found.code)


def _same(new: Finding, before: Finding, here: tuple[int, int] | None) -> bool:
    """Whether a finding is one that is shown already, perhaps with more words or fewer."""
    if new.key == before.key:
        return True
    start, end = here or before.span
    return new.code == before.code and new.span[0] < end and start < new.span[1]


def _stays(shown: Finding, *, is_open: bool) -> bool:
    """Whether something shown stays although the check does not say it now; a rule's reproach goes with its reason."""
    return shown.voice is Voice.CARRIES or (is_open and (shown.voice is Voice.IDENTIFIES or shown.by is not None))


def _waits(new: Finding) -> bool:
    """Whether a finding waits for the end of its sentence."""
    return new.by is not None and new.voice is not Voice.CARRIES


def _clear(findings: list[Finding]) -> list[Finding]:
    """Leave out what carries where something hurts, as the check itself does."""
    hurts = [one.span for one in findings if one.voice is Voice.LOOK_AGAIN]
    return [
        one
        for one in findings
        if one.voice is not Voice.CARRIES or not any(one.span[0] < end and start < one.span[1] for start, end in hurts)
    ]
