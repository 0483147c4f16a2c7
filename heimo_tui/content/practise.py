"""Invented posts to practise on, from the data file that ships with the program."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from heimo_protocol.events import Need


@dataclass(frozen=True, slots=True)
class Situation:
    """A post of an invented person, and what helps to answer it.

    `id` is its name in the corpus, `about` a word or two. `feel` and `ask` end sentences that begin "You could name"
    and "You could ask". `example` is a reply of somebody who is good at it.
    """

    id: str
    about: str
    need: Need
    post: str
    feel: str
    ask: str
    example: str


@lru_cache(maxsize=1)
def situations() -> tuple[Situation, ...]:
    """All of them, so ordered that neighbours tell of different things."""
    text = resources.files(__package__).joinpath("practise.toml").read_text("utf-8")
    return tuple(
        Situation(**{**row, "need": Need(row["need"])})  # the file's keys are the fields
        for row in tomllib.loads(text)["situation"]
    )
