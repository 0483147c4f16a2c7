"""The care plan: three things a person writes down for hard hours, kept together as one note."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

_BETWEEN = "\n\f\n"
"""Stands between the parts of a note; nobody types a form feed."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What helps, who can be asked, where one can go; any of them may be empty."""

    helps: str = field(default="", repr=False)
    who: str = field(default="", repr=False)
    where: str = field(default="", repr=False)

    @classmethod
    def read(cls, note: str) -> Plan:
        """The plan in a note; one that was written before there were parts tells what helps."""
        parts = note.split(_BETWEEN)
        if len(parts) != len(fields(cls)):
            return cls(note.replace("\f", ""))
        return cls(*parts)

    def note(self) -> str:
        """The plan as one note, which `read` takes apart again; empty where nothing is written."""
        parts = [part.replace("\f", "") for part in (self.helps, self.who, self.where)]
        if not any(parts[1:]):
            return parts[0]
        return _BETWEEN.join(parts)

    def __bool__(self) -> bool:
        """Whether anything is written."""
        return bool((self.helps + self.who + self.where).strip())
