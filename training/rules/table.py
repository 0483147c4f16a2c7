"""Writes the table of the words that the rules' patterns need."""

from __future__ import annotations

import importlib
import pkgutil
import textwrap
from collections.abc import Iterator

import heimo_tui.empathy
from heimo_tui.empathy.phrases.lazy import Phrases, name_of, wrapped
from training.rules.needed import needed_by

_HEAD = '''"""The words of which every match of a pattern holds at least one, by the pattern's name; see training/rules.

Derived: after a change to a rule run `python -m training.rules`, and never change this file by hand.
"""

from typing import Final

_TABLE = """
'''
_TAIL = '''
"""

TRIGGERS: Final = {
    name: words for name, _, words in (row.partition(" ") for row in " ".join(_TABLE.split()).split("; "))
}
"""The words, separated by spaces, by the name of the source (`lazy.name_of`); beyond a bar, one is needed too."""
'''


def rules() -> Iterator[Phrases]:
    """Yield every pattern of the rules, in the order of their modules."""
    for found in sorted(pkgutil.walk_packages(heimo_tui.empathy.__path__, "heimo_tui.empathy."), key=lambda m: m.name):
        for value in vars(importlib.import_module(found.name)).values():
            if isinstance(value, Phrases):
                yield value


def sources() -> tuple[str, ...]:
    """Return every pattern source of the rules once."""
    return tuple(dict.fromkeys(source for pattern in rules() for source in pattern.sources))


def module() -> str:
    """Return the whole text of the table's module."""
    needed = ((name_of(source), needed_by(wrapped(source))) for source in sources())
    rows = "; ".join(f"{name} {' | '.join(' '.join(sorted(words)) for words in sets)}" for name, sets in needed if sets)
    return _HEAD + "\n".join(textwrap.wrap(rows, 118, break_on_hyphens=False)) + _TAIL
