"""A real community served by a real process on a free port."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from click.testing import CliRunner

from server_stub.cli import main
from tests.support.ports import free_port
from tests.support.postgres import ON_POSTGRES, shared

HEIMO_SERVER = (sys.executable, "-m", "server_stub")
_START_SECONDS = 30
_SPARE = 10
_ONE_COMMAND = Lock()


@dataclass
class Community:
    """One community: its data folder, and the process that serves it while it runs."""

    data: Path
    port: int
    invite: str
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)
    spare: list[str] = field(default_factory=list, repr=False)

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serve, and return once it answers."""
        assert self.process is None
        command = (*HEIMO_SERVER, "run", "--data", str(self.data), "--port", str(self.port), "--json")
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 0.2):
                return
            assert self.process.poll() is None, "the server ended by itself"
            time.sleep(0.02)
        raise AssertionError("the server does not answer")

    def stop(self) -> None:
        """End it as a host would."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """Let it hang: it keeps its connections and answers nothing."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    def _end(self, how: int) -> None:
        process, self.process = self.process, None
        if process is not None:
            process.send_signal(how)
            process.wait(20)

    def invites(self, count: int) -> list[str]:
        """Fresh invites, as `heimo:` links; a few more are made at once, for whoever comes next."""
        if len(self.spare) < count:
            made = self.command("invite", "-n", str(count + _SPARE))["invites"]
            assert isinstance(made, list)
            self.spare += map(str, made)
        given, self.spare = self.spare[:count], self.spare[count:]
        return given

    def command(self, *words: str) -> dict[str, object]:
        """What a host's command answers."""
        return run_command(*words, data=self.data)


def run_command(*words: str, data: Path) -> dict[str, object]:
    """Do what a host's command does; returns its JSON answer."""
    answer = ask_command(*words, data=data)
    assert answer["ok"], answer
    return answer


def ask_command(*words: str, data: Path) -> dict[str, object]:
    """The JSON answer of a host's command, be it done or refused.

    In this process, since there are hundreds of them; tests/server/cli runs the commands as hosts do. In a thread,
    since a command has an event loop of its own; one at a time, since what it prints is caught.
    """
    with _ONE_COMMAND, ThreadPoolExecutor(1) as thread:
        done = thread.submit(CliRunner().invoke, main, [*words, "--data", str(data), "--json"]).result(60)
    assert isinstance(done.exception, SystemExit | None), (done.output, done.exception)
    answer: dict[str, object] = json.loads(done.stdout)
    assert answer["ok"] is (done.exit_code == 0), done.output
    return answer


@contextlib.contextmanager
def served(folder: Path, *options: str) -> Iterator[Community]:
    """Found a community in `folder`, with further options of `heimo-server init`, and serve it."""
    port = free_port()
    if ON_POSTGRES:
        options = ("--database", shared().create(), *options)
    answer = run_command("init", "--url", f"http://127.0.0.1:{port}", *options, data=folder)
    with served_at(folder, str(answer["invite"]), port) as community:
        yield community


@contextlib.contextmanager
def served_at(folder: Path, invite: str, port: int = 0) -> Iterator[Community]:
    """Serve the community that was founded in `folder`."""
    community = Community(folder, port or free_port(), invite)
    community.start()
    try:
        yield community
    finally:
        if community.process is not None:
            os.kill(community.process.pid, signal.SIGCONT)
        community.stop()
