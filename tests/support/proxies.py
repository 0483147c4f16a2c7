"""A SOCKS proxy that runs beside a test, and what it was asked."""

import contextlib
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Asked:
    """A connection as the proxy saw it; `closed` is who ended it, "client" or "server", or empty while it is open.

    `type` is the kind of address that was asked for: 1 IPv4, 3 a name, 4 IPv6. `paths` are those of its requests.
    """

    connection: int
    user: str
    password: str
    type: int
    host: str
    port: int
    paths: tuple[str, ...]
    closed: str


@dataclass
class Proxy:
    """A proxy that runs."""

    port: int
    record: Path
    process: "subprocess.Popen[bytes]" = field(repr=False)

    @property
    def url(self) -> str:
        """What a setting names it."""
        return f"socks5h://127.0.0.1:{self.port}"

    def asked(self) -> list[Asked]:
        """The connections that came to the point of asking for a host, in order."""
        found: dict[int, dict[str, Any]] = {}
        paths: defaultdict[int, list[str]] = defaultdict(list)
        closed: dict[int, str] = {}
        for note in self.notes():
            match note["event"]:
                case "asked":
                    found[note["connection"]] = {key: value for key, value in note.items() if key != "event"}
                case "request":
                    paths[note["connection"]].append(note["line"].split(" ")[1])
                case "closed":
                    closed[note["connection"]] = note["by"]
        return [Asked(**one, paths=tuple(paths[key]), closed=closed.get(key, "")) for key, one in found.items()]

    def notes(self) -> list[dict[str, Any]]:
        """Everything it wrote down so far."""
        whole, _, _ = self.record.read_text().rpartition("\n")
        return [json.loads(line) for line in whole.splitlines()]

    def paths_of(self) -> dict[str, set[str]]:
        """Which paths each user asked for."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for one in self.asked():
            found[one.user].update(one.paths)
        return dict(found)

    def kill(self) -> None:
        """End it at once, with all its connections."""
        self.process.kill()
        self.process.wait(20)


@contextlib.contextmanager
def proxied(folder: Path, names: Mapping[str, int], manner: str = "open") -> Iterator[Proxy]:
    """Run a proxy that knows these host names (to ports of this machine), with its record in `folder`."""
    record = folder / "proxy.jsonl"
    command = [sys.executable, "-m", "tests.support.socks", "--record", str(record), "--manner", manner]
    for host, port in names.items():
        command += ["--name", f"{host}={port}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            yield Proxy(json.loads(process.stdout.readline())["port"], record, process)
        finally:
            process.kill()
