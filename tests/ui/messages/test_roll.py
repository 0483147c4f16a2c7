"""A long conversation as lines: whatever was fetched, every line belongs to one message and nothing moves."""

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from heimo_tui.core.conversations import Line, Mark, MessageView
from heimo_tui.ui.clock import Clock
from heimo_tui.ui.message_words import failed_words, problem_words, waiting_words
from heimo_tui.ui.widgets.messages.days import day_words, span_words, time_words
from heimo_tui.ui.widgets.messages.layout import Around, Laid, lay_out
from heimo_tui.ui.widgets.messages.qr import qr_lines
from heimo_tui.ui.widgets.messages.roll import CHUNK, Roll
from tests.ui.messages.views import LYNX, TODAY, line
from tests.ui.views import CLOCK, MINUTES


def message(number: int) -> MessageView:
    return line(str(number), f"message {number}", ago=1)


def roll(heights: list[int]) -> Roll:
    """Every message as high as it says."""
    made = Roll(lambda number, one, before: Laid(tuple(Content("") for _ in range(heights[number])), 0))
    made.reset(len(heights))
    return made


heights = st.lists(st.integers(1, 9), min_size=1, max_size=5 * CHUNK)


@given(heights, st.data())
def test_every_line_belongs_to_the_message_that_says_so(tall: list[int], data: st.DataObject) -> None:
    made = roll(tall)
    for _ in range(data.draw(st.integers(0, 4))):
        top = data.draw(st.integers(0, max(0, made.height - 1)))
        wanted = made.missing(top, 30)
        if wanted is not None:
            made.accept(wanted[0], [message(n) for n in range(*wanted)])
        assert made.missing(top, 30) is None or made.height > 0
    for number, height in enumerate(tall):
        if made.message(number) is not None:
            for at in range(height):
                assert made.at(made.top(number) + at) == (number, at)
            assert made.lines_of(number) == height
    tops = [made.top(number) for number in range(len(tall))]
    assert tops == sorted(tops) and tops[0] == 0
    assert all(0 <= made.at(y)[0] < len(tall) for y in range(made.height))


@given(heights)
def test_all_fetched_is_as_high_as_all_messages(tall: list[int]) -> None:
    made = roll(tall)
    made.accept(0, [message(n) for n in range(len(tall))])
    assert made.height == sum(tall)
    made.lay_out_anew()
    assert made.height == sum(tall) and made.missing(0, made.height) is None


def test_what_is_asked_for_starts_one_before_a_chunk() -> None:
    made = roll([3] * 1000)
    wanted = made.missing(3 * 500, 30)
    assert wanted is not None and wanted[0] % CHUNK == CHUNK - 1 and wanted[0] < 500 < wanted[1]
    seen: list[tuple[int, MessageView | None]] = []

    def see(number: int, one: MessageView, before: MessageView | None) -> Laid:
        seen.append((number, before))
        return Laid((Content(""),), 0)

    told = Roll(see)
    told.reset(1000)
    told.accept(wanted[0], [message(n) for n in range(*wanted)])
    assert all(before is not None and before.id == message(number - 1).id for number, before in seen)


def test_of_fifty_thousand_only_what_is_in_sight_is_laid_out() -> None:
    drawn: list[int] = []

    def see(number: int, one: MessageView, before: MessageView | None) -> Laid:
        drawn.append(number)
        return Laid((Content(""),) * 3, 0)

    made = Roll(see)
    made.reset(50_000)
    for top in (made.height - 40, 0, made.height // 2):
        wanted = made.missing(top, 40)
        assert wanted is not None and wanted[1] - wanted[0] <= 5 * CHUNK
        made.accept(wanted[0], [message(n) for n in range(*wanted)])
    assert len(drawn) <= 15 * CHUNK and len(set(drawn)) == len(drawn)


def test_words_of_days_and_spans() -> None:
    assert [day_words(TODAY - back, CLOCK) for back in (0, 1)] == ["today", "yesterday"]
    assert "," in day_words(TODAY - 5, CLOCK) and day_words(TODAY - 900, CLOCK)[-4:].isdigit()
    assert [span_words(seconds) for seconds in (3600, 7300, 90_000, 600_000, 20)] == [
        "1 hour",
        "2 hours",
        "1 day",
        "7 days",
        "a moment",
    ]
    noon = Clock(lambda: MINUTES * 60, lambda _: 0)
    day = MINUTES // 1440 - 3
    words = [time_words(day * 1440 + hour * 60, noon) for hour in (2, 9, 15, 21)]
    assert words == ["in the night", "in the morning", "in the afternoon", "in the evening"]


@given(st.sampled_from(list(Line)), st.booleans(), st.text(max_size=300), st.integers(20, 120))
def test_no_line_is_wider_than_told(kind: Line, mine: bool, text: str, width: int) -> None:
    for mark in (None, *Mark):
        one = line("x", text, ago=3, mine=mine, kind=kind, mark=mark, seconds_left=90, value=3600, code="quota")
        laid = lay_out(one, Around(LYNX, None, True), width, CLOCK)
        assert laid.lines[laid.lead :] or not text.strip()
        assert all(drawn.cell_length <= width for drawn in laid.lines)


def test_every_code_has_words() -> None:
    for code in ("unreachable", "incompatible", "queue_full", "busy", "unheard_of"):
        assert waiting_words(code).endswith(".") and "_" not in waiting_words(code)
    for code in ("", "renewed", "ended", "queue_unknown", "unheard_of"):
        assert failed_words(code).endswith(".") and "_" not in failed_words(code)
    assert problem_words("sig_invalid") != problem_words("unheard_of")


def test_the_picture_is_square_and_holds_its_border() -> None:
    lines = [drawn.plain for drawn in qr_lines(b"\x01" + bytes(64))]
    assert len(lines) == 19 and {len(row) for row in lines} == {37}
    assert set(lines[0]) == {"█"}
