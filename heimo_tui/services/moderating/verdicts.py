"""What a moderator's verdict becomes: signed events, in order, each within what the protocol allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from heimo_protocol import text
from heimo_protocol.decisions import Bench
from heimo_protocol.events import Action, Body, Kind, ModerationBody, NoteBody
from heimo_protocol.limits import MAX_NOTE_CHARS, MAX_NOTES, MAX_REASON_CHARS
from heimo_tui.core.errors import BadInput
from heimo_tui.core.moderating import PAUSE_DAYS, Deed, Verdict, Waits

MOST_REASON: Final = 32
"""Characters of a reason's code."""

MOST_SLOW: Final = 86_400
"""Seconds between two posts, at most."""

DEEDS: Final = {
    Waits.HELD: (Deed.ADMIT, Deed.RETURN, Deed.PAUSE, Deed.BAN),
    Waits.REPORTED: (Deed.KEEP, Deed.FOLD, Deed.REMOVE, Deed.PAUSE, Deed.BAN, Deed.LOCK, Deed.SLOW),
    Waits.MESSAGES: (Deed.KEEP, Deed.PAUSE, Deed.BAN),
    Waits.APPEAL: (Deed.KEEP, Deed.RESTORE, Deed.UNBAN),
    Waits.SECOND: (Deed.BAN, Deed.UNBAN),
}
"""What can be done about each kind of thing that waits, the likeliest first."""

_ON_NAME: Final = {Deed.PAUSE: Action.BAN, Deed.BAN: Action.BAN, Deed.UNBAN: Action.UNBAN}
_ON_EVENT: Final = {
    Deed.KEEP: Action.KEEP,
    Deed.ADMIT: Action.ADMIT,
    Deed.RETURN: Action.RETURN,
    Deed.REMOVE: Action.HIDE,
    Deed.RESTORE: Action.UNHIDE,
}
_ON_THREAD: Final = {Deed.LOCK: Action.LOCK, Deed.UNLOCK: Action.UNLOCK, Deed.SLOW: Action.SLOW}
SETTLES_NOTHING: Final = frozenset(_ON_THREAD)
"""What is done about a thread leaves open what to do with the words."""


@dataclass(frozen=True, slots=True)
class Step:
    """One event to sign. `target` is what it is about."""

    kind: Kind
    parent: bytes | None
    body: Body
    target: bytes


@dataclass(frozen=True, slots=True)
class About:
    """What a verdict can be about: an event (16) and its thread, a name (32), or the decision appealed against."""

    event: bytes | None = None
    thread: bytes | None = None
    name: bytes | None = None
    decision: bytes | None = None
    held: bool = False


def cleaned(verdict: Verdict) -> Verdict:
    """A verdict with its words as they travel; raises BadInput: too_long, pause_days, slow_seconds, no_notes."""
    words = text.clean(verdict.words).strip()
    reason = text.clean(verdict.reason).strip()
    if len(words) > MAX_REASON_CHARS:
        raise BadInput("too_long", field="words", value=str(MAX_REASON_CHARS))
    if len(reason) > MOST_REASON:
        raise BadInput("too_long", field="reason", value=str(MOST_REASON))
    if verdict.deed is Deed.PAUSE and verdict.days not in PAUSE_DAYS:
        raise BadInput("pause_days", value=str(verdict.days))
    if verdict.deed is Deed.SLOW and not 0 <= verdict.seconds <= MOST_SLOW:
        raise BadInput("slow_seconds", value=str(verdict.seconds))
    notes = tuple(dict.fromkeys(text.clean(note).strip() for note in verdict.notes if note.strip()))
    if verdict.deed is Deed.FOLD and not _are_notes(notes):
        raise BadInput("no_notes", value=str(MAX_NOTES))
    return Verdict(verdict.deed, reason, words, verdict.days, notes, verdict.seconds)


def steps(verdict: Verdict, about: About, minutes: int, *, settles: bool) -> tuple[Step, ...]:
    """What to sign for a verdict in this minute since 1970-01-01; `settles`: words that PAUSE and BAN are for go, too.

    Raises BadInput("no_deed") where it does not fit.
    """
    match verdict.deed:
        case Deed.FOLD if about.event is not None:
            note = Step(Kind.NOTE, about.event, NoteBody(notes=list(verdict.notes)), about.event)
            return note, _decision(Action.KEEP, about.event, verdict)
        case Deed.PAUSE | Deed.BAN if about.name is not None:
            until = minutes // 60 + verdict.days * 24 if verdict.deed is Deed.PAUSE else 0
            ban = _decision(Action.BAN, about.name, verdict, until)
            if not settles or about.event is None:
                return (ban,)
            # first: what waits of somebody banned could not be decided on any more
            return _decision(Action.RETURN if about.held else Action.HIDE, about.event, verdict), ban
        case Deed.UNBAN if about.name is not None:
            return (_decision(Action.UNBAN, about.name, verdict),)
        case Deed.KEEP if about.decision is not None:
            return (_decision(Action.KEEP, about.decision, verdict),)
        case deed if deed in _ON_EVENT and about.event is not None:
            return (_decision(_ON_EVENT[deed], about.event, verdict),)
        case deed if deed in _ON_THREAD and about.thread is not None:
            return (_decision(_ON_THREAD[deed], about.thread, verdict, verdict.seconds),)
    raise BadInput("no_deed", value=verdict.deed.value)


def require_entitled(bench: Bench, author: bytes, todo: Sequence[Step]) -> None:
    """Check that this name may sign all of it; raises BadInput("not_moderator")."""
    for step in todo:
        body = step.body
        if isinstance(body, ModerationBody) and not bench.may_decide(author, body.action, body.target):
            raise BadInput("not_moderator")


def _decision(action: Action, target: bytes, verdict: Verdict, until: int = 0) -> Step:
    body = ModerationBody(action=action, target=target, until=until, reason=verdict.reason, words=verdict.words)
    return Step(Kind.MODERATION, None, body, target)


def _are_notes(notes: Sequence[str]) -> bool:
    fit = all(len(note) <= MAX_NOTE_CHARS and text.is_one_line(note) for note in notes)
    return 0 < len(notes) <= MAX_NOTES and fit
