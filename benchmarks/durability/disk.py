"""A disk that loses its power: what was synced is on it, and of the rest any part, in any order, torn or garbled.

A file is a run of sectors. What was written since its last sync may be on the platter or not, each sector for itself,
in whatever order the disk chose; the sector that was being written may be torn, or hold anything. Nothing outside of
a written range changes (SQLite relies on that, SQLITE_IOCAP_POWERSAFE_OVERWRITE). Names in the folder that were made
or removed since the folder was last synced may have been or not.
"""

import random
from collections import defaultdict
from dataclasses import dataclass, field

SECTOR = 512
"""Bytes that the disk writes at once at best."""

_KEPT = (0.0, 0.05, 0.5, 0.95, 1.0)
_TORN = (0.0, 0.1)
_LONGER = 0.3


@dataclass(frozen=True, slots=True)
class Made:
    """A new file, by its number, under a name."""

    name: str
    file: int


@dataclass(frozen=True, slots=True)
class Removed:
    """A name goes; `synced`: the folder was synced at once."""

    name: str
    synced: bool


@dataclass(frozen=True, slots=True)
class Wrote:
    """Bytes were handed to the system."""

    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Resized:
    """A file was cut, or made longer."""

    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Synced:
    """All that was written to a file is on the disk; `folder`: its name, too."""

    file: int
    folder: bool


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody was told that so many groups of writes are durable."""

    groups: int


Step = Made | Removed | Wrote | Resized | Synced | Said
Piece = Wrote | Resized
"""What a sync makes durable: at most a sector of what was written, or a new size."""


@dataclass(slots=True)
class Platter:
    """What is surely on the disk, and what waits, after the steps that were taken; `lies`: it ignores every sync."""

    lies: bool = False
    said: int = 0
    _files: dict[int, bytearray] = field(default_factory=lambda: defaultdict(bytearray))
    _waiting: dict[int, list[Piece]] = field(default_factory=lambda: defaultdict(list))
    _names: dict[str, int] = field(default_factory=dict)
    _renamed: list[Made | Removed] = field(default_factory=list)

    def begin(self, name: str, file: int, data: bytes) -> None:
        """A file that is there, whole and synced, from the beginning."""
        self._names[name] = file
        self._files[file] += data

    def take(self, step: Step) -> None:
        """Go on by one step."""
        match step:
            case Wrote():
                self._waiting[step.file] += _sectors(step)
            case Resized():
                self._waiting[step.file].append(step)
            case Made():
                self._renamed.append(step)
            case Removed():
                self._renamed.append(step)
                if step.synced:
                    self._sync_names()
            case Synced():
                self._sync(step)
            case Said():
                self.said = step.groups

    @property
    def busy(self) -> bool:
        """Whether anything waits to be synced: a cut now is one in the middle of something."""
        return any(self._waiting.values()) or bool(self._renamed)

    def cut(self, dice: random.Random) -> dict[str, bytes]:
        """The files as they may be found when the power is back."""
        names = dict(self._names)
        for name in sorted({one.name for one in self._renamed}):
            of_name = [one for one in self._renamed if one.name == name]
            for one in of_name[: dice.randint(0, len(of_name))]:
                _rename(names, one)
        return {name: self._torn(file, dice) for name, file in sorted(names.items())}

    def _sync(self, step: Synced) -> None:
        if self.lies:
            return
        for piece in self._waiting.pop(step.file, ()):
            _put(self._files[step.file], piece)
        if step.folder:
            self._sync_names()

    def _sync_names(self) -> None:
        if self.lies:
            return
        for one in self._renamed:
            _rename(self._names, one)
        self._renamed.clear()

    def _torn(self, file: int, dice: random.Random) -> bytes:
        found = bytearray(self._files[file])
        waiting = self._waiting[file]
        kept = list(waiting)
        if dice.random() < 0.5:  # the disk wrote in order, up to a sector that it may have torn
            kept = kept[: dice.randint(0, len(kept))]
            if kept:
                kept[-1] = _damaged(kept[-1], dice)
        else:
            part, torn = dice.choice(_KEPT), dice.choice(_TORN)
            kept = [piece for piece in kept if dice.random() < part]
            kept = [_damaged(piece, dice) if dice.random() < torn else piece for piece in kept]
            dice.shuffle(kept)
        for piece in kept:
            _put(found, piece)
        if dice.random() < _LONGER:  # the new size came to the disk, what belongs there did not
            ends = [piece.offset + len(piece.data) for piece in waiting if isinstance(piece, Wrote)]
            longer = dice.randint(0, max(0, max(ends, default=0) - len(found)))
            found += dice.randbytes(longer) if dice.random() < 0.5 else bytes(longer)
        return bytes(found)


def _sectors(step: Wrote) -> list[Piece]:
    """What the disk writes one by one: the range, cut where sectors end."""
    pieces: list[Piece] = []
    at, end = step.offset, step.offset + len(step.data)
    while at < end:
        stop = min(end, (at // SECTOR + 1) * SECTOR)
        pieces.append(Wrote(step.file, at, step.data[at - step.offset : stop - step.offset]))
        at = stop
    return pieces


def _damaged(piece: Piece, dice: random.Random) -> Piece:
    """Half a sector, or one with anything in its other half."""
    if isinstance(piece, Resized):
        return piece
    at = dice.randint(0, len(piece.data))
    rest = dice.randbytes(len(piece.data) - at) if dice.random() < 0.5 else b""
    return Wrote(piece.file, piece.offset, piece.data[:at] + rest)


def _put(file: bytearray, piece: Piece) -> None:
    if isinstance(piece, Resized):
        del file[piece.size :]
        file += bytes(max(0, piece.size - len(file)))
    elif piece.data:
        file += bytes(max(0, piece.offset - len(file)))
        file[piece.offset : piece.offset + len(piece.data)] = piece.data


def _rename(names: dict[str, int], one: Made | Removed) -> None:
    if isinstance(one, Made):
        names[one.name] = one.file
    else:
        names.pop(one.name, None)
