"""The settings of a circle as rows: what each is called, how it stands, and the values that are offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual.content import Content

from heimo_protocol.circles import CircleSettings, OnceNames
from heimo_protocol.encoding import BadEncoding
from heimo_protocol.errors import Refusal
from heimo_protocol.limits import MAX_ABOUT_CHARS, MAX_HELD_WORD_CHARS, MAX_HELD_WORDS, MAX_RULE_LINES, MAX_RULES_BYTES
from heimo_protocol.text import clean, is_one_line
from heimo_tui.core.notes import note_label
from heimo_tui.ui.format import one_line
from heimo_tui.ui.moderating_words import days_words, seconds_words
from heimo_tui.ui.widgets.menu import Item

STAYS: Final = (7, 30, 90, 180, 365)
"""Days that texts may stay, as they are offered."""
PACES: Final = (0, 60, 300, 900, 3_600, 86_400)
"""Seconds between two posts of one name, as they are offered."""
ONCE: Final = {
    OnceNames.OFF: "not here",
    OnceNames.HELD: "a moderator reads them first",
    OnceNames.ON: "as they like",
}
SWITCHES: Final = {
    "hold_first": ("First posts", "a moderator reads a new name's first post", "they go out at once"),
    "hold_harm": ("Words towards harm", "a moderator reads them first", "they go out at once"),
    "requests": ("Contact", "members may ask each other for it", "nobody here can be asked"),
    "ban_by_two": ("A ban for good", "takes the word of two moderators", "one moderator is enough"),
}
"""Settings that are so or so: what they are called, and both ways."""


COLUMN: Final = 21
"""Cells of what a setting is called; how it stands is beside it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A setting: its field, what it is called, how it stands."""

    field: str
    title: str
    value: str


def rows(settings: CircleSettings) -> list[Row]:
    """Every setting as it stands, in the order in which they are shown."""
    promise = [line for line in settings.rules.split("\n") if line.strip()]
    switch = {field: _switch(field, settings) for field in SWITCHES}
    return [
        Row("about", "Purpose", one_line(settings.about) or "not said yet"),
        Row("rules", "Promise", _few([one_line(line) for line in promise], "no rules yet")),
        switch["hold_first"],
        switch["hold_harm"],
        Row("held_words", "Words that wait", _few([one_line(word) for word in settings.held_words], "none")),
        Row("once", "One-time names", ONCE.get(OnceNames(settings.once), "")),
        Row("notes", "Content notes", _few([note_label(note) for note in settings.notes], "all that there are")),
        switch["requests"],
        Row("retention_days", "Texts stay", f"{days_words(settings.retention_days)}, then they are erased"),
        Row("slow_seconds", "Pause between posts", seconds_words(settings.slow_seconds)),
        switch["ban_by_two"],
    ]


def _switch(field: str, settings: CircleSettings) -> Row:
    title, yes, no = SWITCHES[field]
    return Row(field, title, yes if getattr(settings, field) else no)


def _few(words: Sequence[str], none: str) -> str:
    if not words:
        return none
    return words[0] if len(words) == 1 else f"{words[0]} · and {len(words) - 1} more"


def items(settings: CircleSettings, before: CircleSettings) -> list[Item]:
    """The rows for a list, with a mark and a word at what was changed and is not saved."""
    return [_item(row, changed=_changed(row.field, settings, before)) for row in rows(settings)]


def _item(row: Row, *, changed: bool) -> Item:
    title = Content.styled(row.title.ljust(COLUMN), "$ink")
    value = Content.styled(row.value, "$foreground" if changed else "$quiet")
    state = Content.styled(" · not saved yet", "$text-warning") if changed else Content("")
    return Item(row.field, title + value + state, mark="●" if changed else " ")


def _changed(field: str, settings: CircleSettings, before: CircleSettings) -> bool:
    return bool(getattr(settings, field) != getattr(before, field))


def about_problem(text: str) -> str:
    """What is wrong with a circle's purpose, in words; empty where nothing is."""
    words = clean(text).strip()
    if not is_one_line(words):
        return "A purpose is one line."
    over = len(words) - MAX_ABOUT_CHARS
    return f"A purpose has {MAX_ABOUT_CHARS} letters at most, and this is {over} too long." if over > 0 else ""


def rules_problem(text: str) -> str:
    """What is wrong with a circle's rules, in words; empty where nothing is."""
    lines = [line for line in clean(text).split("\n") if line.strip()]
    if len(lines) > MAX_RULE_LINES:
        return f"A promise has {MAX_RULE_LINES} lines at most, and these are {len(lines)}. Which matter most?"
    if len("\n".join(lines).encode()) > MAX_RULES_BYTES:
        return "This is more than people read before they go in. Make it shorter."
    return ""


def held_problem(text: str) -> str:
    """What is wrong with the words that wait, in words; empty where nothing is."""
    found = words_of(text)
    if len(found) > MAX_HELD_WORDS:
        return f"There is room for {MAX_HELD_WORDS} words, and these are {len(found)}."
    long = next((word for word in found if len(word) > MAX_HELD_WORD_CHARS), None)
    if long is not None:
        return f"“{one_line(long)[:20]}…” is longer than {MAX_HELD_WORD_CHARS} letters."
    return ""


def words_of(text: str) -> list[str]:
    """The words in a text with one on each line; each once."""
    lines = (" ".join(clean(line).split()) for line in text.split("\n"))
    return list(dict.fromkeys(line for line in lines if line and is_one_line(line)))


def lines_of(text: str) -> str:
    """Rules as they are kept: no empty lines, nothing around them."""
    return "\n".join(" ".join(line.split()) for line in clean(text).split("\n") if line.strip())


def days_problem(text: str) -> str:
    """What is wrong with a number of days, in words; empty where nothing is."""
    number = text.strip()
    return "" if number.isdecimal() and 1 <= int(number) <= 3650 else "A number of days, from 1 to 3650."


def problem_with(settings: CircleSettings) -> str:
    """What the circle's rules of size say against settings, in words; empty where nothing."""
    try:
        settings.require_valid()
    except (Refusal, BadEncoding):
        return "Something here is longer than it can be, or has signs that cannot be kept. Nothing was saved."
    return ""
