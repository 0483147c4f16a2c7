"""Whom a helper meets first: nobody is left waiting for good, and not everybody meets the same one."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from heimo_protocol.events import Need
from heimo_tui.core.answering import SPANS, Asked, Usual, usual, within
from heimo_tui.core.notes import NOTES
from heimo_tui.core.waiting import LUCK, NOTE_HOURS, HelpingDay, Waiting, in_order, since, urgency

DAY_END = 29_900_160
HOUR = 60


def draw(helper: int) -> bytes:
    """What a helper draws lots with."""
    return helper.to_bytes(32, "big")


def post(number: int, hours: float = 1, *, author: bytes | None = None, **more: object) -> Waiting:
    """A post of somebody of their own, so many hours before the end of the day."""
    who = b"author%d" % number if author is None else author
    need = more.get("need", Need.LISTEN)
    notes = more.get("notes", ())
    return Waiting(b"circle", b"thread%d" % number, who, DAY_END - int(hours * HOUR), need, notes)  # type: ignore[arg-type] # as given


def first_met(waiting: list[Waiting], helpers: int, **about: object) -> Counter[bytes]:
    """How many of so many helpers meet each first."""
    met: Counter[bytes] = Counter()
    for helper in range(helpers):
        order = in_order(waiting, mine=(), answered=(), draw=draw(helper), day_end=DAY_END, **about)  # type: ignore[arg-type] # none are given
        met[order[0].thread] += 1
    return met


posts = st.lists(
    st.builds(
        lambda hours, need, notes: (hours, need, tuple(notes)),
        st.floats(0, 3000),
        st.sampled_from([Need.LISTEN, Need.ASK, Need.IDEAS]),
        st.lists(st.sampled_from([*NOTE_HOURS, "unheard_of"]), max_size=4),
    ),
    min_size=1,
    max_size=6,
).map(lambda made: [post(n, hours, need=need, notes=notes) for n, (hours, need, notes) in enumerate(made)])


@given(posts)
def test_everybody_who_waits_comes_first_for_some_helper(waiting: list[Waiting]) -> None:
    assert set(first_met(waiting, 20 * LUCK * len(waiting))) == {one.thread for one in waiting}


@given(posts, st.integers(0, 2**64))
def test_the_order_stays_all_day_whoever_comes_or_goes(waiting: list[Waiting], helper: int) -> None:
    whole = in_order(waiting, mine=(), answered=(), draw=draw(helper), day_end=DAY_END)
    assert sorted(whole, key=waiting.index) == waiting, "all of them, once"
    for gone in waiting:
        left = [one for one in waiting if one is not gone]
        assert in_order(reversed(left), mine=(), answered=(), draw=draw(helper), day_end=DAY_END) == [
            one for one in whole if one is not gone
        ]


@given(posts, st.integers(0, 5))
def test_own_posts_and_those_that_want_no_reply_are_never_met(waiting: list[Waiting], which: int) -> None:
    own = waiting[which % len(waiting)]
    quiet = post(99, 50, need=Need.NONE)
    order = in_order([*waiting, quiet], mine={own.author}, answered=(), draw=draw(1), day_end=DAY_END)
    assert own not in order and quiet not in order and len(order) == len(waiting) - 1


def test_who_waits_twice_as_long_comes_first_for_most() -> None:
    met = first_met([post(1, 40, need=Need.IDEAS), post(2, 20, need=Need.IDEAS)], 1000)
    assert 750 < met[b"thread1"] < 880


def test_the_stronger_need_and_the_heavier_note_come_first_for_most() -> None:
    for strong, weak in (
        (post(1, 2, need=Need.LISTEN), post(2, 2, need=Need.IDEAS)),
        (post(1, 2, notes=("self_harm",)), post(2, 2)),
        (post(1, 2, notes=("suicide",)), post(2, 2, notes=("debt", "body", "birth"))),
    ):
        assert first_met([strong, weak], 500)[strong.thread] > 300


def test_those_who_wait_about_as_long_are_spread_over_the_helpers() -> None:
    met = first_met([post(n, 20 + n / 10) for n in range(5)], 1000)
    assert min(met.values()) > 130 and max(met.values()) < 270


def test_a_need_helps_forward_but_waiting_overtakes_it() -> None:
    assert urgency(post(1, 1, notes=("suicide",)), DAY_END) > urgency(post(2, 20), DAY_END)
    assert urgency(post(1, 1, notes=("suicide",)), DAY_END) < urgency(post(2, 30), DAY_END)
    assert urgency(post(1, 96), DAY_END) == urgency(post(1, 5000), DAY_END)
    assert urgency(post(1, -5, need=Need.IDEAS), DAY_END) > 0, "a clock that is ahead"


def test_every_note_that_people_can_give_has_a_weight() -> None:
    assert {note.code for note in NOTES} == set(NOTE_HOURS)


def test_another_day_is_another_order() -> None:
    waiting = [post(n, 200 + n) for n in range(8)]
    orders = {
        tuple(one.thread for one in in_order(waiting, mine=(), answered=(), draw=draw(1), day_end=DAY_END + 1440 * day))
        for day in range(5)
    }
    assert len(orders) == 5


def test_the_same_helper_does_not_meet_one_writer_over_and_over() -> None:
    waiting = [post(n, 20) for n in range(4)]
    first = [
        in_order(waiting, mine=(), answered={waiting[0].author}, draw=draw(helper), day_end=DAY_END)[0]
        for helper in range(500)
    ]
    assert 0 < first.count(waiting[0]) < 50
    many = [post(n, 20, author=b"one") for n in range(8)] + [post(9, 20)]
    assert 150 < first_met(many, 500)[b"thread9"] < 400


def test_neither_clock_alone_makes_anybody_wait_longer() -> None:
    assert since(100 * HOUR, 90) == 100 * HOUR
    assert since(90 * HOUR, 100) == 100 * HOUR


@given(st.integers(0, 50), st.integers(0, 50))
def test_the_day_is_reached_only_where_a_number_was_set(capacity: int, answered: int) -> None:
    assert HelpingDay(capacity, answered).reached is (capacity > 0 and answered >= capacity)


def asked(*waits: int | None, age: int = 10 * 24 * HOUR) -> list[Asked]:
    """Posts of some days ago with these waits."""
    return [Asked(age, wait) for wait in waits]


def test_what_is_usual_is_true_of_two_in_three() -> None:
    assert usual(asked(10, 20, 30, 40, 3000, 4000)) is Usual.HOUR
    assert usual(asked(10, 20, 30, 200, 3000, 4000)) is Usual.HOURS
    assert usual(asked(10, 20, 30, 200, None, None)) is Usual.HOURS
    assert usual(asked(10, 20, 30, 800, None, None)) is Usual.DAY
    assert usual(asked(10, 20, 4000, 800, None, None)) is Usual.DAYS
    assert usual(asked(10, 20, 30, None, None, None)) is Usual.SLOW
    assert usual(asked(10, 20, 30, 40)) is Usual.FEW
    assert usual(()) is Usual.FEW


def test_quick_answers_to_the_newest_do_not_hide_those_who_wait() -> None:
    fresh = [Asked(30, 5)] * 20
    assert usual([*asked(None, None, None, None, None), *fresh]) is Usual.SLOW
    assert usual(fresh) is Usual.FEW


@given(st.lists(st.tuples(st.integers(0, 40_000), st.none() | st.integers(0, 40_000)), max_size=30))
def test_a_span_is_never_said_that_most_did_not_see(made: list[tuple[int, int | None]]) -> None:
    posts = [Asked(age, wait if wait is None or wait <= age else None) for age, wait in made]
    said = usual(posts)
    if said in SPANS:
        old = [one for one in posts if one.age >= SPANS[said]]
        assert sum(one.wait is not None and one.wait <= SPANS[said] for one in old) * 3 >= len(old) * 2 >= 10
    assert within(said, 0)
