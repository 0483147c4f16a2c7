"""What blocking a name in its circle does to messages with it, and what rules about words do to them."""

from pathlib import Path

from heimo_tui.core.conversations import Asking, Inbox
from heimo_tui.core.preferences import FoldRule
from heimo_tui.core.views import Distance, Fold, FoldAction
from tests.client.services.messages.talkers import Talker, Town, talkers, talking
from tests.client.services.messages.test_contact import force


async def keep(one: Talker, other: Talker, distance: Distance | None) -> None:
    await one.person.services.apart.keep(one.circle, other.key, distance)


async def test_a_blocked_name_asks_without_a_sound_and_learns_nothing(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        waits = await a.messages.ask(a.circle, b.key, "may I write to you?")
        await a.step()
        await b.step()
        assert b.messages.inbox().requests == 1
        await keep(b, a, Distance.BLOCKED)
        assert (await b.messages.requests(), b.messages.inbox().requests) == ((), 0)
        await b.step()
        await a.step()
        assert await a.messages.asking(a.circle, b.key) is Asking.ASKED, "it waits, as any request may"
        assert await b.messages.asking(b.circle, a.key) is Asking.BLOCKED
        await keep(b, a, None)
        (request,) = await b.messages.requests()
        assert request.text == "may I write to you?"

        await b.messages.decline(request.id)
        await a.messages.forget(waits)
        await keep(b, a, Distance.BLOCKED)
        await force(a, b)
        await a.step()
        await b.step()
        await keep(b, a, None)
        assert await b.messages.requests() == (), "what came while they were blocked was dropped"


async def test_a_conversation_with_a_blocked_name_goes_on_unseen(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        mine, theirs = await talking(a, b)
        await b.messages.seen(theirs)
        await keep(b, a, Distance.BLOCKED)
        assert await b.messages.conversations() == ()
        await a.messages.send(mine, "are you there?")
        await a.step()
        b.changes.clear()
        await b.step()
        assert b.messages.inbox() == Inbox(requests=0, unread=0)
        await keep(b, a, None)
        (row,) = await b.messages.conversations()
        assert (row.last, b.messages.inbox().unread) == ("are you there?", 1)


async def test_rules_about_words_fold_messages_and_lose_none(town: Town, tmp_path: Path) -> None:
    async with talkers(town, tmp_path, "a", "b") as (a, b):
        rules = (FoldRule(keyword="rope"), FoldRule(keyword="may i", action=FoldAction.NEVER))
        await b.person.services.preferences.set(folds=rules)
        await a.messages.ask(a.circle, b.key, "may I write to you?")
        await a.step()
        await b.step()
        (request,) = await b.messages.requests()
        assert request.fold == Fold(keyword="may i")
        theirs = await b.messages.accept(request.id)
        await b.step()
        await a.step()
        (row,) = await a.messages.conversations()
        sent = await a.messages.send(row.id, "a rope by the lake")
        await a.step()
        await b.step()
        await b.messages.send(theirs, "what rope?", sent)
        shown = [line for line in await b.lines(theirs) if line.text]
        assert [line.fold for line in shown] == [Fold(keyword="may i"), Fold(keyword="rope"), None]
        assert shown[2].reply is not None
        assert (shown[2].reply.words, shown[2].reply.fold) == ("", Fold(keyword="rope"))
        await b.messages.cancel(theirs, shown[2].id)
        (listed,) = await b.messages.conversations()
        assert (listed.last, listed.fold) == ("", Fold(keyword="rope"))
