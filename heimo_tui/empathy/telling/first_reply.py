"""A few lines for somebody about to give the first answer of all, made from what its writer asked for."""

from __future__ import annotations

from typing import Final

from heimo_tui.empathy.findings import Need

BEGIN: Final = "Begin with what it does to you to read this: no sentence helps more."
_THEN: Final[dict[Need, tuple[str, ...]]] = {
    "listen": (
        "Then say what you understood, in your own words.",
        "They want to be heard: no advice, however good it is.",
    ),
    "ask": (
        "Then ask one thing that you truly want to know about how it is for them.",
        "Leave it to them how much they tell.",
    ),
    "ideas": (
        "Then tell what helped you, as yours: they may take it or leave it.",
        "One idea is easier to hold than five.",
    ),
}


def first_reply(need: Need | None) -> tuple[str, ...]:
    """Two or three short lines; none for a post that asks for no replies."""
    then = _THEN.get(need or "listen")
    return () if then is None else (BEGIN, *then)
