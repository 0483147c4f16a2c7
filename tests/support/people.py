"""People with a real vault and the real services, on a community that really runs."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from heimo_tui.config import Config
from heimo_tui.core.drafts import Draft, DraftKind
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.core.views import Change, CircleView
from heimo_tui.services.bundle import Services
from heimo_tui.vault.keyring_door import KeyStore
from heimo_tui.wiring import build


class PocketKeyring:
    """A keyring for one process: what the operating system's would keep, in memory."""

    def __init__(self) -> None:
        self._secrets: dict[str, SecretBytes] = {}

    def get(self, user: str) -> SecretBytes | None:
        """The secret of this user name, or None."""
        return self._secrets.get(user)

    def set(self, user: str, secret: SecretBytes) -> None:
        """Put or replace a secret."""
        self._secrets[user] = secret

    def delete(self, user: str) -> None:
        """Remove a secret."""
        self._secrets.pop(user, None)


@dataclass
class Person:
    """Somebody at a device. `changes` are those their screen was told of."""

    services: Services
    keyring: KeyStore
    config: Config
    changes: list[Change] = field(default_factory=list)

    async def circle(self, name: str) -> CircleView:
        """The circle of this name."""
        return next(one for one in await self.services.forum.circles() if one.name == name)

    async def write(self, circle: bytes, words: str, *, parent: bytes | None = None, hold: int = 0) -> bytes:
        """Post, or reply to `parent`."""
        kind = DraftKind.POST if parent is None else DraftKind.REPLY
        draft: Draft = await self.services.compose.begin(circle, kind, parent)
        return await self.services.compose.send(with_words(draft, words), hold)

    async def published(self, circle: bytes, words: str, *, parent: bytes | None = None) -> bytes:
        """Write, and wait until it is in the log; gives the id."""
        event = await self.write(circle, words, parent=parent)
        await until(lambda: self.nothing_pending())
        return event

    async def nothing_pending(self) -> bool:
        """Whether all from here is where others can read it, reactions and deletions too, which no list shows."""
        vault = self.services.membership._house.open_vault()
        return not await vault.read(lambda tables: tables.outbox.all())


def with_words(draft: Draft, words: str) -> Draft:
    """The draft with these words."""
    from dataclasses import replace  # noqa: PLC0415 - keeps the imports above to types

    return replace(draft, text=words)


@asynccontextmanager
async def person(
    folder: Path,
    *,
    clock: Callable[[], float] = time.time,
    keyring: KeyStore | None = None,
    proxy: str = "",
    private: bool = False,
) -> AsyncIterator[Person]:
    """Open a device in `folder` (made at the first time), and close it at the end.

    `proxy` and `private` are as in the settings file.
    """
    keys = keyring or PocketKeyring()
    config = Config(data=folder, proxy=proxy, private=private)
    services = build(config, clock=clock, keyring=lambda: keys)
    someone = Person(services, keys, config)
    if keyring is None:
        await services.device.create(None)
    else:
        await services.device.unlock()
    services.forum.subscribe(someone.changes.append)
    await services.forum.start()
    await services.compose.start()
    try:
        yield someone
    finally:
        await services.device.close()


async def until(true: Callable[[], object], seconds: float = 45.0) -> None:
    """Wait until `true()` (or what it awaits) is so."""
    end = time.monotonic() + seconds
    while True:
        found = true()
        if asyncio.iscoroutine(found):
            found = await found
        if found:
            return
        assert time.monotonic() < end, "it did not come to this in time"
        await asyncio.sleep(0.03)
