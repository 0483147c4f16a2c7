"""Can anybody but the server's own user read what it keeps?"""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from server_stub.doctor.finding import Finding, broken, fine, look

TOPIC = "permissions"
_SHOWN = 3


def check(data: Path) -> Iterator[Finding]:
    """Look at the modes and owners of the data folder and of all that is in it."""
    if sys.platform == "win32":
        yield look(
            TOPIC, "Windows keeps rights in another way.", "See that only the server's user can open the folder."
        )
        return
    everything = [data, *sorted(data.rglob("*"))]
    open_ones = [path for path in everything if not path.is_symlink() and _mode(path) & 0o077 and not _is_socket(path)]
    if open_ones:
        yield broken(TOPIC, f"Others on this machine can open {_named(open_ones, data)}.", f"`chmod -R go= {data}`")
    strange = [path for path in everything if path.lstat().st_uid != data.stat().st_uid]
    if strange:
        mend = f"`chown -R --reference={data} {data}`"
        yield broken(TOPIC, f"{_named(strange, data)} belongs to another user than the folder.", mend)
    links = [path for path in everything[1:] if path.is_symlink()]
    if links:
        mend = "Let the files themselves lie in the folder, so that their rights are seen."
        yield look(TOPIC, f"{_named(links, data)} leads out of the folder.", mend)
    if data.stat().st_uid == 0:
        mend = "Give the server a user of its own, and the folder to that user."
        yield look(TOPIC, "The folder belongs to root.", mend)
    elif os.geteuid() not in (0, data.stat().st_uid):
        yield look(TOPIC, "The folder belongs to somebody else than you are now.", "Run this as the server's user.")
    if not (open_ones or strange or links):
        yield fine(TOPIC, "Nobody but the folder's owner can open anything in it.")


def _named(paths: list[Path], data: Path) -> str:
    names = [str(path.relative_to(data)) if path != data else "the data folder" for path in paths]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _is_socket(path: Path) -> bool:
    return stat.S_ISSOCK(path.stat().st_mode)
