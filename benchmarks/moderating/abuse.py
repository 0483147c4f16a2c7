"""What many fresh accounts or a moderator gone bad get done before something limits them, and what undoing costs."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from benchmarks.measure import Benchmark, Figure
from benchmarks.moderating.members import Street, decision, street, until_refused
from benchmarks.server.town import SETTINGS, Town, Writer, founded, serving
from heimo_protocol.circles import CircleSettings
from heimo_protocol.events import Action, ModerationBody
from heimo_protocol.limits import ServerLimits
from heimo_protocol.signing import public_bytes
from server_stub.community.found import opened
from server_stub.operations.budgets import REPORTS_DAY, SMALL_FACTOR

FRESH = 30
"""Accounts that joined in this hour and mean ill."""

LIMITS = ServerLimits(anonymous_second=10**6, anonymous_burst=10**6)
"""What a server has by itself, but for its budgets of nameless requests, which all of its members share."""

DEEDS_HOUR = LIMITS.posts_hour * SMALL_FACTOR
_SLOW = 3600
_LEFT = 120
"""Seconds that an hour must have left, since budgets of an hour begin anew with the next."""


def measure() -> list[Figure]:
    """Each attack on a server of its own."""
    left = 3600 - time.time() % 3600
    if left < _LEFT:
        time.sleep(left + 1)
    return [*_reports(), *_requests(), *_brigades(), *_undoing(), *_rogue()]


@contextmanager
def _town(others: int, settings: CircleSettings = SETTINGS) -> Iterator[tuple[Street, list[Writer], list[Writer]]]:
    """A circle with fresh members, and with others, of whom the first moderates."""
    with founded(FRESH + others, LIMITS, settings, hours=0) as town, serving(town) as server:
        fresh, rest = town.writers[:FRESH], town.writers[FRESH:]
        _host(town, Action.GRANT, rest[0])
        with street(town, server) as way:
            yield way, fresh, rest


def _host(town: Town, action: Action, who: Writer) -> None:
    async def decide() -> None:
        async with opened(town.data) as host:
            await host.decide(town.circle, ModerationBody(action=action, target=public_bytes(who.private)))

    asyncio.run(decide())


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _reports() -> list[Figure]:
    with _town(9) as (way, fresh, (moderator, *authors)):
        posts = [way.post(author) for author in authors for _ in range(LIMITS.first_day_posts)]
        for one in fresh:
            way.report(one, posts[0], "unkind")
        told = way.reported(moderator)
        (reasons,) = [sum(entry.reasons.values()) for entry in told]
        way.decide(moderator, Action.KEEP, posts[0])
        left, each = len(way.reported(moderator)), list[int]()
        turned = [posts[at:] + posts[1:at] for at in range(1, FRESH + 1)]
        attack = _seconds(lambda: each.extend(map(_all, [way] * FRESH, fresh, turned)))
        entries = way.reported(moderator)
        answer = _seconds(lambda: [way.decide(moderator, Action.KEEP, entry.event) for entry in entries])
        left += len(way.reported(moderator))
    if left:
        raise RuntimeError("a deed did not answer all reports about a post")
    return [
        Figure("reports: by one member in a day", 1 + max(each), "", "REPORTS_DAY", REPORTS_DAY, limit=True),
        Figure(f"reports: entries by {FRESH} about one post", len(told), "", "one a post", 1, limit=True),
        Figure("reports: counted in that entry", reasons, "", "one a member", FRESH, limit=True),
        Figure(
            f"reports: entries by {FRESH} about all they can", len(entries), "", "one a post", len(posts), limit=True
        ),
        Figure("reports: to answer all of them", answer, "s", f"{sum(each)} reports", attack),
    ]


def _all(way: Street, one: Writer, posts: list[bytes]) -> int:
    """Report one after the other, until it is refused."""
    left = iter(posts)
    return until_refused(lambda: way.report(one, next(left), "spam"))


def _requests() -> list[Figure]:
    with _town(2 + LIMITS.inbox - FRESH + 10) as (way, fresh, (_, asked, *more)):
        way.show_card(asked)
        each: list[int] = []
        attack = _seconds(
            lambda: each.extend(until_refused(lambda one=one: way.ask(one, asked)) for one in (*fresh, *more))  # type: ignore[misc] # used at once
        )
        cleared = _seconds(lambda: way.clear(asked))
    return [
        Figure(
            "requests: by one account on its first day",
            max(each),
            "",
            "first_day_requests",
            LIMITS.first_day_requests,
            limit=True,
        ),
        Figure(f"requests: by {len(each)} accounts to one name", sum(each), "", "inbox", LIMITS.inbox, limit=True),
        Figure("requests: to decline all that came", cleared, "s", "to ask", attack),
    ]


def _brigades() -> list[Figure]:
    a_day = LIMITS.first_day_posts
    circles = (
        ("nothing set", SETTINGS, a_day, 0),
        ("slow mode", CircleSettings(name="Slow", slow_seconds=_SLOW), 1, 0),
        ("first posts held", CircleSettings(name="Held", hold_first=True), 0, 1),
        ("both", CircleSettings(name="Both", hold_first=True, slow_seconds=_SLOW), 0, 1),
    )
    figures = []
    for what, settings, seen, held in circles:
        with _town(1, settings) as (way, fresh, (moderator,)):
            for one in fresh:
                until_refused(lambda one=one: way.post(one))  # type: ignore[misc] # used at once
            readable, waiting = way.readable(), way.held(moderator)
        figures += [
            Figure(f"brigade, {what}: posts to read", readable, "", f"{seen} an account", seen * FRESH, limit=True),
            Figure(f"brigade, {what}: posts that wait", waiting, "", f"{held} an account", held * FRESH, limit=True),
        ]
    return figures


def _undoing() -> list[Figure]:
    with _town(1) as (way, fresh, (moderator,)):
        posts: list[list[bytes]] = []
        attack = _seconds(lambda: posts.extend(_flood(way, one) for one in fresh))

        def undo() -> int:
            for one, own in zip(fresh, posts, strict=True):
                way.decide(moderator, Action.BAN, public_bytes(one.private))
                for post in own:
                    way.decide(moderator, Action.HIDE, post)
            return FRESH + sum(map(len, posts))

        deeds: list[int] = []
        cost = _seconds(lambda: deeds.append(undo()))
        more = until_refused(lambda: way.decide(moderator, Action.SLOW, way.town.circle, 60))
        again = sum(until_refused(lambda one=one: way.post(one)) for one in fresh)  # type: ignore[misc] # used at once
        left = way.readable()
    each = deeds[0] / FRESH
    return [
        Figure(
            "brigade, undone: deeds an account", each, "", "a ban, its posts", 1 + LIMITS.first_day_posts, limit=True
        ),
        Figure("brigade, undone: posts to read, or put since", left + again, "", "none", 0, limit=True),
        Figure("brigade, undone: the server's time", cost, "s", "the brigade's", attack),
        Figure(
            "brigade, undone: deeds of one moderator an hour",
            deeds[0] + more,
            "",
            "posts_hour x 10",
            DEEDS_HOUR,
            limit=True,
        ),
        Figure(
            "brigade, undone: accounts by one moderator an hour", DEEDS_HOUR / each, "", "the brigade", FRESH, more=True
        ),
    ]


def _flood(way: Street, one: Writer) -> list[bytes]:
    posts: list[bytes] = []
    until_refused(lambda: posts.append(way.post(one)))
    return posts


def _rogue() -> list[Figure]:
    with _town(2) as (way, members, (rogue, other)):
        _host(way.town, Action.GRANT, other)
        posts = [post for one in members for post in _flood(way, one)]
        names = [public_bytes(one.private) for one in members]
        targets = iter([(Action.HIDE, post) for post in posts] + [(Action.BAN, name) for name in names])
        done: list[tuple[Action, bytes]] = []

        def harm() -> None:
            action, target = next(targets, (Action.SLOW, way.town.circle))
            way.decide(rogue, action, target, 60 if action is Action.SLOW else 0)
            done.append((action, target))

        spree = _seconds(lambda: until_refused(harm))
        kept = decision(rogue, Action.BAN, names[0])
        _host(way.town, Action.REVOKE, rogue)
        after = until_refused(lambda: way.put(rogue, kept))
        back = {Action.HIDE: Action.UNHIDE, Action.BAN: Action.UNBAN}
        undo = [(back[action], target) for action, target in done if action in back]
        cost = _seconds(lambda: [way.decide(other, *one) for one in (*undo, (Action.SLOW, way.town.circle))])
        restored = way.readable()
    return [
        Figure("bad moderator: deeds in an hour", len(done), "", "posts_hour x 10", DEEDS_HOUR, limit=True),
        Figure("bad moderator: deeds after the right was taken", after, "", "none", 0, limit=True),
        Figure(
            "bad moderator: posts brought back", restored, "", "all that were there", len(posts), limit=True, more=True
        ),
        Figure("bad moderator: deeds to take it back", len(undo) + 1, "", "one for each", len(done), limit=True),
        Figure("bad moderator: the server's time for that", cost, "s", "the spree's", spree),
    ]


BENCHMARK = Benchmark(
    "abuse",
    "what limits those who mean ill, and what undoing costs",
    (
        "measured: counts, and seconds of a real server over HTTP with its usual limits, one request after the other;",
        f"  {FRESH} members whose rows were put into its database as if they had joined in this hour. Its budgets for",
        "  nameless requests are out of the way, which would slow all of it down further. Each account needs an",
        f"  invite: the host's, or one of the {LIMITS.invites_month} that a member has in 30 days.",
        "beside: the limit by its name, or how much there was; a time is beside the time that the attack itself took.",
        "  How long people need to look and decide is in none of it.",
    ),
    measure,
)
