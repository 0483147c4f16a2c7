"""What members see of decisions, what stewards set, how much moderators did today, and what outlives a power cut."""

import asyncio
import datetime
import json
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from heimo_protocol.events import Action
from heimo_tui.config import Config
from heimo_tui.core.errors import BadInput
from heimo_tui.core.moderating import Deed, QueueItem, Verdict, Waits
from heimo_tui.core.views import Gone
from heimo_tui.services.moderating.counting import REST_AT
from heimo_tui.vault.tables.moderation import ItemRow
from heimo_tui.wiring import build
from tests.support.moderators import Circle, circle_of
from tests.support.people import Person, PocketKeyring, person, until
from tests.support.server import Community

ROOT = Path(__file__).parents[3]


async def reported(circle: Circle, words: str = "harsh words") -> bytes:
    post = await circle.author.published(circle.id, words)
    await circle.read()
    await circle.report(post)
    return post


async def make_steward(circle: Circle, someone: Person) -> None:
    await circle.appoint(someone, "--steward")
    await circle.read()


async def test_members_read_what_was_decided_and_moderators_by_whom(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        post = await reported(circle)
        (item,) = await circle.waiting()
        await circle.decide(item, Deed.REMOVE, reason="unkind", words="not like this")
        await circle.moderator.services.moderating.decide_on(circle.id, post, Verdict(Deed.LOCK, words="enough"))
        await circle.moderator.services.moderating.decide_on(circle.id, post, Verdict(Deed.UNLOCK))
        await until(circle.moderator.nothing_pending)
        await circle.read()
        seen = await circle.helper.services.moderating.history(circle.id, names=True)
        assert [one.action for one in seen] == [Action.UNLOCK, Action.LOCK, Action.HIDE, Action.GRANT]
        assert [one.words for one in seen] == ["", "enough", "not like this", ""]
        assert [one.reversed for one in seen] == [False, True, False, False]
        assert not any(one.by or one.about for one in seen), "no names for members"
        known = await circle.moderator.services.moderating.history(circle.id, names=True)
        me, author = await circle.key(circle.moderator), await circle.key(circle.author)
        assert [one.by.key for one in known[:3] if one.by] == [me, me, me]
        assert known[2].about is not None and known[2].about.key == author
        mine = await circle.author.services.moderating.history(circle.id, names=False)
        assert [one.about is not None for one in mine] == [True, True, True, False], "what is about oneself is told"
        sync = circle.helper.services.forum._sync
        step_by_step = await sync.ledger(circle.id)
        sync.forget_ledger(circle.id)
        assert await sync.ledger(circle.id) == step_by_step, "it is the same after the next start"


async def test_a_steward_sets_what_holds_and_chooses_who_moderates(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path, moderators=2) as circle:
        steward, other = circle.moderators
        await circle.author.published(circle.id, "hello")
        await make_steward(circle, steward)
        mine = steward.services.moderating
        assert [one.steward for one in await mine.circles()] == [True]
        assert [one.steward for one in await other.services.moderating.circles()] == [False]
        settings = msgspec.structs.replace(await mine.settings(circle.id), hold_first=True, held_words=["acme"])
        with pytest.raises(BadInput, match="not_steward"):
            await other.services.moderating.save_settings(circle.id, settings)
        with pytest.raises(BadInput, match="settings"):
            await mine.save_settings(circle.id, msgspec.structs.replace(settings, held_words=[""]))
        await mine.save_settings(circle.id, settings)
        assert await mine.settings(circle.id) == settings, "also while it is on its way"
        await until(steward.nothing_pending)
        await circle.read()
        assert await circle.helper.services.moderating.settings(circle.id) == settings

        key = await circle.key(circle.author)
        assert key in [one.key for one in await mine.people(circle.id) if not one.moderator]
        await mine.grant(circle.id, key)
        await until(steward.nothing_pending)
        await circle.read()
        assert [one.moderator for one in await mine.people(circle.id) if one.key == key] == [True]
        assert [one.name for one in await circle.author.services.moderating.circles()] == [circle.name]
        with pytest.raises(BadInput, match="not_steward"):
            await other.services.moderating.revoke(circle.id, key)
        with pytest.raises(BadInput, match="no_name"):
            await mine.grant(circle.id, key)
        await mine.revoke(circle.id, key)
        await until(steward.nothing_pending)
        await circle.read()
        assert await circle.author.services.moderating.circles() == ()


class Clock:
    """Unix seconds that can be moved on."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        """The time."""
        return time.time() + self.ahead

    def to_midnight(self) -> None:
        """Go on to just after the next midnight here."""
        tomorrow = datetime.date.fromtimestamp(self()) + datetime.timedelta(days=1)
        self.ahead += datetime.datetime.combine(tomorrow, datetime.time(0, 1)).timestamp() - self()


async def test_a_moderator_is_told_to_rest_until_the_next_day(community: Community, tmp_path: Path) -> None:
    clock = Clock()
    async with circle_of(community, tmp_path, clock=clock) as circle:
        mod = circle.moderator.services.moderating
        await reported(circle, "I want to kill myself")
        (item,) = await circle.waiting()
        assert item.heavy
        for number in range(REST_AT):
            other = replace(item, id=bytes([number]) * 16)
            await _keep(circle.moderator, other)
            for _ in range(2):  # who opens a text twice has read one
                await mod.opened(other)
            load = await mod.workload()
            assert (load.heavy_read, load.rest) == (number + 1, number + 1 >= REST_AT)
        await circle.decide(item, Deed.KEEP)
        assert (await mod.workload()).decided == 1
        clock.to_midnight()
        load = await mod.workload()
        assert (load.heavy_read, load.decided, load.rest) == (0, 0, False)


async def _keep(someone: Person, item: QueueItem) -> None:
    """Another text that waits, like one that does."""
    row = ItemRow(id=item.id, circle_id=item.circle, kind=item.kind.value, hour=item.hour, event=item.event)
    vault = someone.services.membership._house.open_vault()
    await vault.run(lambda tables: tables.moderation.items.put(row))


KILLED = """
import asyncio, json, os, signal, sys
from pathlib import Path
from heimo_tui.config import Config
from heimo_tui.core.moderating import Deed, Verdict
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.wiring import build
from tests.support.people import PocketKeyring

async def main() -> None:
    keys = PocketKeyring()
    for user, secret in json.load(sys.stdin).items():
        keys.set(user, SecretBytes(bytes.fromhex(secret)))
    services = build(Config(data=Path(sys.argv[1])), keyring=lambda: keys)
    await services.device.unlock()
    (item,) = await services.moderating.queue()
    await services.moderating.decide(item, Verdict(Deed.REMOVE, words="not like this"))
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


async def test_a_decision_outlives_a_power_cut(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle:
        post = await reported(circle)
        await circle.waiting()
        folder, keyring = circle.moderator.config.data, circle.moderator.keyring
        assert isinstance(keyring, PocketKeyring)
        secrets = json.dumps({user: secret.reveal().hex() for user, secret in keyring._secrets.items()})
        await circle.moderator.services.device.close()
        command = [sys.executable, "-c", KILLED, str(folder)]
        done = await asyncio.to_thread(
            subprocess.run, command, check=False, capture_output=True, input=secrets.encode(), cwd=ROOT
        )
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
        again = build(Config(data=folder), keyring=lambda: keyring)
        await again.device.unlock()
        try:
            assert await again.moderating.queue() == ()
            await again.compose.start()
            vault = again.membership._house.open_vault()

            async def sent() -> bool:
                return not await vault.read(lambda tables: tables.outbox.all())

            await until(sent)
            await again.moderating.refresh()
            assert await again.moderating.queue() == ()
        finally:
            await again.device.close()
        await circle.helper.services.forum.refresh(circle.id)
        assert (await circle.helper.services.forum.thread(circle.id, post)).root.gone is Gone.REMOVED


async def test_what_waits_goes_with_an_export_and_with_the_circle(community: Community, tmp_path: Path) -> None:
    async with circle_of(community, tmp_path) as circle, person(tmp_path / "elsewhere") as elsewhere:
        await reported(circle)
        assert await circle.waiting()
        await circle.moderator.services.device.export(
            tmp_path / "file", "words to keep it with", False, lambda _: None, lambda: False
        )
        await elsewhere.services.device.restore(
            tmp_path / "file", "words to keep it with", lambda _: None, lambda: False
        )
        (item,) = await elsewhere.services.moderating.queue()
        assert (item.kind, item.text) == (Waits.REPORTED, "harsh words")
        await elsewhere.services.membership.leave_community((await elsewhere.services.membership.communities())[0].id)
        vault = elsewhere.services.membership._house.open_vault()
        assert await vault.read(lambda tables: tables.moderation.items.counts()) == {}
