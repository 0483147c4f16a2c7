"""A PostgreSQL of one's own: in a temporary folder, on a free port of 127.0.0.1, as a user without rights.

Debian's package is enough (tests/system-packages.sh); its own cluster is not touched. One serves a whole test session,
and each test has a database of its own in it.
"""

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import psutil

from tests.support.ports import free_port

ON_POSTGRES = os.environ.get("HEIMO_TEST_DATABASE") == "postgres"
"""Whether communities of tests, where these say nothing else, keep their rows in PostgreSQL: to run all on it, too."""

_MEMORY = Path("/dev/shm")  # noqa: S108 — a file system in memory, where there is one; the folder below is private
_ROOM = 1 << 30
_UNPRIVILEGED = ("postgres", "nobody")
_START_SECONDS = 60
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "log_error_verbosity": "terse",
    "max_wal_size": "256MB",
    "deadlock_timeout": "100ms",
}


class NoPostgres(Exception):
    """There is no PostgreSQL on this machine: tests/system-packages.sh installs it."""


class Cluster:
    """A running PostgreSQL. Its folder is `folder`, in memory where there is room; `pid` is its first process.

    `at`: where its folder shall be instead. `segments` is the size of a file of its write-ahead log, in megabytes.
    """

    def __init__(self, *, in_memory: bool = True, at: Path | None = None, segments: int = 16, **settings: str) -> None:
        self._programs = _programs()
        self._user = _user()
        self._settings = _SETTINGS | settings
        self._process: subprocess.Popen[bytes] | None = None
        self._databases = 0
        roomy = in_memory and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM
        self.folder = Path(tempfile.mkdtemp(prefix="heimo-pg-", dir=at or (_MEMORY if roomy else None)))
        self.port = free_port()
        if self._user is not None:
            shutil.chown(self.folder, self._user)
        made_so = ("-U", "heimo", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", f"--wal-segsize={segments}")
        self._run("initdb", "-D", str(self._data), *made_so)
        atexit.register(self.remove)

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether its first process is there; it ends where PostgreSQL cannot go on."""
        return self._process is not None and self._process.poll() is None

    def address(self, database: str) -> str:
        return f"postgresql://heimo@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        settings = self._settings | {"port": str(self.port), "unix_socket_directories": str(self.folder)}
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", str(self._data), *words],
                stdout=log,
                stderr=log,
                user=self._user,
                cwd="/",
                start_new_session=True,  # Ctrl-C of the tests is not its business
            )
        end = time.monotonic() + _START_SECONDS
        while self._ask("pg_isready", "-q", "-d", "postgres") != 0:
            assert self._process.poll() is None and time.monotonic() < end, self.log()
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: SIGINT cuts all connections and keeps everything, SIGQUIT is as hard as a kill -9 of all of it."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(30)
            self._process = None

    def limit_files(self, size: int | None) -> None:
        """Let no file become longer than this by what its processes write, those to come too; None for no limit.

        It needs no right: whoever runs a process may limit it, and take that back.
        """
        soft = "unlimited" if size is None else str(size)
        for process in (first := psutil.Process(self.pid), *first.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                self._run(shutil.which("prlimit") or "prlimit", f"--pid={process.pid}", f"--fsize={soft}:")

    def remove(self) -> None:
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def create(self) -> str:
        """A new empty database; returns its address."""
        self._databases += 1
        name = f"heimo_{os.getpid()}_{self._databases}"
        assert self._ask("createdb", "-T", "template0", name) == 0, self.log()
        return self.address(name)

    def drop(self, address: str) -> None:
        self._ask("dropdb", "--force", "--if-exists", address.rpartition("/")[2])

    def sql(self, address: str, text: str) -> str:
        """What psql prints for some SQL, without headings."""
        words = ["psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-d", address, "-c", text]
        return subprocess.run(
            [self._programs / words[0], *words[1:]], check=True, capture_output=True, text=True
        ).stdout

    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8", errors="replace")

    def _ask(self, program: str, *words: str) -> int:
        at = ("-h", "127.0.0.1", "-p", str(self.port), "-U", "heimo")
        return subprocess.run([self._programs / program, *at, *words], check=False, capture_output=True).returncode

    def _run(self, program: str, *words: str) -> None:
        done = subprocess.run(
            [self._programs / program, *words], user=self._user, cwd="/", capture_output=True, check=False, text=True
        )
        assert done.returncode == 0, done.stderr


@contextmanager
def cluster(
    *, in_memory: bool = True, at: Path | None = None, segments: int = 16, **settings: str
) -> Iterator[Cluster]:
    """A PostgreSQL that lives as long as the block."""
    made = Cluster(in_memory=in_memory, at=at, segments=segments, **settings)
    try:
        made.start()
        yield made
    finally:
        atexit.unregister(made.remove)
        with suppress(ProcessLookupError):
            made.remove()


@cache
def shared() -> Cluster:
    """The one that serves this process of the tests, begun when somebody first asks for it."""
    made = Cluster()
    made.start()
    return made


def database_of(folder: Path) -> str:
    """The address of a folder's own database, made when first asked for."""
    note = folder / "address"
    if not note.exists():
        note.write_text(shared().create())
    return note.read_text()


def forget_database_of(folder: Path) -> None:
    """Remove a folder's database, if it has one."""
    if (note := folder / "address").exists():
        shared().drop(note.read_text())


def _programs() -> Path:
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if places:
        return places[-1].parent
    found = shutil.which("postgres")
    if found is None:
        raise NoPostgres
    return Path(found).parent


def _user() -> str | None:
    """Whom to run it as, since PostgreSQL refuses root; None for oneself."""
    if os.getuid() != 0:
        return None
    for name in _UNPRIVILEGED:
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    raise NoPostgres
