"""Words that push somebody towards harm wait for a moderator where the circle wants that."""

import asyncio
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from heimo_protocol.events import Need
from heimo_tui.config import Config
from heimo_tui.core.drafts import Draft, DraftKind
from heimo_tui.core.views import Delivery
from heimo_tui.empathy.check import check
from heimo_tui.wiring import build
from tests.support.people import Person, person, until, with_words
from tests.support.server import Community

HARM = "You should just kill yourself."


async def member(someone: Person, invite: str) -> bytes:
    membership = someone.services.membership
    await membership.register(invite, membership.new_phrase())
    return (await someone.circle("Kitchen table")).id


async def delivery(someone: Person) -> list[Delivery]:
    return [one.delivery for one in await someone.services.compose.pending()]


async def waits(someone: Person) -> bool:
    return await delivery(someone) == [Delivery.HELD]


async def ask(someone: Person, circle: bytes, words: str, **changes: object) -> bool:
    draft = await someone.services.compose.begin(circle, DraftKind.POST)
    return await someone.services.compose.waits_for_moderator(replace(draft, text=words, **changes))  # type: ignore[arg-type]  # the test names real fields


@pytest.mark.parametrize("kind", [DraftKind.POST, DraftKind.REPLY, DraftKind.EDIT])
async def test_harmful_words_reach_others_by_a_moderator_only(
    community: Community, tmp_path: Path, kind: DraftKind
) -> None:
    async with person(tmp_path / "a") as a:
        circle = await member(a, community.invite)
        post = await a.published(circle, "my hands shake at work")
        parent = None if kind is DraftKind.POST else post
        draft: Draft = await a.services.compose.begin(circle, kind, parent)
        event = await a.services.compose.send(with_words(draft, HARM), 0)
        await until(lambda: waits(a))
        async with person(tmp_path / "b") as b:
            await b.services.membership.look(community.url)
            await b.services.forum.refresh(circle)
            view = await b.services.forum.thread(circle, post)
            assert [view.root.text, *(one.text for one in view.replies)] == ["my hands shake at work"]
            assert len((await b.services.forum.thread_list(circle)).ids) == 1
            community.command("held", "admit", event.hex())
            await b.services.forum.refresh(circle)
            shown = await b.services.forum.thread(circle, event if kind is DraftKind.POST else post)
            assert HARM in [shown.root.text, *(one.text for one in shown.replies)]


async def test_it_waits_again_when_it_is_sent_again_after_a_wait_or_a_return(
    community: Community, tmp_path: Path
) -> None:
    async with person(tmp_path / "a") as a:
        circle = await member(a, community.invite)
        first = await a.write(circle, "my hands shake", hold=120)
        await a.write(circle, HARM, hold=120)
        await a.services.compose.undo(first)
        second = (await a.services.compose.pending())[0].id
        await a.services.compose.retry(second)
        await until(lambda: waits(a))
        community.command("held", "return", second.hex(), "--words", "Please do not.")
        await a.services.compose._sender.ask_held_now()
        await until(lambda: _is(a, Delivery.RETURNED))
        await a.services.compose.retry(second)
        await until(lambda: waits(a))


async def _is(someone: Person, wanted: Delivery) -> bool:
    return await delivery(someone) == [wanted]


async def test_only_such_words_wait_and_only_where_the_circle_wants_it(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "a") as a:
        circle = await member(a, community.invite)
        assert (await a.circle("Kitchen table")).hold_harm
        keys = frozenset(found.key for found in check(HARM, kind="post", need=None).findings)
        assert await ask(a, circle, HARM)
        assert await ask(a, circle, HARM, dismissed=keys), "the rule is the circle's"
        assert await ask(a, circle, HARM, once=True)
        assert not await ask(a, circle, "I want to die. I cannot do this any more.")
        assert not await ask(a, circle, "He told me \u201ckill yourself\u201d and I cried.")
        await a.published(circle, "here I am")
        me = (await a.circle("Kitchen table")).my_name
        assert me is not None
        community.command("moderators", "add", "Kitchen table", me.name)
        await a.services.forum.refresh(circle)
        assert not await ask(a, circle, HARM), "a moderator would read their own words"
        assert await ask(a, circle, HARM, once=True)
        community.command("moderators", "remove", "Kitchen table", me.name)
        community.command("circle", "edit", "Kitchen table", "--no-hold-harm")
        await a.services.forum.refresh(circle)
        assert not (await a.circle("Kitchen table")).hold_harm
        assert not await ask(a, circle, HARM)
        await a.published(circle, HARM)


async def test_the_preview_is_what_others_will_see(community: Community, tmp_path: Path) -> None:
    async with person(tmp_path / "a") as a:
        circle = await member(a, community.invite)
        draft = await a.services.compose.begin(circle, DraftKind.POST)
        view = await a.services.compose.preview(replace(draft, text="my hands shake", need=Need.ASK))
        assert (view.delivery, view.text, view.need) == (Delivery.PUBLISHED, "my hands shake", Need.ASK)


async def test_from_a_pipe_it_waits_as_well(community: Community, tmp_path: Path) -> None:
    folder, secret = tmp_path / "device", tmp_path / "passphrase"
    secret.write_text("several quiet otters below a bridge")
    services = build(Config(data=folder), keyring=lambda: None)
    await services.device.create(secret.read_text())
    await services.membership.register(community.invite, services.membership.new_phrase())
    await services.device.close()

    def heimo_post(*flags: str) -> tuple[int, str]:
        at = ("--data", str(folder), "--passphrase-file", str(secret))
        command = (sys.executable, "-m", "heimo_tui", *at, "post", "Kitchen table", *flags)
        done = subprocess.run(command, input=HARM, capture_output=True, text=True, timeout=60, check=False)
        return done.returncode, done.stdout

    code, said = await asyncio.to_thread(heimo_post)
    assert code == 3 and "In this circle a moderator reads such words before others do." in said
    code, said = await asyncio.to_thread(heimo_post, "--send-anyway")
    assert (code, said.strip()) == (0, "A moderator reads it first.")
    assert HARM in str(community.command("held", "list"))
