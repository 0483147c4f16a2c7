"""Turns lists of phrases into one pattern each."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SPACE = re.compile(r" (\?)?")


def alternation(phrases: Iterable[str]) -> str:
    """Return pattern source that matches any of the literal phrases, the longest first.

    A space in a phrase matches any run of white space. Shared beginnings are factored out, which keeps a list of a
    few hundred phrases about as fast as one.
    """
    root: dict[str, dict] = {}  # type: ignore[type-arg]  # a trie's type is recursive, which mypy cannot say here
    for phrase in phrases:
        node = root
        for character in phrase:
            node = node.setdefault(character, {})
        node[""] = {}
    return _source(root)


def _source(node: dict[str, dict]) -> str:  # type: ignore[type-arg]  # as above
    branches = [
        (r"\s+" if character == " " else re.escape(character)) + _source(child)
        for character, child in node.items()
        if character
    ]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{joined})?" if "" in node else joined


def any_of(*phrases: str) -> re.Pattern[str]:
    """Compile literal phrases into a pattern that matches them as whole words."""
    return re.compile(rf"(?<!\w)(?:{alternation(phrases)})(?!\w)")


def pattern(*sources: str) -> re.Pattern[str]:
    """Compile pattern sources into one that matches any of them as whole words; a space matches any white space."""
    joined = "|".join(_SPACE.sub(lambda match: r"\s*" if match.group(1) else r"\s+", source) for source in sources)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)")


def words(listed: str) -> tuple[str, ...]:
    """Return the words of a list that is written with white space between them."""
    return tuple(listed.split())
