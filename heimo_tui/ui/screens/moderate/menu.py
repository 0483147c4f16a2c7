"""The moderator's menu on a post in its thread: the same deeds as in the queue."""

from __future__ import annotations

from typing import Any

from textual.app import App

from heimo_tui.core.moderating import Deed, Verdict
from heimo_tui.core.views import CircleView
from heimo_tui.services.moderating import Moderating
from heimo_tui.ui.format import one_line
from heimo_tui.ui.moderate_intents import Moderate
from heimo_tui.ui.moderating_words import DEEDS
from heimo_tui.ui.screens.messages.sheets import PickSheet
from heimo_tui.ui.screens.moderate.asking import pace_for, verdict_for
from heimo_tui.ui.screens.moderate.decide import Subject
from heimo_tui.ui.widgets.menu import Item


def offered(intent: Moderate) -> list[Deed]:
    """What can be done with a post: nobody decides on what is their own, nor on who moderates."""
    about_text = [Deed.RESTORE] if intent.removed else [] if intent.gone else [Deed.FOLD, Deed.REMOVE]
    deeds = [] if intent.author.mine else about_text
    deeds += [] if intent.author.mine or intent.author.moderator else [Deed.PAUSE, Deed.BAN]
    return [*deeds, Deed.UNLOCK if intent.locked else Deed.LOCK, Deed.SLOW]


async def moderate(app: App[Any], moderating: Moderating, intent: Moderate, circle: CircleView) -> Verdict | None:
    """Ask what to do with a post, and do it; gives what was done."""
    who = one_line(intent.author.name)
    items = [Item(deed.value, DEEDS[deed].label, DEEDS[deed].hint) for deed in offered(intent)]
    chosen = await app.push_screen_wait(PickSheet(f"Moderate: {who}", items))
    if chosen is None:
        return None
    deed = Deed(chosen)
    if deed is Deed.SLOW:
        found = await pace_for(app, intent.circle, intent.thread)
        if found is None:
            return None
        await moderating.decide_on(intent.circle, *found)
        app.notify(DEEDS[deed].done, timeout=6)
        return found[1]
    by_two = deed is Deed.BAN and (await moderating.settings(intent.circle)).ban_by_two
    verdict = await verdict_for(app, deed, Subject(intent.author, by_two=by_two), circle.notes)
    if verdict is None:
        return None
    await moderating.decide_on(intent.circle, _target(deed, intent), verdict)
    words = DEEDS[deed].done.format(who=who)
    if by_two:
        words = "Said. It holds once a second moderator says so, too."
    app.notify(words, timeout=6, markup=False)
    return verdict


def _target(deed: Deed, intent: Moderate) -> bytes:
    match deed:
        case Deed.PAUSE | Deed.BAN:
            return intent.author.key
        case Deed.LOCK | Deed.UNLOCK:
            return intent.thread
        case _:
            return intent.event
