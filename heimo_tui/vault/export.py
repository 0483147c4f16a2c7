"""Taking one's data along: an encrypted file that another Heimo takes in."""

from __future__ import annotations

import asyncio
import os
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

import msgspec

from heimo_tui.core.errors import BadInput, StoreProblem, StoreReason
from heimo_tui.core.secrets import SecretText
from heimo_tui.vault.files import store_problem, sync_directory
from heimo_tui.vault.keyfile import Argon2Cost
from heimo_tui.vault.migrations import SCHEMA_VERSION
from heimo_tui.vault.stream import COST, StreamWriter, read_stream
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.dump import ALWAYS, HISTORY, MOVE, MOVED, TALKS, without
from heimo_tui.vault.tables.intake import Intake
from heimo_tui.vault.vault import Vault

Progress = Callable[[int, int], None]
"""Called in the event loop with (done, total)."""

_STORED: Final = (bytes, str, int, float, type(None))
_LONGEST_RECORD: Final = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Choice:
    """What goes into an export: `identity`, the keys to write under one's names; `history`, events and messages.

    With `move` the keys of messages too, which must not be used here any more.
    """

    identity: bool = True
    history: bool = False
    move: bool = False

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables it is made of."""
        history = HISTORY if self.history else ()
        return (*ALWAYS, *MOVE, *TALKS, *history, *MOVED) if self.move else (*ALWAYS, *TALKS, *history)


def _silent(done: int, total: int) -> None: ...


async def export_encrypted(
    vault: Vault,
    path: Path,
    passphrase: SecretText,
    *,
    choice: Choice = Choice(),
    progress: Progress = _silent,
    cost: Argon2Cost = COST,
) -> int:
    """Write an encrypted export to `path` (0600), whole or, if cancelled, not at all; give the number of rows.

    Raises `StoreProblem` (FULL, READ_ONLY, LOCKED).
    """
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                count = await _write(vault, file, passphrase, choice, progress, cost)
                await asyncio.to_thread(_flush, file)
            fresh.replace(path)
            sync_directory(path.parent)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise store_problem(error) from error
    return count


def _flush(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


async def _write(
    vault: Vault, file: BinaryIO, passphrase: SecretText, choice: Choice, progress: Progress, cost: Argon2Cost
) -> int:
    total = await vault.read(lambda tables: tables.dump.count(choice.tables))
    writer = await asyncio.to_thread(lambda: StreamWriter(file, passphrase, cost=cost))
    done = count = 0
    _put(writer, ["heimo", SCHEMA_VERSION, choice.identity, choice.history])
    for table in choice.tables:
        columns = await vault.read(_columns_of(table))
        _put(writer, ["table", table, columns])
        after: int | None = 0
        while after is not None:
            rows, after = await vault.read(_page_of(table, after))
            for row in without(table, columns, rows, **asdict(choice)):
                _put(writer, ["row", row])
                count += 1
            done += len(rows)
            progress(min(done, total), total)
    _put(writer, ["end", count])
    await asyncio.to_thread(writer.finish)
    return count


def _columns_of(table: str) -> Callable[[Tables], tuple[str, ...]]:
    return lambda tables: tables.dump.columns(table)


def _page_of(table: str, after: int) -> Callable[[Tables], tuple[list[tuple[Any, ...]], int | None]]:
    return lambda tables: tables.dump.page(table, after)


def _put(writer: StreamWriter, record: list[Any]) -> None:
    data = msgspec.msgpack.encode(record)
    writer.write(len(data).to_bytes(4, "big") + data)


async def import_encrypted(vault: Vault, path: Path, passphrase: SecretText, *, progress: Progress = _silent) -> int:
    """Take in an export, whole or not at all; give the number of rows read. What is here already stays.

    Circles that are here already keep their own events. `progress` counts bytes. Raises `BadInput` as `read_stream`,
    and `export_newer`; `StoreProblem`. Cancelling leaves the store as it was; when it comes too late, this
    returns as if nothing had been said.
    """
    loop, stop = asyncio.get_running_loop(), threading.Event()

    def tell(done: int, total: int) -> None:
        if stop.is_set():
            raise StoreProblem(StoreReason.CANCELLED)
        loop.call_soon_threadsafe(progress, done, total)

    def work(tables: Tables) -> int:
        try:
            with path.open("rb") as file:
                return _Import(tables, tell, path.stat().st_size).take(read_stream(file, passphrase))
        except OSError as error:
            raise store_problem(error) from error

    running = asyncio.ensure_future(vault.run(work))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        stop.set()
        return await _outcome(running)


async def _outcome(running: asyncio.Future[int]) -> int:
    """Wait for work that was told to stop, so that what is reported is what happened."""
    try:
        count = await running
    except StoreProblem as problem:
        if problem.reason is StoreReason.CANCELLED:
            raise asyncio.CancelledError from None
        raise
    if (task := asyncio.current_task()) is not None:
        task.uncancel()  # it was too late: everything is in
    return count


class _Import:
    def __init__(self, tables: Tables, tell: Progress, size: int) -> None:
        self._dump = tables.dump
        self._intake = Intake(tables.dump, tables.mail)
        self._tell = tell
        self._size = size
        self._table = ""
        self._columns: tuple[str, ...] = ()
        self._waiting: list[tuple[Any, ...]] = []
        self._count = 0
        self._complete = False
        self._began = False

    def take(self, chunks: Iterator[bytes]) -> int:
        for record in _records(self._told(chunks)):
            if self._complete:
                raise BadInput("export_damaged", field="export")
            try:
                self._record(record)
            except (ValueError, TypeError, LookupError, OverflowError, RecursionError):
                raise BadInput("export_damaged", field="export") from None
        if not self._complete:
            raise BadInput("export_damaged", field="export")
        self._dump.reindex()
        self._dump.forget_unmet()
        return self._count

    def _told(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        done = 0
        for chunk in chunks:
            done += len(chunk)
            self._tell(min(done, self._size), self._size)
            yield chunk

    def _record(self, record: list[Any]) -> None:
        kind = record[0]
        if kind == "heimo" and not self._began:
            self._began = True
            if record[1] > SCHEMA_VERSION:
                raise BadInput("export_newer", field="export")
        elif kind == "table" and self._began:
            self._store()
            self._table, self._columns = str(record[1]), tuple(str(name) for name in record[2])
        elif kind == "row":
            self._row(tuple(record[1]))
        elif kind == "end" and record[1] == self._count:
            self._store()
            self._complete = True
        else:
            raise ValueError(kind)

    def _row(self, row: tuple[Any, ...]) -> None:
        if len(row) != len(self._columns) or not all(isinstance(value, _STORED) for value in row):
            raise ValueError("row")
        self._count += 1
        taken = self._intake.row(self._table, self._columns, row)
        if taken is not None:
            self._waiting.append(taken)
        if len(self._waiting) >= 500:
            self._store()

    def _store(self) -> None:
        if self._waiting:
            self._dump.insert(self._table, self._columns, self._waiting)
            self._waiting = []


def _records(chunks: Iterator[bytes]) -> Iterator[list[Any]]:
    waiting = bytearray()
    for chunk in chunks:
        waiting += chunk
        while len(waiting) >= 4:
            size = int.from_bytes(waiting[:4], "big")
            if size > _LONGEST_RECORD:
                raise BadInput("export_damaged", field="export")
            if len(waiting) < 4 + size:
                break
            record = bytes(waiting[4 : 4 + size])
            del waiting[: 4 + size]
            try:
                yield msgspec.msgpack.decode(record, type=list[Any])
            except msgspec.DecodeError:
                raise BadInput("export_damaged", field="export") from None
    if waiting:
        raise BadInput("export_damaged", field="export")
