"""Is the clock right? Requests carry the server's time, retention counts its days, and invites end by it."""

import ctypes
import ctypes.util
import sys
from collections.abc import Iterator
from pathlib import Path

from server_stub.doctor.finding import Finding, broken, fine, look
from server_stub.transport.replay import FILE

TOPIC = "time"
_AHEAD_SECONDS = 300
_UNSYNCHRONISED = 0x40  # STA_UNSYNC of <sys/timex.h>
_LATEST_BEFORE_PROGRAM = 1_767_225_600  # 2026-01-01: no server ran before that
_MEND = "Let the machine keep its time by itself: `timedatectl set-ntp true`, or install chrony."


def check(data: Path, now: float) -> Iterator[Finding]:
    """Look at the clock; `now` is what it says, in unix seconds."""
    if now < _LATEST_BEFORE_PROGRAM:
        yield broken(TOPIC, "The clock is years behind.", _MEND)
        return
    least = _least_time(data)
    if least is not None and least > now + _AHEAD_SECONDS:
        minutes = int(least - now) // 60
        yield broken(
            TOPIC,
            f"The clock stands {minutes} minutes before the server's last start: it was put back, or was wrong then.",
            f"{_MEND} If it is right now, the server takes signed requests again in {minutes} minutes.",
        )
    match _is_synchronised():
        case True:
            yield fine(TOPIC, "The machine keeps its clock right by the network.")
        case False:
            yield look(TOPIC, "Nothing keeps the machine's clock right.", _MEND)
        case None:
            yield fine(TOPIC, "This system does not tell whether its clock is kept right.")


def _least_time(data: Path) -> int | None:
    """The least time of requests that the last start of a server noted."""
    try:
        return int((data / FILE).read_text("ascii"))
    except (OSError, ValueError):
        return None


class _Timex(ctypes.Structure):
    """The head of Linux's `struct timex`; the kernel writes more than is named here."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_byte * 256),
    )


def _is_synchronised() -> bool | None:
    """What the kernel was told by whoever sets its clock; None where it cannot be asked."""
    if sys.platform != "linux":
        return None
    try:
        library = ctypes.CDLL(ctypes.util.find_library("c") or "libc.so.6", use_errno=True)
        state = _Timex()
        if library.adjtimex(ctypes.byref(state)) < 0:
            return None
    except (OSError, AttributeError):
        return None
    return not state.status & _UNSYNCHRONISED
