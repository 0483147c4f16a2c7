"""The one rule by which both sides judge who may decide, and what belongs to reports and appeals."""

import pytest

from heimo_protocol import limits
from heimo_protocol.appeals import APPEAL_BYTES, Appeal
from heimo_protocol.bodies import Action
from heimo_protocol.decisions import ON_NAMES, Bench, FirstWord, is_second, needs_second
from heimo_protocol.encoding import encode
from heimo_protocol.operations import AppealPutArgs, SealedFor
from heimo_protocol.text import has_word

WHO = ("owner", "steward", "other steward", "moderator", "other moderator", "member")
KEYS = {who: bytes([number]) * 32 for number, who in enumerate(WHO)}
BENCH = Bench(
    owner=KEYS["owner"],
    moderators=frozenset(KEYS[who] for who in WHO[1:5]),
    stewards=frozenset(KEYS[who] for who in WHO[1:3]),
)
MINUTES = 500_000 * 60


def who_may(author: str, action: Action) -> set[str]:
    """About whom somebody may take a decision on a name."""
    return {target for target in WHO if BENCH.may_decide(KEYS[author], action, KEYS[target])}


MODERATORS = {"moderator", "other moderator"}
ALL_BUT_OWNER = set(WHO) - {"owner"}


@pytest.mark.parametrize(
    ("author", "action", "targets"),
    [
        *(("owner", action, ALL_BUT_OWNER) for action in ON_NAMES),
        *(("steward", action, {*MODERATORS, "member"}) for action in (Action.GRANT, Action.REVOKE, Action.BAN)),
        ("steward", Action.UNBAN, ALL_BUT_OWNER),
        ("steward", Action.ENTRUST, set()),
        ("moderator", Action.BAN, {"member"}),
        ("moderator", Action.UNBAN, ALL_BUT_OWNER),
        *(("moderator", action, set()) for action in (Action.GRANT, Action.REVOKE, Action.ENTRUST)),
        *(("member", action, set()) for action in ON_NAMES),
    ],
)
def test_rights_about_names(author: str, action: Action, targets: set[str]) -> None:
    assert who_may(author, action) == targets


@pytest.mark.parametrize("action", sorted(set(Action) - ON_NAMES))
def test_rights_about_events(action: Action) -> None:
    able = {who for who in WHO if BENCH.may_decide(KEYS[who], action, bytes(16))}
    assert able == set(WHO) - {"member"}


def test_the_settings_are_the_owners_and_the_stewards() -> None:
    assert {who for who in WHO if BENCH.may_set(KEYS[who])} == {"owner", "steward", "other steward"}


@pytest.mark.parametrize("minutes", [MINUTES, MINUTES + 5, MINUTES + 55])
def test_a_ban_is_long_beyond_a_pause(minutes: int) -> None:
    """Whichever minute of its hour a pause of the longest kind was decided in, one moderator is enough."""
    hour = minutes // 60
    assert needs_second(0, minutes)
    for hours, needs in ((1, False), (limits.PAUSE_MOST_HOURS, False), (limits.PAUSE_MOST_HOURS + 2, True)):
        assert needs_second(hour + hours, minutes) is needs


def test_a_second_word_is_another_moderators_in_time() -> None:
    one, two = KEYS["moderator"], KEYS["other moderator"]
    first = FirstWord(author=one, minutes=MINUTES)
    week = limits.SECOND_DAYS * 24 * 60
    assert is_second(first, two, MINUTES + week, BENCH.moderators)
    assert is_second(first, two, MINUTES - 5, BENCH.moderators), "written earlier, and on its way longer"
    assert not is_second(first, two, MINUTES + week + 5, BENCH.moderators)
    assert not is_second(first, one, MINUTES + 5, BENCH.moderators)
    assert not is_second(first, two, MINUTES + 5, BENCH.moderators - {one})
    assert not is_second(None, two, MINUTES + 5, BENCH.moderators)


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("I counted PILLS again", ("pill",), True),
        ("caterpillars", ("pill",), False),
        ("Straße", ("strasse",), True),
        ("un cafe\u0301", ("café",), True),
        ("one of the others", ("none", "other"), True),
        ("a (.*) b", ("(.*)",), True),
        ("anything", ("(.*)", "", "  "), False),
        ("anything", (), False),
    ],
)
def test_words_are_known_by_how_they_begin(text: str, words: tuple[str, ...], found: bool) -> None:
    assert has_word(text, *words) is found


def test_the_longest_appeal_has_room_in_its_size() -> None:
    """Four bytes a letter are the most that UTF-8 needs; the removed words may be a whole post."""
    text, original = "\U0001f33f" * limits.MAX_APPEAL_CHARS, "x" * limits.MAX_POST_BYTES
    appeal = Appeal(circle=bytes(16), decision=bytes(16), text=text, original=original)
    assert len(encode(appeal)) + 4 <= APPEAL_BYTES


def test_copies_for_all_moderators_fit_a_request() -> None:
    sealing = 1120 + 16
    sealed = [SealedFor(bytes(32), bytes(APPEAL_BYTES + sealing)) for _ in range(limits.MAX_APPEAL_MODERATORS)]
    around = 512
    assert len(encode(AppealPutArgs(decision=bytes(16), sealed=sealed))) + around <= limits.BODY_CLASSES[-1]
