"""Words on the screen: text of others, errors, keys and colours."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from heimo_protocol.errors import Code
from heimo_tui.core.errors import (
    BadInput,
    CannotDecrypt,
    HeimoError,
    Incompatible,
    Refused,
    StoreProblem,
    StoreReason,
    Tampering,
    Unreachable,
)
from heimo_tui.core.views import Delivery, Gone, Problem
from heimo_tui.ui import keys
from heimo_tui.ui.format import find_words, first_sentence, one_line, post_lines, shown
from heimo_tui.ui.notices import for_delivery, for_error, for_gone, for_problem
from heimo_tui.ui.themes.names import NAME_COLOURS
from heimo_tui.ui.themes.ours import OURS
from tests.ui.views import post

HIDDEN = {"Cc", "Cf", "Cs"}


def test_what_would_fool_a_terminal_becomes_a_mark() -> None:
    assert shown("\x1b[31mred\x07") == "\u241b[31mred\u2407"
    assert shown("abc\u202edef\u200b") == "abc⟨202E⟩def⟨200B⟩"
    assert shown("a\tb\nc\r") == "a    b\nc\u240d"
    family = "\U0001f469\u200d\U0001f467"
    assert shown(family) == family and shown("a\u200db") == "a⟨200D⟩b"


@given(st.text())
def test_nothing_hidden_is_left(text: str) -> None:
    left = {char for char in shown(text) if unicodedata.category(char) in HIDDEN} - {"\n", "\u200d"}
    arabic_signs = {char for char in left if unicodedata.bidirectional(char) in ("AN", "AL", "L", "NSM", "ON")}
    assert left <= arabic_signs
    assert "\n" not in one_line(text)


@given(st.text(max_size=400), st.integers(12, 80))
def test_layout_never_fails_and_never_is_wider_than_told(text: str, width: int) -> None:
    for line in post_lines(text, width):
        assert line.cell_length <= max(width, 13)


def test_the_markup_subset() -> None:
    lines = post_lines("*soft* and **strong**, snake_case_stays\n\n> their words\n- one\n2. two\n\n\nend", 60)
    assert [line.plain for line in lines] == [
        "soft and strong, snake_case_stays",
        "",
        "▎ their words",
        " • one",
        " 2. two",
        "",
        "end",
    ]
    styles = {str(span.style) for span in lines[0].spans}
    assert {"italic", "bold"} <= styles


def test_a_link_shows_where_it_leads_and_is_no_link() -> None:
    (line,) = post_lines("see [the bank](https://evil.example/x)", 80)
    assert line.plain == "see the bank ⟨https://evil.example/x⟩"
    assert not any("link" in str(span.style) or "@click" in str(span.style) for span in line.spans)
    assert post_lines("[red]not markup[/red]", 40)[0].plain == "[red]not markup[/red]"


def test_long_lines_of_signs_take_no_long_time() -> None:
    for text in ("*" * 8000, "_a" * 4000, "[" * 8000, "\n" * 8000, "a " * 4000):
        post_lines(text, 70)
        first_sentence(text)


def test_words_to_quote() -> None:
    text = "I told them. And then I\nwent home."
    assert text[slice(*first_sentence(text))] == "I told them."
    found = find_words(text, "then I  went")
    assert found is not None and text[slice(*found)] == "then I\nwent"
    assert find_words(text, "never said") is None and find_words(text, " ") is None


@pytest.mark.parametrize(
    "problem",
    [
        *(Refused(code) for code in Code),
        Refused("from_a_newer_server"),
        *(StoreProblem(reason) for reason in StoreReason),
        *(Unreachable(why) for why in ("timeout", "refused", "name", "tls", "proxy", "tor_required", "else")),
        Incompatible("version"),
        Tampering("log_fork"),
        CannotDecrypt("no_header"),
        BadInput("key_conflict", value="j: one, other"),
        BadInput("from_elsewhere"),
    ],
)
def test_every_error_is_worded_without_its_code(problem: HeimoError) -> None:
    words = str(for_error(problem))
    assert words[0].isupper() and words.endswith((".", "?", "words."))
    assert not re.search(r"\w_\w|[{}]|Error", words)


def test_each_refusal_has_words_of_its_own() -> None:
    other = str(for_error(Refused("from_a_newer_server")))
    assert [code for code in Code if str(for_error(Refused(code))) == other] == []


def test_waiting_is_said_in_words() -> None:
    assert "about 2 minutes" in str(for_error(Refused("quota", retry_after=119)))


def test_what_a_server_did_is_worded() -> None:
    assert "two different histories" in for_problem(Problem("log_fork", b"c")).what
    assert for_problem(Problem("unheard_of", b"c")).what.endswith(".")


@pytest.mark.parametrize("delivery", [one for one in Delivery if one is not Delivery.PUBLISHED])
def test_every_delivery_is_worded(delivery: Delivery) -> None:
    assert for_delivery(post("x", "somebody", "words", delivery=delivery, hold_left=42)) is not None


def test_every_absence_is_worded() -> None:
    for gone in set(Gone) - {Gone.NO}:
        assert for_gone(post("x", "somebody", "", gone=gone)).endswith(".")


def test_default_keys_have_no_conflict() -> None:
    everything = {key.id: key.keys for key in keys.TABLE}
    assert keys.keymap(everything) == everything
    assert len(everything) == len(keys.TABLE)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"nothing": "a"}, "key_unknown"),
        ({"help": "j"}, "key_conflict"),
        ({"threads.write": "w"}, "key_conflict"),
        ({"help": " , "}, "key_empty"),
    ],
)
def test_keys_that_cannot_be_are_named(changes: dict[str, str], code: str) -> None:
    with pytest.raises(BadInput) as told:
        keys.keymap(changes)
    assert told.value.code == code and str(for_error(told.value))


def test_swapping_two_keys_is_no_conflict() -> None:
    assert keys.keymap({"threads.write": "W", "threads.waiting": "c"})


def _contrast(one: Color, other: Color) -> float:
    def light(colour: Color) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
def test_our_themes_can_be_read(theme: object) -> None:
    from textual.theme import Theme  # noqa: PLC0415 - only its type is needed

    assert isinstance(theme, Theme)
    words = [theme.variables["quiet"], theme.variables["ink"], theme.primary, theme.secondary, theme.warning]
    words += [theme.variables[f"name-{index}"] for index in range(NAME_COLOURS)]
    grounds = [theme.background, theme.variables["here"], theme.surface]
    for ground in grounds:
        for word in words:
            assert _contrast(Color.parse(word or ""), Color.parse(ground or "")) >= 4.5, (word, ground)


def test_high_contrast_is_made_of_the_sixteen_colours() -> None:
    sixteen = {f"#{r}{g}{b}" for r in ("00", "80", "ff") for g in ("00", "80", "ff") for b in ("00", "80", "ff")}
    theme = next(theme for theme in OURS if theme.name == "kontrasti")
    used = [theme.primary, theme.background, theme.foreground, *theme.variables.values()]
    assert {colour for colour in used if colour} <= sixteen | {"#c0c0c0"}
    assert BUILTIN_THEMES
