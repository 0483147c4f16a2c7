"""An SQLite file system (VFS) that does as the real one does, and keeps account of every write, sync and name.

It becomes the process's default one, so that the store opens its files through it without knowing. Its own folder is
all that it records; temporary files have no name and outlive nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import apsw

from benchmarks.durability.disk import Made, Platter, Removed, Resized, Step, Synced, Wrote

_BASE = "unix"
_NEW_NAMES_SYNCED = apsw.SQLITE_OPEN_MAIN_JOURNAL | apsw.SQLITE_OPEN_SUPER_JOURNAL | apsw.SQLITE_OPEN_WAL
"""SQLite syncs the folder with the first sync of a new file of these kinds (unixOpen and unixSync in os_unix.c)."""


class Recorder(apsw.VFS):
    """`steps` is all that happened to the files of `folder`, in order."""

    def __init__(self, folder: Path) -> None:
        self.name = "recorder"
        self.steps: list[Step] = []
        self._numbers = count(1)
        self._folder = folder
        self._files: dict[str, int] = {}
        self._fresh: set[int] = set()
        self._before: list[tuple[str, int, bytes]] = []
        for path in sorted(folder.iterdir()):
            number = next(self._numbers)
            self._files[path.name] = number
            self._before.append((path.name, number, path.read_bytes()))
        super().__init__(self.name, _BASE, makedefault=True)

    def platter(self, *, lies: bool = False) -> Platter:
        """The disk before the first step."""
        platter = Platter(lies=lies)
        for name, number, data in self._before:
            platter.begin(name, number, data)
        return platter

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> apsw.VFSFile:
        """Open a file, and know it by the number of what its name means now."""
        if name is None:
            return apsw.VFSFile(_BASE, name, flags)
        path = Path(name if isinstance(name, str) else name.filename())
        if path.parent != self._folder:
            return apsw.VFSFile(_BASE, name, flags)
        if path.name not in self._files:
            number = next(self._numbers)
            self._files[path.name] = number
            self.steps.append(Made(path.name, number))
            if flags[0] & _NEW_NAMES_SYNCED:
                self._fresh.add(number)
        return _File(self, self._files[path.name], name, flags)

    def xDelete(self, name: str, sync: bool) -> None:
        """Remove a name."""
        super().xDelete(name, sync)
        path = Path(name)
        if path.parent == self._folder and self._files.pop(path.name, None) is not None:
            self.steps.append(Removed(path.name, sync))

    def synced(self, number: int) -> None:
        """Note that a file was synced."""
        self.steps.append(Synced(number, folder=number in self._fresh))
        self._fresh.discard(number)


class _File(apsw.VFSFile):
    def __init__(self, recorder: Recorder, number: int, name: apsw.URIFilename | str, flags: list[int]) -> None:
        self._recorder = recorder
        self._number = number
        super().__init__(_BASE, name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._recorder.steps.append(Wrote(self._number, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        self._recorder.steps.append(Resized(self._number, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self._recorder.synced(self._number)


@contextmanager
def recording(folder: Path) -> Iterator[Recorder]:
    """Record what becomes of the files in `folder` (absolute); end all connections before the end of this."""
    recorder = Recorder(folder)
    try:
        yield recorder
    finally:
        recorder.unregister()
