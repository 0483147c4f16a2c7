"""Is there room, does the disk keep what it is given, and does nothing leak to where it stays for good?"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from server_stub.doctor.finding import Finding, broken, fine, look

TOPIC = "disk"
_LEAST_BYTES = 512 * 2**20
_LEAST_INODES = 1000
_FAR = {"nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "glusterfs", "fuse.sshfs", "fuse.rclone", "afs"}
_MEMORY = {"tmpfs", "ramfs"}
_PROC = Path("/proc")


class Mount(msgspec.Struct, frozen=True):
    """A mounted file system: where, its type, and its options."""

    place: Path
    type: str
    options: frozenset[str]


def check(data: Path, database: Path | None, *, proc: Path = _PROC) -> Iterator[Finding]:
    """Look at the disk of the data folder; `database` is the SQLite file where there is one."""
    yield from _room(data, database)
    mount = mount_of(data, proc)
    if mount is not None:
        yield from _kind(mount, database)
    yield from _writes(data)
    yield from swaps(proc)


def _room(data: Path, database: Path | None) -> Iterator[Finding]:
    size = database.stat().st_size if database is not None and database.exists() else 0
    free, wanted = shutil.disk_usage(data).free, max(_LEAST_BYTES, 2 * size)
    seen = f"{_mib(free)} MiB are free beside {_mib(size)} MiB of database."
    if free < wanted:
        mend = f"Make room: {_mib(wanted)} MiB should be free, since the database is written anew every few hours."
        yield (broken if free < max(_LEAST_BYTES // 4, size) else look)(TOPIC, seen, mend)
    else:
        yield fine(TOPIC, seen)
    if hasattr(os, "statvfs"):
        inodes = os.statvfs(data)
        if inodes.f_files and inodes.f_favail < _LEAST_INODES:
            yield look(TOPIC, "The disk can hardly take new files.", "Remove files that nobody needs (`df -i` counts).")


def _kind(mount: Mount, database: Path | None) -> Iterator[Finding]:
    if "ro" in mount.options:
        yield broken(TOPIC, "The disk is mounted for reading only.", f"`mount -o remount,rw {mount.place}`")
    if mount.type in _MEMORY:
        mend = "Move the folder to a disk: everything in it is gone when the machine restarts."
        yield broken(TOPIC, "The data folder lies in memory.", mend)
    elif mount.type in _FAR and database is not None:
        mend = "Move the folder to a local disk, or the rows to PostgreSQL with `heimo-server migrate`."
        yield broken(TOPIC, f"The data folder lies on a network share ({mount.type}), where SQLite is not safe.", mend)


def _writes(data: Path) -> Iterator[Finding]:
    try:
        with tempfile.TemporaryFile(dir=data) as file:
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
    except OSError as problem:
        mend = "Look at `df`, `mount` and the kernel's messages (`dmesg`)."
        yield broken(TOPIC, f"Nothing can be written into the data folder: {problem.strerror}.", mend)


def swaps(proc: Path = _PROC, system: Path = Path("/sys")) -> Iterator[Finding]:
    """Look at the swap: keys in memory could be written there."""
    try:
        lines = (proc / "swaps").read_text("utf-8").splitlines()[1:]
    except OSError:
        return
    open_ones = [name for name in (line.split()[0] for line in lines if line.strip()) if not _is_closed(name, system)]
    if open_ones:
        mend = "Turn it off (`swapoff -a`, and its line in /etc/fstab), encrypt it, or use zram."
        yield look("swap", f"Swap is not encrypted as far as one can see: {', '.join(open_ones)}.", mend)
    else:
        yield fine("swap", "No swap that keys could be read from.")


def _is_closed(name: str, system: Path) -> bool:
    device = Path(name).resolve().name
    if device.startswith("zram"):
        return True
    try:
        return (system / "block" / device / "dm" / "uuid").read_text("utf-8").startswith("CRYPT-")
    except OSError:
        return False


def mount_of(path: Path, proc: Path = _PROC) -> Mount | None:
    """The file system that a path lies on; None where the system does not say."""
    if sys.platform != "linux":
        return None
    try:
        lines = (proc / "self" / "mountinfo").read_text("utf-8").splitlines()
    except OSError:
        return None
    there = path.resolve()
    mounts = [one for one in map(_mount, lines) if there.is_relative_to(one.place)]
    return max(mounts, key=lambda one: len(one.place.parts), default=None)


def _mount(line: str) -> Mount:
    """One line of mountinfo (proc(5)): id parent device root PLACE OPTIONS tags … - TYPE source super-options."""
    before, _, after = line.partition(" - ")
    fields = before.split(" ")
    place = fields[4].replace("\\040", " ")
    return Mount(Path(place), after.split(" ")[0], frozenset(fields[5].split(",")))


def _mib(size: int) -> int:
    return size // 2**20
