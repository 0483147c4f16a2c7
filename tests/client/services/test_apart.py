"""Names that are muted or blocked: never met where one reads, told to nobody, and taken back without a trace."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from heimo_protocol.events import Reaction
from heimo_tui.config import Config
from heimo_tui.core.drafts import DraftKind, QuoteOf
from heimo_tui.core.errors import BadInput
from heimo_tui.core.moderating import Deed, Verdict, Waits
from heimo_tui.core.preferences import FoldRule
from heimo_tui.core.views import Distance, Filter, Fold, FoldAction
from heimo_tui.network.calls import Calls
from heimo_tui.vault.keyfile import FLOOR
from heimo_tui.vault.migrations import MIGRATIONS
from heimo_tui.vault.tables import EventFlag
from heimo_tui.vault.tables.apart import APART
from heimo_tui.wiring import build
from tests.client.services.test_edits import answer, edit
from tests.support.moderators import circle_of
from tests.support.people import Person, PocketKeyring, person, until
from tests.support.server import Community

PASS = "seven kettles whistle beside an orange lighthouse"


def _quiet(done: float) -> None: ...


def _never() -> bool:
    return False


@dataclass
class Table:
    """Three people of one circle: `a` reads, `b` is kept away, `c` talks with both."""

    a: Person
    b: Person
    c: Person
    circle: bytes
    key: bytes
    """Under which b writes."""

    async def read(self) -> None:
        """Everybody reads what there is."""
        for one in (self.a, self.b, self.c):
            await one.services.forum.refresh(self.circle)

    async def seen(self, which: Filter = Filter.ALL, query: str = "") -> tuple[bytes, ...]:
        """What a's list has."""
        return (await self.a.services.forum.thread_list(self.circle, which, query)).ids


@asynccontextmanager
async def table(community: Community, folder: Path) -> AsyncIterator[Table]:
    """Three members; b said something, so that its name is known."""
    async with AsyncExitStack() as stack:
        people = []
        for name, invite in zip("abc", community.invites(3), strict=True):
            one = await stack.enter_async_context(person(folder / name))
            await one.services.membership.register(invite, one.services.membership.new_phrase())
            people.append(one)
        a, b, c = people
        circle = (await a.circle("Kitchen table")).id
        await b.services.membership.join_circle(circle)
        vault = b.services.forum._house.open_vault()
        key = await vault.read(lambda tables: tables.circles.require(circle).my_key or b"")
        yield Table(a, b, c, circle, key)


async def everything(at: Table, threads: tuple[bytes, ...]) -> tuple[Any, ...]:
    """All that a is shown of the circle."""
    forum = at.a.services.forum
    circle = next(view for view in await forum.circles() if view.id == at.circle)
    lists = [await forum.thread_list(at.circle, which) for which in Filter]
    waiting = await at.a.services.helping.waiting()
    rows = await forum.rows(at.circle, threads)
    return circle, lists, rows, [await forum.thread(at.circle, one) for one in threads], waiting


async def test_a_blocked_name_is_met_nowhere_and_can_be_met_again(community: Community, tmp_path: Path) -> None:
    async with table(community, tmp_path) as at:
        own = await at.a.published(at.circle, "my own thread about rain")
        theirs = await at.b.published(at.circle, "a thread of theirs about umbrellas")
        shared = await at.c.published(at.circle, "somebody else's thread")
        await at.read()
        words = await at.b.published(at.circle, "wet umbrellas everywhere", parent=shared)
        await at.b.published(at.circle, "only they answered here", parent=own)
        await at.b.services.forum.react(at.circle, own, Reaction.WITH_YOU)
        await at.c.services.forum.react(at.circle, own, Reaction.WITH_YOU)
        await until(at.b.nothing_pending)
        await until(at.c.nothing_pending)
        quoting = await answer(at.c, at.circle, shared, "is that so?", QuoteOf(words, 0, 13))
        await at.read()
        before = await everything(at, (own, theirs, shared))

        await at.a.services.apart.keep(at.circle, at.key, Distance.BLOCKED)
        forum = at.a.services.forum
        assert set(await at.seen()) == {own, shared}
        assert all([theirs not in await at.seen(which) for which in Filter])
        assert await at.seen(query="umbrellas") == ()
        assert await forum.rows(at.circle, (theirs,)) == ()
        mine, row = await forum.rows(at.circle, (own, shared))
        assert (mine.replies, mine.waiting, mine.unread, row.replies) == (0, True, False, 1)
        view = await forum.thread(at.circle, own)
        assert (view.replies, view.root.reactions) == ((), {Reaction.WITH_YOU: 1})
        (reply,) = (await forum.thread(at.circle, shared)).replies
        assert reply.id == quoting and reply.quote is not None
        assert reply.quote.fold == Fold(distance=Distance.BLOCKED)
        opened = await forum.thread(at.circle, theirs)
        assert opened.root.fold == Fold(distance=Distance.BLOCKED), "whoever comes upon it by its id finds it folded"
        assert theirs not in [one.row.id for one in await at.a.services.helping.waiting()]

        at.a.changes.clear()
        later = await at.b.published(at.circle, "a later thread of theirs")
        await at.b.published(at.circle, "and a later reply", parent=shared)
        await at.a.services.forum.refresh(at.circle)
        assert set(await at.seen()) == {own, shared}
        assert not any(change.new_threads for change in at.a.changes), "nothing rings"
        assert (await forum.rows(at.circle, (shared,)))[0].replies == 1

        (listed,) = await at.a.services.apart.everybody()
        assert (listed.distance, listed.name.key, listed.circle_name) == (Distance.BLOCKED, at.key, "Kitchen table")
        await at.a.services.apart.keep(at.circle, at.key, None)
        assert await at.a.services.apart.everybody() == ()
        assert set(await at.seen()) == {own, theirs, shared, later}
        assert len((await forum.thread(at.circle, shared)).replies) == 3
        assert (await everything(at, (own,)))[3] == [before[3][0]], "as if nothing had been"


async def test_a_muted_name_folds_to_one_line_and_still_counts(community: Community, tmp_path: Path) -> None:
    async with table(community, tmp_path) as at:
        shared = await at.c.published(at.circle, "somebody else's thread")
        await at.read()
        words = await at.b.published(at.circle, "words that fold", parent=shared)
        await answer(at.c, at.circle, shared, "is that so?", QuoteOf(words, 0, 5))
        await at.read()
        await at.a.services.apart.keep(at.circle, at.key, Distance.MUTED)
        first, second = (await at.a.services.forum.thread(at.circle, shared)).replies
        assert (first.fold, first.text) == (Fold(distance=Distance.MUTED), "words that fold")
        assert second.fold is None and second.quote is not None
        assert (second.quote.fold, second.quote.words) == (Fold(distance=Distance.MUTED), "words")
        assert (await at.a.services.forum.rows(at.circle, (shared,)))[0].replies == 2
        await at.a.services.apart.keep(at.circle, at.key, None)
        assert all(one.fold is None for one in (await at.a.services.forum.thread(at.circle, shared)).replies)


async def test_one_cannot_keep_oneself_away(community: Community, tmp_path: Path) -> None:
    async with table(community, tmp_path) as at:
        with pytest.raises(BadInput) as refused:
            await at.b.services.apart.keep(at.circle, at.key, Distance.BLOCKED)
        assert refused.value.code == "own_name"


async def test_nothing_is_sent_and_nothing_that_is_asked_for_differs(
    community: Community, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Any, ...]] = []
    real = Calls.call

    async def listening(self: Calls, context: Any, operation: Any, args: Any, *more: Any) -> Any:
        asked.append((id(self), operation.name, args))
        return await real(self, context, operation, args, *more)

    async with table(community, tmp_path) as at:
        # c blocks and a does not; both do the same
        shared = await at.b.published(at.circle, "a thread of theirs")
        await at.read()
        for one in (at.a, at.b, at.c):
            await one.services.forum.stop()
            await one.services.messages.stop()
        monkeypatch.setattr(Calls, "call", listening)
        await at.c.services.apart.keep(at.circle, at.key, Distance.BLOCKED)
        assert asked == [], "blocking asks for nothing and tells nothing"
        await at.b.published(at.circle, "more of theirs", parent=shared)
        asked.clear()
        told = []
        for one in (at.a, at.c):
            await one.services.forum.refresh(at.circle)
            await one.services.forum.thread_list(at.circle)
            await one.services.forum.thread(at.circle, shared)
            await one.services.messages.refresh()
            told.append([entry[1:] for entry in asked])
            asked.clear()
        assert told[0] == told[1] and told[0]


async def test_a_block_survives_a_restart_and_travels_in_the_encrypted_export(
    community: Community, tmp_path: Path
) -> None:
    async with table(community, tmp_path) as at:
        theirs = await at.b.published(at.circle, "a thread of theirs")
        await at.read()
        await at.a.services.apart.keep(at.circle, at.key, Distance.BLOCKED)
        await at.a.services.device.export(tmp_path / "moved.heimo", PASS, False, _quiet, _never)
        await at.a.services.device.export(tmp_path / "plain.json", "", True, _quiet, _never)
        assert '"how": "blocked"' in (tmp_path / "plain.json").read_text()
        keyring = at.a.keyring
        await at.a.services.device.close()
        async with person(tmp_path / "a", keyring=keyring) as again:
            assert theirs not in (await again.services.forum.thread_list(at.circle)).ids
            (listed,) = await again.services.apart.everybody()
            assert listed.distance is Distance.BLOCKED
        async with person(tmp_path / "new") as fresh:
            await fresh.services.device.restore(tmp_path / "moved.heimo", PASS, _quiet, _never)
            assert theirs not in (await fresh.services.forum.thread_list(at.circle)).ids
            assert await fresh.services.apart.distance(at.circle, at.key) is Distance.BLOCKED


async def test_a_block_follows_whoever_signed_a_change_of_keys(community: Community, tmp_path: Path) -> None:
    async with table(community, tmp_path) as at:
        theirs = await at.b.published(at.circle, "a thread of theirs")
        await at.read()
        house = at.a.services.forum._house
        await at.a.services.apart.keep(at.circle, b"o" * 32, Distance.BLOCKED)
        assert theirs in await at.seen()

        def signed(tables: Any) -> None:
            member = tables.members.get(at.circle, at.key)
            tables.members.save(replace(member, key=b"o" * 32, card=None, card_seq=0))
            tables.members.replaced(at.circle, b"o" * 32, at.key)

        await house.open_vault().run(signed)
        await at.a.services.apart.keep(at.circle, b"o" * 32, Distance.BLOCKED)
        assert theirs not in await at.seen()
        assert await at.a.services.apart.distance(at.circle, at.key) is Distance.BLOCKED
        assert await house.open_vault().read(lambda tables: tables.mail.requests.is_blocked(at.circle, at.key))


async def test_what_a_rule_never_shows_is_gone_from_replies_lists_and_search_whenever_it_came(
    community: Community, tmp_path: Path
) -> None:
    async with table(community, tmp_path) as at:
        forum, preferences = at.a.services.forum, at.a.services.preferences
        draft = await at.b.services.compose.begin(at.circle, DraftKind.POST)
        noted = await at.b.services.compose.send(replace(draft, text="calm words", notes=("illness",)), 0)
        roped = await at.b.published(at.circle, "the rope swing at the lake")
        calm = await at.b.published(at.circle, "a calm thread")
        await at.read()
        first = await at.c.published(at.circle, "like a rope", parent=calm)
        await at.c.services.forum.refresh(at.circle)
        await answer(at.b, at.circle, calm, "how so?", QuoteOf(first, 0, 6))
        await at.read()
        never = (FoldRule(keyword="rope", action=FoldAction.NEVER), FoldRule(note="illness", action=FoldAction.NEVER))
        await preferences.set(folds=never)
        assert await at.seen() == (calm,)
        assert await at.seen(query="rope") == ()
        (row,) = await forum.rows(at.circle, (noted, roped, calm))
        assert row.replies == 1
        (reply,) = (await forum.thread(at.circle, calm)).replies
        assert reply.quote is not None and (reply.quote.words, reply.quote.author) == ("", None)

        # what comes later, and what becomes so, or becomes harmless
        await at.c.published(at.circle, "another rope", parent=calm)
        await edit(at.b, at.circle, roped, "the swing at the lake")
        await at.a.services.forum.refresh(at.circle)
        assert set(await at.seen()) == {calm, roped}
        assert (await forum.rows(at.circle, (calm,)))[0].replies == 1
        await edit(at.b, at.circle, calm, "it hangs by a rope")
        await at.a.services.forum.refresh(at.circle)
        assert await at.seen() == (roped,)

        await preferences.set(folds=(FoldRule(keyword="rope"),))
        assert set(await at.seen()) == {noted, roped, calm}
        (folded,) = await forum.rows(at.circle, (calm,))
        assert (folded.fold, folded.replies) == (Fold(keyword="rope"), 3)


async def test_a_note_by_a_moderator_makes_a_text_unmet(community: Community, tmp_path: Path) -> None:
    async with table(community, tmp_path) as at:
        post = await at.b.published(at.circle, "calm words")
        await at.read()
        await at.a.services.preferences.set(folds=(FoldRule(note="death", action=FoldAction.NEVER),))
        assert await at.seen() == (post,)
        await at.c.published(at.circle, "somebody who looks after this place")
        mine = (await at.c.circle("Kitchen table")).my_name
        assert mine is not None
        community.command("moderators", "add", "Kitchen table", mine.key.hex())
        await at.read()
        await at.c.services.moderating.decide_on(at.circle, post, Verdict(Deed.FOLD, notes=("death",)))
        await until(at.c.nothing_pending)
        await at.a.services.forum.refresh(at.circle)
        assert post not in await at.seen()


async def test_whoever_moderates_still_gets_what_was_reported_of_a_name_they_blocked(
    community: Community, tmp_path: Path
) -> None:
    async with circle_of(community, tmp_path) as place:
        post = await place.author.published(place.id, "words to look at")
        await place.read()
        mod, key = place.moderator.services, await place.key(place.author)
        await mod.apart.keep(place.id, key, Distance.BLOCKED)
        assert post not in (await mod.forum.thread_list(place.id)).ids
        await place.report(post)
        (item,) = await place.waiting(Waits.REPORTED)
        assert item.text == "words to look at"


async def test_rules_from_before_there_were_marks_hold_after_the_first_start(
    community: Community, tmp_path: Path
) -> None:
    async with table(community, tmp_path) as at:
        roped = await at.b.published(at.circle, "the rope swing")
        calm = await at.b.published(at.circle, "a calm thread")
        await at.read()
        await at.a.services.preferences.set(folds=(FoldRule(keyword="rope", action=FoldAction.NEVER),))
        keyring, vault = at.a.keyring, at.a.services.forum._house.open_vault()

        def older(tables: Any) -> None:
            db = tables.dump._db
            tables.events.flag(at.circle, [roped], drop=EventFlag.UNMET)
            tables.preferences.unset("unmet_by")
            for statement in ("DROP TABLE apart", "DROP INDEX event_unmet"):
                db.execute(statement)
            db.rows(f"PRAGMA user_version = {MIGRATIONS.index(APART)}")

        await vault.run(older)
        await at.a.services.device.close()
        async with person(tmp_path / "a", keyring=keyring) as again:
            assert (await again.services.forum.thread_list(at.circle)).ids == (calm,)


async def test_the_commands_fold_what_the_screens_fold(community: Community, tmp_path: Path) -> None:
    folder, secret = tmp_path / "shell", tmp_path / "passphrase"
    secret.write_text(PASS)
    services = build(Config(data=folder), keyring=lambda: None, cost=FLOOR)
    await services.device.create(PASS)
    someone = Person(services, PocketKeyring(), Config(data=folder))
    await services.forum.start()
    await services.compose.start()
    async with table(community, tmp_path) as at:
        await services.membership.register(community.invites(1)[0], services.membership.new_phrase())
        post = await someone.published(at.circle, "a thread of my own")
        await at.read()
        rope = await at.b.published(at.circle, "a rope, you said", parent=post)
        await at.b.published(at.circle, "the rope swing\n\nwe loved it")
        await answer(at.c, at.circle, post, "what of it?", QuoteOf(rope, 0, 6))
        await services.forum.refresh(at.circle)
        await services.preferences.set(folds=(FoldRule(keyword="rope"),))
        await services.device.close()

        def heimo(*words: str) -> str:
            begin = (sys.executable, "-m", "heimo_tui", "--data", str(folder), "--passphrase-file", str(secret))
            command = (*begin, "read", "Kitchen table", *words, "--offline")
            return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout

        listed, listed_json = heimo(), heimo("--json")
        assert "(folded: rope (your rule))" in listed and "swing" not in listed + listed_json
        number = next(line["number"] for line in map(json.loads, listed_json.splitlines()) if line["title"])
        for shown in (heimo(str(number)), heimo(str(number), "--json")):
            assert "what of it?" in shown and "you said" not in shown and "a rope" not in shown
        assert "a rope, you said" in heimo(str(number), "--unfold") and "swing" in heimo("--unfold")
