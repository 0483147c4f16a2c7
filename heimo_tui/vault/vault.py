"""The encrypted store of one person on this device: made, opened, locked, rewrapped, erased; fails closed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from heimo_tui.core.errors import StoreProblem, StoreReason
from heimo_tui.core.secrets import SecretBytes, SecretText
from heimo_tui.vault import keyfile as kf
from heimo_tui.vault.custody import Custody, require_fit
from heimo_tui.vault.database import (
    Connection,
    create_database,
    database_files,
    open_database,
    require_encrypted,
)
from heimo_tui.vault.files import (
    DATABASE_NAME,
    KEYFILE_NAME,
    DirectoryLock,
    leftovers,
    make_private_directory,
    make_private_file,
)
from heimo_tui.vault.keyring_door import KeyStore
from heimo_tui.vault.migrations import migrate
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.wipe import KeysGone, WipeReport, destroy_keys, erase_database, wipe_store

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StoreState:
    """What lies in a data directory; `mode` is None when there is no store."""

    mode: kf.Mode | None

    @property
    def exists(self) -> bool:
        """Whether there is a store to open."""
        return self.mode is not None


def look(directory: Path) -> StoreState:
    """Look without opening anything; raises `StoreProblem` (CORRUPT, NEWER) for an unreadable keyfile."""
    keyfile = directory / KEYFILE_NAME
    if not keyfile.exists():
        if (directory / DATABASE_NAME).exists():
            raise StoreProblem(StoreReason.CORRUPT, detail="the keyfile is missing")
        return StoreState(None)
    if not (directory / DATABASE_NAME).exists():
        return StoreState(None)  # making it was interrupted before anything could be kept
    return StoreState(kf.read_keyfile(keyfile.read_bytes()).mode)


class Vault:
    """The store, with one thread of its own that runs every piece of work in the order it was given.

    Make one with `Vault.create` or `Vault.open`. `run` and `read` take a function of `Tables` and run it
    inside one transaction. All methods may raise `StoreProblem`.
    """

    def __init__(self, directory: Path, keyring: KeyStore | None) -> None:
        """Take hold of the directory without opening anything; raises `StoreProblem(IN_USE)`."""
        make_private_directory(directory)
        self._directory = directory
        self._keyring = keyring
        self._custody = Custody(directory, keyring)
        self._lock = DirectoryLock(directory)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="heimo-vault")
        self._connection: Connection | None = None
        self._closed = False

    @classmethod
    async def create(
        cls,
        directory: Path,
        *,
        keyring: KeyStore | None,
        passphrase: SecretText | None,
        cost: kf.Argon2Cost | None = None,
    ) -> Vault:
        """Make a new, empty, open store; `cost` None measures this machine.

        Without a keyring a passphrase is needed (PASSPHRASE_NEEDED). Raises EXISTS, FULL, READ_ONLY, IN_USE, and
        `BadInput("passphrase_weak")` for one that would protect the store alone and cannot.
        """
        if keyring is None and passphrase is None:
            raise StoreProblem(StoreReason.PASSPHRASE_NEEDED)
        require_fit(passphrase, alone=keyring is None)
        vault = cls(directory, keyring)
        try:
            await vault._in_thread(lambda: vault._create(passphrase, cost))
        except BaseException:
            await vault.close()
            raise
        return vault

    @classmethod
    async def open(cls, directory: Path, *, keyring: KeyStore | None, passphrase: SecretText | None = None) -> Vault:
        """Open an existing store.

        Raises MISSING, PASSPHRASE_NEEDED, PASSPHRASE_WRONG, KEYRING_MISSING, KEYRING_LOCKED, NOT_ENCRYPTED,
        CORRUPT, NEWER, IN_USE; WIPED when the passphrase was the one that erases.
        """
        vault = cls(directory, keyring)
        try:
            await vault.unlock(passphrase)
        except BaseException:
            await vault.close()
            raise
        return vault

    @property
    def directory(self) -> Path:
        """Where the store lies."""
        return self._directory

    @property
    def is_open(self) -> bool:
        """False after `lock`."""
        return self._connection is not None

    async def run(self, work: Callable[[Tables], T]) -> T:
        """Run `work` in one transaction that is on the disk when this returns, or leaves no trace."""
        return await self._in_thread(lambda: self._transact(work, write=True))

    async def read(self, work: Callable[[Tables], T]) -> T:
        """Run `work`, which must only read, on one consistent state."""
        return await self._in_thread(lambda: self._transact(work, write=False))

    async def tidy(self) -> None:
        """Give the room of deleted things back to the disk; once a week, when the person is away (PROTOCOL 18.7)."""
        await self._in_thread(lambda: self._open_connection().compact())

    async def lock(self) -> None:
        """Close the database and forget its key; the directory stays ours. `unlock` opens it again."""
        await self._in_thread(self._disconnect)

    async def unlock(self, passphrase: SecretText | None = None) -> None:
        """Open after `lock`; raises as `open` does."""
        await self._in_thread(lambda: self._unlock(passphrase))

    async def close(self) -> None:
        """Close for good and let go of the directory; a second time does nothing."""
        if self._closed:
            return
        self._closed = True
        try:
            await self._in_thread(self._disconnect)
        finally:
            self._thread.shutdown(wait=False)
            self._lock.release()

    async def mode(self) -> kf.Mode:
        """What opens this store."""
        return (await self._in_thread(self._custody.read)).mode

    async def verify(self, passphrase: SecretText | None) -> None:
        """Check that `passphrase` opens this store (before showing what lies behind it); raises as `open`."""
        await self._in_thread(lambda: self._custody.open(passphrase))

    async def change_passphrase(
        self, current: SecretText | None, new: SecretText | None, *, cost: kf.Argon2Cost | None = None
    ) -> None:
        """Set, change or (with `new` None) remove the lock passphrase; the database key only is wrapped anew.

        A set erasing passphrase is dropped with it. Raises PASSPHRASE_WRONG, and KEYRING_MISSING when removing
        it would leave nothing to open the store with.
        """
        require_fit(new, alone=not (await self.mode()).needs_keyring)
        await self._in_thread(lambda: self._custody.rewrap(current, new, cost))

    async def set_duress(self, current: SecretText, duress: SecretText | None) -> None:
        """Set the passphrase that erases instead of opening, or (None) take it away again.

        Raises PASSPHRASE_WRONG; PASSPHRASE_NEEDED where the store has no lock passphrase; `BadInput("duress_same")`.
        """
        await self._in_thread(lambda: self._custody.set_duress(current, duress))

    async def wipe(self) -> WipeReport:
        """Erase this store at once and close; see `wipe_store`. Work that is under way does not hold it up."""
        keys = await asyncio.to_thread(destroy_keys, self._directory, self._keyring)
        if self._connection is not None:
            self._connection.interrupt()
        try:
            return await self._in_thread(lambda: self._erase(keys))
        finally:
            await self.close()

    async def _in_thread(self, work: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        try:
            future = loop.run_in_executor(self._thread, work)
        except RuntimeError:
            raise StoreProblem(StoreReason.LOCKED) from None
        return await future

    # --- from here on everything runs in the store's own thread ---

    def _open_connection(self) -> Connection:
        if self._connection is None:
            raise StoreProblem(StoreReason.LOCKED)
        return self._connection

    def _transact(self, work: Callable[[Tables], T], *, write: bool) -> T:
        connection = self._open_connection()
        with connection.transaction(write=write):
            return work(Tables(connection))

    def _create(self, passphrase: SecretText | None, cost: kf.Argon2Cost | None) -> None:
        if look(self._directory).exists:
            raise StoreProblem(StoreReason.EXISTS)
        # making a store here may have been interrupted before: what it put into the keyring opens nothing
        destroy_keys(self._directory, self._keyring)
        try:
            self._connect(self._custody.make(passphrase, cost), fresh=True)
        except BaseException:
            wipe_store(self._directory, self._keyring)
            raise

    def _connect(self, dek: SecretBytes, *, fresh: bool) -> None:
        path = self._directory / DATABASE_NAME
        for file in leftovers(self._directory):
            file.unlink(missing_ok=True)
        connection = create_database(path, dek) if fresh else open_database(path, dek)
        try:
            migrate(connection)
            require_encrypted(connection, path)
            for file in (self._directory / KEYFILE_NAME, *database_files(path)):
                if file.exists():
                    make_private_file(file)
        except BaseException:
            connection.close()
            raise
        self._connection = connection

    def _unlock(self, passphrase: SecretText | None) -> None:
        if self._connection is not None:
            return
        if not look(self._directory).exists:
            raise StoreProblem(StoreReason.MISSING)
        try:
            dek = self._custody.open(passphrase)
        except StoreProblem as problem:
            if problem.reason is StoreReason.PASSPHRASE_WRONG and passphrase is not None:
                self._erase_if_duress(passphrase)
            raise
        self._connect(dek, fresh=False)

    def _erase_if_duress(self, passphrase: SecretText) -> None:
        if self._custody.is_duress(passphrase):
            wipe_store(self._directory, self._keyring)
            raise StoreProblem(StoreReason.WIPED) from None

    def _erase(self, keys: KeysGone) -> WipeReport:
        try:
            self._disconnect()
        except StoreProblem:
            self._connection = None
        return erase_database(self._directory, keys)

    def _disconnect(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            connection.close()
