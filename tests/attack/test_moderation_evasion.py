"""Members who try to get around what moderators decided."""

import asyncio

import pytest

from heimo_protocol import operations as ops
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.events import Action, Kind, Need, PostBody, ReplyBody
from tests.server.operations.test_moderation import decide, host_decides, moderated
from tests.server.people import Town, refuses


async def test_words_hidden_in_an_edit_do_not_come_back_by_another_edit(town: Town) -> None:
    circle, moderator = await moderated(town)
    name = await town.name(circle)
    post = await name.post("a mild beginning")
    await name.edit(post, "harsh words")
    await decide(moderator, Action.HIDE, post.id)
    async with refuses(Code.LOCKED):
        await name.edit(post, "harsh words again")
    await decide(moderator, Action.UNHIDE, post.id)
    await name.edit(post, "mild words")


async def test_a_moderator_is_not_banned_by_the_name_they_had_before(town: Town) -> None:
    circle, rogue = await moderated(town)
    person = await town.person()
    before = await person.join(circle)
    now = await person.join(circle, reset=True)
    await decide(rogue, Action.BAN, before.key)
    await host_decides(town, circle, Action.UNBAN, now.key)
    await host_decides(town, circle, Action.GRANT, now.key)
    async with refuses(Code.NOT_MODERATOR):
        await decide(rogue, Action.BAN, before.key)
    await now.post()


@pytest.mark.parametrize("whole_circle", [True, False])
async def test_slow_mode_lets_one_of_many_simultaneous_posts_in(town: Town, whole_circle: bool) -> None:
    circle, moderator = await moderated(town)
    name = await town.name(circle)
    thread = await moderator.post()
    await decide(moderator, Action.SLOW, circle if whole_circle else thread.id, until=3600)
    events = []
    for count in range(4):
        events.append(name.sign(Kind.REPLY, ReplyBody(text=f"flood {count}"), thread.id))
        name.took(events[-1])
    puts = (town.call("event.put", ops.PutArgs(event=event.data), name.private) for event in events)
    answers = await asyncio.gather(*puts, return_exceptions=True)
    assert sum(isinstance(answer, ops.PutResult) for answer in answers) <= 1
    # whichever came first took the pause, and gave it back where it was not the next
    assert {answer.code for answer in answers if isinstance(answer, Refusal)} <= {Code.SLOW_MODE, Code.SEQ_CONFLICT}


async def test_a_refused_post_does_not_begin_a_pause(town: Town) -> None:
    circle, moderator = await moderated(town)
    name = await town.name(circle)
    await decide(moderator, Action.SLOW, circle, until=3600)
    async with refuses(Code.SEQ_CONFLICT):
        await name.put(name.sign(Kind.POST, PostBody(text="too early", need=Need.NONE), seq=5, prev=bytes(32)))
    await name.post()
    async with refuses(Code.SLOW_MODE):
        await name.post()
