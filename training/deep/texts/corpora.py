"""Gathers all that is learned from, and says which sources weigh how much in the choice of word pieces."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from training.deep.texts import own, public
from training.deep.texts.examples import Example, Task

_SLIGHT = {"toxic": 0.25, "harmless": 0.25, "calm": 1.0, "AskParents": 1.0, "needadvice": 1.0}  # others: _WEIGHTY
_WEIGHTY = 3.0  # replies and posts of people who support each other


def gather(data: Path, corpus: Path, epitome: bool) -> list[Example]:
    """Return all examples of the public sets in `data` and of the project's `corpus`, with or without EPITOME.

    Without it the levels of the corpus's authors are learned instead of its raters'.
    """
    found = list(public.epitome(data)) if epitome else []
    for read in (public.toxicity, public.calm, public.advice):
        found += read(data)
    found += own.replies(corpus, graded=not epitome)
    for read_own in (own.posts, own.look_again, own.care):
        found += read_own(corpus)
    return [example for example in found if not example.text.isspace() and example.text]


def weighed(examples: list[Example]) -> Iterator[tuple[str, float]]:
    """Yield every text once with its weight; sentences that are part of another text are left out."""
    for example in examples:
        if example.task is not Task.WORDS:
            yield example.text, _SLIGHT.get(example.source.split(".")[0], _WEIGHTY)
