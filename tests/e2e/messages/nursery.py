"""Processes that begin in milliseconds: one program imports everything once, and forks for each life.

`python -m tests.e2e.messages.nursery FD`, a socket. A life is a process of its own with its own id, memory, files and
connections; nothing but what was imported came from its parent, which has no thread, no loop and no file open.
"""

import asyncio
import importlib
import json
import os
import runpy
import signal
import socket
import sys
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.e2e.processes import PATIENCE, Process

_PROGRAMS = ("server_stub.cli", "tests.e2e.driver", "heimo_tui.wiring")
_LATER = ("apsw", "httpx", "httpcore", "sqlcipher3", "uvicorn", "uvloop", "uvicorn.protocols.http.httptools_impl")
"""What they import only when they need it."""

_ROOM = 65536
_FDS = 3


class Nursery:
    """The other end of the program's socket."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def life(self, command: tuple[str, ...], fds: tuple[int, int, int]) -> int:
        """Fork a process that does what `python -m command` does on these files; returns its id."""
        socket.send_fds(self._connection, [json.dumps(command).encode()], fds)
        return int(self._connection.recv(_ROOM))

    def bury(self, life: int) -> int:
        """The exit code of a process that ends now, or has; minus the signal's number where that ended it."""
        self._connection.send(json.dumps(life).encode())
        return int(self._connection.recv(_ROOM))

    def process(self, command: tuple[str, ...], errors: Path) -> "Born":
        """As Process, for a command that is `python -m` something."""
        return Born(self, command[2:], errors)


class Born(Process):
    """A process whose lives begin in a nursery."""

    def __init__(self, nursery: Nursery, command: tuple[str, ...], errors: Path) -> None:
        super().__init__(command, errors)
        self._nursery = nursery
        self._life = 0
        self._words = -1

    async def start(self) -> None:
        """Begin a life."""
        (theirs_in, self._words), (ours_out, theirs_out) = os.pipe(), os.pipe()
        with self._errors.open("ab") as errors:
            self._life = self._nursery.life(self._command, (theirs_in, theirs_out, errors.fileno()))
        os.close(theirs_in)
        os.close(theirs_out)
        loop, reader = asyncio.get_running_loop(), asyncio.StreamReader(limit=2**20)
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(ours_out, "rb"))
        self._reading = asyncio.create_task(self._read(reader))

    async def end(self, how: signal.Signals) -> int:
        """Send a signal, and wait until all it said was heard; returns the exit code, 0 where it was buried before."""
        if not self._life or self._reading is None:
            return 0
        os.kill(self._life, how)  # its id is nobody else's before it is buried
        await asyncio.wait_for(self._reading, PATIENCE)
        os.close(self._words)
        life, self._life = self._life, 0
        return self._nursery.bury(life)

    def tell(self, **words: object) -> None:
        """Write a line to it."""
        os.write(self._words, json.dumps(words).encode() + b"\n")


@asynccontextmanager
async def nursery(folder: Path) -> AsyncIterator[Nursery]:
    """Start the program, and end it when all its children have ended; what it complains of is in `folder`."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with (folder / "nursery.log").open("ab") as errors:
        program = await asyncio.create_subprocess_exec(
            sys.executable, "-m", __name__, str(theirs.fileno()), pass_fds=[theirs.fileno()], stderr=errors
        )
    theirs.close()
    ours.settimeout(PATIENCE)
    try:
        assert await asyncio.to_thread(ours.recv, _ROOM) == b"ready", (folder / "nursery.log").read_text()
        yield Nursery(ours)
    finally:
        ours.close()
        await asyncio.wait_for(program.wait(), PATIENCE)


def main() -> None:
    """Fork on demand until the other end is gone."""
    for module in (*_PROGRAMS, *_LATER):
        importlib.import_module(module)
    connection = socket.socket(fileno=int(sys.argv[1]))
    connection.send(b"ready")
    while True:
        order, fds, _, _ = socket.recv_fds(connection, _ROOM, _FDS)
        if not order:
            return
        wanted: list[str] | int = json.loads(order)
        if isinstance(wanted, int):
            answer = os.waitstatus_to_exitcode(os.waitpid(wanted, 0)[1])
        else:
            answer = os.fork()
            if answer == 0:
                connection.close()
                _live(wanted, fds)
        for fd in fds:
            os.close(fd)
        connection.send(str(answer).encode())


def _live(command: list[str], fds: list[int]) -> None:
    """Be that program, until it ends."""
    code = 1
    try:
        for number, fd in enumerate(fds):
            os.dup2(fd, number)
            os.close(fd)
        sys.argv = command
        runpy.run_module(command[0], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:  # the test reads it in the errors' file
        traceback.print_exc()
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
