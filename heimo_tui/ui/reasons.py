"""Why something is reported or decided: the codes that travel, and what they stand for."""

from typing import Final

from heimo_tui.ui.format import one_line

REASONS: Final = (
    ("harm", "it encourages somebody to hurt themselves"),
    ("threat", "it threatens somebody"),
    ("identity", "it tells who somebody is"),
    ("unkind", "it shames, insults or hates"),
    ("contact", "it pushes for private contact"),
    ("spam", "it sells something, or does not belong here"),
    ("other", "something else"),
)
"""Reason codes that travel to the moderators, and what they stand for."""

_WORDS: Final = dict(REASONS)


def reason_words(code: str) -> str:
    """What a code stands for; one that this version does not know is shown as it came."""
    return _WORDS.get(code) or one_line(code).replace("_", " ")
