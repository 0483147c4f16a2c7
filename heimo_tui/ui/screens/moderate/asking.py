"""What a deed asks for before it is done: nothing, notes, a pause, or a reason and words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from textual.app import App

from heimo_tui.core.moderating import Deed, Verdict
from heimo_tui.ui.moderating_words import seconds_words
from heimo_tui.ui.screens.messages.sheets import PickSheet
from heimo_tui.ui.screens.moderate.decide import DecideSheet, Subject, asks_words
from heimo_tui.ui.widgets.menu import Item
from heimo_tui.ui.widgets.note_picker import NotePicker

PACES: Final = (60, 300, 900, 3_600, 86_400, 0)
"""Pauses in seconds that are offered between two posts of one name; 0 ends it."""


async def verdict_for(app: App[Any], deed: Deed, subject: Subject, notes: Sequence[str] = ()) -> Verdict | None:
    """Ask what belongs to a deed; None where the moderator thinks better of it. `notes` are those of the circle."""
    if deed is Deed.FOLD:
        chosen = await app.push_screen_wait(NotePicker((), notes))
        return Verdict(deed, notes=chosen) if chosen else None
    if asks_words(deed, subject.kind):
        return await app.push_screen_wait(DecideSheet(deed, subject))
    return Verdict(deed)


async def pace_for(app: App[Any], circle: bytes, thread: bytes | None) -> tuple[bytes, Verdict] | None:
    """Ask how long one waits between two posts, in a thread or in all of its circle; gives which, and the verdict."""
    items = [Item(str(one), f"one post in {seconds_words(one)}" if one else "no pause any more") for one in PACES]
    more = [Item("circle", "in the whole circle …")] if thread is not None else []
    where = "this thread" if thread is not None else "the circle"
    about = f"Each name waits so long between two posts in {where}. It gives a heated evening some air."
    chosen = await app.push_screen_wait(PickSheet(f"Slow {where} down", [*items, *more], about=about))
    if chosen == "circle":
        return await pace_for(app, circle, None)
    return None if chosen is None else (thread or circle, Verdict(Deed.SLOW, seconds=int(chosen)))
