"""Who may decide what, worked out from signed decisions alone."""

import random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.circles import CircleSettings, Genesis
from heimo_protocol.events import (
    Action,
    Body,
    EmptyBody,
    Event,
    Kind,
    ModerationBody,
    NoteBody,
    Seen,
    SettingsBody,
    encode_body,
    open_event,
)
from heimo_protocol.signing import public_bytes, seal
from heimo_tui.core.governance import Decision, rulings

OWNER, MOD, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2, 3))
POST, THREAD = b"p" * 16, b"t" * 16
GENESIS = Genesis(
    owner=public_bytes(OWNER),
    random=b"r" * 16,
    server=b"s" * 32,
    space=None,
    moderators=[],
    settings=CircleSettings(name="Circle", retention_days=180),
)


def decision(
    log_seq: int, key: Ed25519PrivateKey, body: Body, kind: Kind = Kind.MODERATION, *, minutes: int = 60
) -> Decision:
    event = Event(
        kind=kind,
        circle=b"c" * 16,
        author=public_bytes(key),
        seq=0,
        prev=None,
        minutes=minutes,
        parent=POST if kind is Kind.NOTE else None,
        body=encode_body(body),
        dh=b"\0" * 8,
        seen=Seen(0, b"\0" * 16),
    )
    return Decision(log_seq, open_event(seal(key, "event", event).to_bytes()))


def act(
    log_seq: int, key: Ed25519PrivateKey, action: Action, target: bytes, *, minutes: int = 60, **more: object
) -> Decision:
    body = ModerationBody(action=action, target=target, **more)  # type: ignore[arg-type] # until, words
    return decision(log_seq, key, body, minutes=minutes)


def test_a_grant_counts_from_its_place_in_the_log_and_a_revocation_ends_it() -> None:
    mod = public_bytes(MOD)
    told = [
        act(1, MOD, Action.HIDE, POST),
        act(2, OWNER, Action.GRANT, mod),
        act(3, MOD, Action.HIDE, POST, words="kindly: a name"),
        act(4, MOD, Action.LOCK, THREAD),
        act(5, OWNER, Action.REVOKE, mod),
        act(6, MOD, Action.UNHIDE, POST),
    ]
    random.Random(7).shuffle(told)
    found = rulings(GENESIS, told)
    assert found.hidden == {POST: "kindly: a name"} and found.locked == {THREAD}
    assert found.ignored == (1, 6)
    assert found.moderators == {public_bytes(OWNER)}


def test_only_the_owner_appoints_and_changes_settings_and_cannot_be_put_down() -> None:
    mod, other = public_bytes(MOD), public_bytes(OTHER)
    found = rulings(
        GENESIS,
        [
            act(1, OWNER, Action.GRANT, mod),
            act(2, MOD, Action.GRANT, other),
            decision(3, MOD, SettingsBody(settings=CircleSettings(name="Mine")), Kind.SETTINGS),
            act(4, OWNER, Action.REVOKE, public_bytes(OWNER)),
            decision(5, OWNER, SettingsBody(settings=CircleSettings(name="Ours", retention_days=30)), Kind.SETTINGS),
            decision(6, OWNER, SettingsBody(settings=CircleSettings(name="Ours", retention_days=90)), Kind.SETTINGS),
        ],
    )
    assert found.moderators == {public_bytes(OWNER), mod} and found.ignored == (2, 3, 4)
    assert found.settings.name == "Ours" and found.least_retention == 30


def test_notes_bans_and_unhiding() -> None:
    other = public_bytes(OTHER)
    told = [
        decision(1, OWNER, NoteBody(notes=["death"]), Kind.NOTE),
        act(2, OWNER, Action.HIDE, POST),
        act(3, OWNER, Action.UNHIDE, POST),
        act(10, OWNER, Action.BAN, other, until=500),
    ]
    found = rulings(GENESIS, told)
    assert found.notes == {POST: ("death",)} and not found.hidden and found.ever_hidden == {POST}
    assert found.bars(other, 11, 499) and not found.bars(other, 9, 499) and not found.bars(other, 11, 500)
    assert not rulings(GENESIS, [*told, act(12, OWNER, Action.UNBAN, other)]).bars(other, 13, 499)


def test_settings_change_and_locks_are_lifted() -> None:
    shorter = CircleSettings(name="Circle", retention_days=30)
    longer = CircleSettings(name="Renamed", retention_days=90)
    found = rulings(
        GENESIS,
        [
            decision(1, OWNER, SettingsBody(settings=shorter), Kind.SETTINGS),
            decision(2, OWNER, SettingsBody(settings=longer), Kind.SETTINGS),
            decision(3, OWNER, ModerationBody(action=Action.LOCK, target=THREAD)),
            decision(4, OWNER, ModerationBody(action=Action.UNLOCK, target=THREAD)),
            decision(5, OWNER, NoteBody(notes=["death"]), Kind.NOTE),
            decision(6, OWNER, EmptyBody(), Kind.LEAVE),
        ],
    )
    assert found.notes == {POST: ("death",)}
    assert found.settings == longer
    assert found.least_retention == 30, "what was erased meanwhile does not come back"
    assert THREAD not in found.locked


THIRD, FOURTH = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (4, 5))
DAY = 24 * 60


def test_a_steward_runs_the_circle_but_for_its_owner_and_other_stewards() -> None:
    mod, other, third = map(public_bytes, (MOD, OTHER, THIRD))
    settings = SettingsBody(settings=CircleSettings(name="Ours"))
    found = rulings(
        GENESIS,
        [
            act(1, OWNER, Action.ENTRUST, mod),
            act(2, MOD, Action.GRANT, other),
            decision(3, MOD, settings, Kind.SETTINGS),
            act(4, OTHER, Action.GRANT, third),
            act(5, MOD, Action.ENTRUST, other),
            act(6, OWNER, Action.ENTRUST, third),
            act(7, MOD, Action.REVOKE, third),
            act(8, MOD, Action.BAN, public_bytes(OWNER)),
            act(9, OTHER, Action.BAN, mod),
            act(10, MOD, Action.REVOKE, other),
            act(11, OWNER, Action.REVOKE, third),
            act(12, THIRD, Action.GRANT, other),
        ],
    )
    assert found.settings.name == "Ours" and found.ignored == (4, 5, 7, 8, 9, 12)
    assert found.moderators == {public_bytes(OWNER), mod} and found.stewards == {mod}
    assert not found.banned


def by_two(*more: Decision) -> list[Decision]:
    """Three moderators of a circle that asks for two."""
    settings = SettingsBody(settings=CircleSettings(name="Circle", ban_by_two=True))
    grants = [act(n, OWNER, Action.GRANT, public_bytes(key)) for n, key in enumerate((MOD, OTHER, THIRD), 1)]
    return [*grants, decision(4, OWNER, settings, Kind.SETTINGS), *more]


def test_a_ban_for_good_needs_another_moderators_word_within_a_week() -> None:
    who = public_bytes(FOURTH)
    first = act(10, MOD, Action.BAN, who, words="no threats")
    cases = {
        "alone": ([], False),
        "the same once more": ([act(11, MOD, Action.BAN, who)], False),
        "another": ([act(11, OTHER, Action.BAN, who, minutes=60 + 7 * DAY)], True),
        "another, too late": ([act(11, OTHER, Action.BAN, who, minutes=65 + 7 * DAY)], False),
        "dropped in between": ([act(11, THIRD, Action.UNBAN, who), act(12, OTHER, Action.BAN, who)], False),
        "the first is none any more": (
            [act(11, OWNER, Action.REVOKE, public_bytes(MOD)), act(12, OTHER, Action.BAN, who)],
            False,
        ),
        "the owner": ([act(11, OWNER, Action.BAN, who)], True),
    }
    for case, (more, banned) in cases.items():
        found = rulings(GENESIS, by_two(first, *more))
        assert (who in found.banned) is banned, case
        assert (who in found.seconds) is not banned, case
        assert len(found.bans) == banned, case
        assert first.signed.id not in found.bans, "a first word is no decision about anybody"


def test_a_pause_of_a_month_needs_nobody_else_and_leaves_a_first_word_standing() -> None:
    who = public_bytes(FOURTH)
    pause = act(11, OTHER, Action.BAN, who, until=1 + 30 * 24, words="rest")
    found = rulings(GENESIS, by_two(act(10, MOD, Action.BAN, who), pause))
    assert found.banned[who].decision == pause.signed.id and found.banned[who].words == "rest"
    assert who in found.seconds and found.bans == {pause.signed.id}


def test_it_is_known_which_decision_hides_what() -> None:
    hides = [act(n, OWNER, Action.HIDE, POST, words=str(n)) for n in (1, 3)]
    shown = act(2, OWNER, Action.UNHIDE, POST)
    assert rulings(GENESIS, [hides[0], shown]).hidden_by == {}
    found = rulings(GENESIS, [*hides, shown])
    assert found.hidden_by == {POST: hides[1].signed.id} and found.hidden == {POST: "3"}
