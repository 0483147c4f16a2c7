"""The one place where the parts are put together."""

import time
from collections.abc import Callable
from random import Random

from heimo_protocol.anonymity import self_test
from heimo_tui.config import Config
from heimo_tui.core.errors import Incompatible
from heimo_tui.services.apart import Apart
from heimo_tui.services.bundle import Services
from heimo_tui.services.checking import Checking
from heimo_tui.services.compose import Compose
from heimo_tui.services.device import Device
from heimo_tui.services.digests import Digests
from heimo_tui.services.forum import Forum
from heimo_tui.services.helping import Helping
from heimo_tui.services.house import House
from heimo_tui.services.keeping import Keeping
from heimo_tui.services.membership import Membership
from heimo_tui.services.messages import Messages
from heimo_tui.services.moderating import Moderating
from heimo_tui.services.problems import Problems
from heimo_tui.services.reading.directory import Directory
from heimo_tui.services.reading.keeper import Keeper
from heimo_tui.services.reading.sync import LogSync
from heimo_tui.services.settings import Settings
from heimo_tui.services.upkeep import Upkeep
from heimo_tui.services.writing.joining import Joining
from heimo_tui.services.writing.sender import Sender
from heimo_tui.vault.keyfile import Argon2Cost
from heimo_tui.vault.keyring_door import KeyStore


def build(
    config: Config,
    *,
    clock: Callable[[], float] = time.time,
    keyring: Callable[[], KeyStore | None] | None = None,
    cost: Argon2Cost | None = None,
    rand: Random | None = None,
) -> Services:
    """Make the services for one data folder; nothing is opened or reached yet.

    `clock` gives unix seconds. `keyring` finds where the vault's key lies (None: the operating system's), `cost` is
    that of a new passphrase (None: measured on this machine), `rand` draws the random moments of messages (None: the
    operating system's). Raises Incompatible("unsafe_library").
    """
    _require_safe_library()
    house = House(config, clock)
    problems = Problems(house)
    sync = LogSync(house, problems)
    joining = Joining(house)
    sender = Sender(house, sync, joining, problems)
    compose = Compose(house, sync, sender, joining)
    directory = Directory(house, sync, problems)
    keeper = Keeper(house, sync, directory, problems, Upkeep(house, sync).run)
    forum = Forum(house, sync, keeper, problems, compose, joining)
    membership = Membership(house, forum, compose, sender, joining, problems, directory)
    messages = Messages(house, sync, problems, sender, rand)
    moderating = Moderating(house, sync, problems, sender, messages, rand)

    def profile_changed() -> None:
        keeper.moved()
        messages.profile_changed()

    apart = Apart(house, sync, messages)
    settings = Settings(house, profile_changed, apart.settle)
    helping = Helping(house, sync, settings)

    checking = Checking(larger=config.larger_reader)

    async def closing() -> None:
        await moderating.stop()
        await messages.stop()
        await forum.stop()
        await compose.stop()
        sync.forget()
        checking.forget()

    async def opened() -> None:
        await settings.load()
        await apart.settle()

    async def leave_circles() -> None:
        for community in await membership.communities():
            await membership.switch(community.id)
            for circle in await forum.circles():
                if circle.joined:
                    await membership.leave_circle(circle.id)

    device = Device(
        house,
        opened=opened,
        closing=closing,
        leave_circles=leave_circles,
        moving=messages.moving,
        keyring=keyring,
        cost=cost,
    )
    return Services(
        device=device,
        membership=membership,
        forum=forum,
        compose=compose,
        keeping=Keeping(house, forum),
        preferences=settings,
        checking=checking,
        messages=messages,
        moderating=moderating,
        helping=helping,
        digests=Digests(house, sync, helping),
        apart=apart,
    )


def _require_safe_library() -> None:
    """Rule R2 of the protocol: run only where bad keys and group elements are refused."""
    try:
        self_test.run()
    except self_test.UnsafeLibrary as problem:
        raise Incompatible("unsafe_library", detail=str(problem)) from None
