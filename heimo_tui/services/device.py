"""This device's vault from first start to wipe."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from heimo_tui import empathy
from heimo_tui.core.errors import BadInput, HeimoError, StoreProblem, StoreReason
from heimo_tui.core.secrets import SecretText
from heimo_tui.core.views import Change, DeviceState
from heimo_tui.services.house import House
from heimo_tui.services.messages.moving import Moving
from heimo_tui.vault.export import Choice, export_encrypted, import_encrypted
from heimo_tui.vault.keyfile import Argon2Cost
from heimo_tui.vault.keyring_door import KeyStore, current_keyring, find_keyring
from heimo_tui.vault.passphrases import offer_passphrase, require_enough
from heimo_tui.vault.plain import export_plain
from heimo_tui.vault.vault import StoreState, Vault, look

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]
Step = Callable[[], Awaitable[object]]

_LOOK_SECONDS = 0.1


class Device:
    """Opens and closes what is kept here; everything else works only while it is open.

    `opened` runs after the vault opens, `closing` before it closes; `leave_circles` says goodbye where it can;
    `moving` takes messages along.
    """

    def __init__(
        self,
        house: House,
        *,
        opened: Step,
        closing: Step,
        leave_circles: Step,
        moving: Moving,
        keyring: Callable[[], KeyStore | None] | None = None,
        cost: Argon2Cost | None = None,
    ) -> None:
        self._house = house
        self._opened = opened
        self._closing = closing
        self._leave_circles = leave_circles
        self._moving = moving
        self._given_keyring = keyring
        self._cost = cost
        self._vault: Vault | None = None

    @property
    def _data(self) -> Path:
        return self._house.config.data

    def state(self) -> DeviceState:
        """FRESH before `create`, else LOCKED or OPEN; raises StoreProblem for a damaged keyfile."""
        if self._house.vault is not None and self._house.vault.is_open:
            return DeviceState.OPEN
        return DeviceState.LOCKED if look(self._data).exists else DeviceState.FRESH

    async def create(self, passphrase: str | None) -> None:
        """Make a new vault, opened by the keyring where `passphrase` is None.

        Raises StoreProblem (KEYRING_MISSING, EXISTS, IN_USE, ...), BadInput("passphrase_weak").
        """
        keyring = await self._find_keyring()
        if passphrase is None and keyring is None:
            raise StoreProblem(StoreReason.KEYRING_MISSING)
        secret = None if passphrase is None else SecretText(passphrase)
        if secret is not None and keyring is None:
            await asyncio.to_thread(require_enough, secret)
        self._vault = await Vault.create(self._data, keyring=keyring, passphrase=secret, cost=self._cost)
        await self._enter()

    async def keyring_usable(self) -> bool:
        """Whether this machine has a keyring that may be trusted."""
        try:
            return await self._find_keyring() is not None
        except StoreProblem:
            return False

    async def passphrase_problem(self, text: str) -> str | None:
        """The id of what is wrong with a passphrase, or None."""
        try:
            await asyncio.to_thread(require_enough, SecretText(text))
        except BadInput as problem:
            return problem.code
        return None

    def suggestions(self) -> str:
        """Random words that make a good passphrase."""
        return offer_passphrase().reveal()

    async def unlock(self, passphrase: str | None = None) -> None:
        """Open the vault; raises StoreProblem (PASSPHRASE_NEEDED, PASSPHRASE_WRONG, WIPED, ...)."""
        if self.state() is DeviceState.OPEN:
            return
        secret = None if passphrase is None else SecretText(passphrase)
        if self._vault is not None:
            await self._vault.unlock(secret)
        else:
            keyring = await self._keyring_for(look(self._data))
            self._vault = await Vault.open(self._data, keyring=keyring, passphrase=secret)
        await self._enter()

    async def lock(self) -> None:
        """Stop everything and close the vault."""
        await self._leave_house()
        if self._vault is not None:
            await self._vault.lock()

    async def close(self) -> None:
        """Lock, and let go of the data folder: the program ends."""
        await self._leave_house()
        vault, self._vault = self._vault, None
        if vault is not None:
            await vault.close()

    async def has_passphrase(self) -> bool:
        """Whether a passphrase is needed to unlock."""
        mode = look(self._data).mode
        return mode is not None and mode.needs_passphrase

    async def set_passphrase(self, old: str | None, new: str | None) -> None:
        """Change, add or (with `new` None) remove the passphrase; raises StoreProblem, BadInput."""
        vault = self._house.open_vault()
        fresh = None if new is None else SecretText(new)
        mode = await vault.mode()
        if fresh is not None and not mode.needs_keyring:
            await asyncio.to_thread(require_enough, fresh)
        await vault.change_passphrase(None if old is None else SecretText(old), fresh, cost=self._cost)

    async def export(
        self,
        path: Path,
        passphrase: str,
        plain: bool,
        progress: Progress,
        cancelled: Cancelled,
        *,
        history: bool = True,
        move: bool = False,
    ) -> int:
        """Write one's own data to a file; returns its bytes.

        With `history` what others wrote goes along; with `move` the keys of messages do, and messages can only be read
        here from then on. Raises StoreProblem (CANCELLED, FULL, ...); BadInput, also moved, moving_in and
        export_exists; and for a move as the network does.
        """
        vault = self._house.open_vault()
        if plain:
            await export_plain(vault, path)
        else:
            secret = SecretText(passphrase)
            await asyncio.to_thread(require_enough, secret)
            choice = Choice(history=history or move, move=move)
            async with self._moved_to(path) if move else contextlib.nullcontext():
                work = export_encrypted(vault, path, secret, choice=choice, progress=_share(progress))
                await _cancellable(work, cancelled)
        progress(1.0)
        return (await asyncio.to_thread(path.stat)).st_size

    @contextlib.asynccontextmanager
    async def _moved_to(self, path: Path) -> AsyncIterator[None]:
        """Let messages be used here no more before the file begins; and again only where there is no file."""
        if await asyncio.to_thread(path.exists):
            raise BadInput("export_exists", field="export", value=path.name)
        await self._moving.leave()
        try:
            yield
        except BaseException:
            # a file that is whole may be used elsewhere, whatever went wrong after that
            whole = await asyncio.to_thread(path.exists)
            await (self._moving.left() if whole else self._moving.stay())
            raise
        await self._moving.left()

    async def is_moved(self) -> bool:
        """Whether messages went from here to another computer."""
        return await self._moving.is_away()

    async def bring_back(self) -> None:
        """Use messages here again after they were moved; conversations are renewed. Raises as the network does."""
        await self._moving.bring_back()

    async def restore(self, path: Path, passphrase: str, progress: Progress, cancelled: Cancelled) -> None:
        """Read an export into this device, whose vault is open; raises BadInput, StoreProblem."""
        vault = self._house.open_vault()
        work = import_encrypted(vault, path, SecretText(passphrase), progress=_share(progress))
        await _cancellable(work, cancelled)
        await self._closing()
        await self._house.leave()
        await self._enter()

    async def wipe(self) -> None:
        """Make everything on this device unreadable, then remove it; works on a locked vault too."""
        await self._leave_house()
        vault, self._vault = self._vault, None
        if vault is None:
            vault = Vault(self._data, await self._keyring_for(look(self._data)))
        await vault.wipe()
        self._house.tell(Change(circle=None))

    async def leave_quietly(self) -> None:
        """Leave every circle as far as the network lets, then wipe."""
        # wiping comes first for the person who asks for it
        with contextlib.suppress(HeimoError):
            await self._leave_circles()
        await self.wipe()

    async def _enter(self) -> None:
        if self._vault is not None:
            await self._house.enter(self._vault)
            await self._opened()

    async def _leave_house(self) -> None:
        if self._house.vault is not None:
            await self._closing()
            await self._house.leave()
        empathy.forget()

    async def _find_keyring(self) -> KeyStore | None:
        if not self._house.config.keyring:
            return None
        return await asyncio.to_thread(self._given_keyring or find_keyring)

    async def _keyring_for(self, state: StoreState) -> KeyStore | None:
        if state.mode is None or not state.mode.needs_keyring:
            return None
        return await asyncio.to_thread(self._given_keyring or current_keyring)


def _share(progress: Progress) -> Callable[[int, int], None]:
    return lambda done, total: progress(done / total if total else 1.0)


async def _cancellable(work: Awaitable[int], cancelled: Cancelled) -> int:
    task = asyncio.ensure_future(work)
    try:
        while not task.done():
            if cancelled():
                task.cancel()
            await asyncio.wait({task}, timeout=_LOOK_SECONDS)
        return task.result()
    except asyncio.CancelledError:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        if cancelled():
            raise StoreProblem(StoreReason.CANCELLED) from None
        raise
