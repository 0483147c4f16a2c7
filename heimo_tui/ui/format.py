"""Text of others made safe to show: nothing hidden, a small markup, links that say where they lead."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from textual.content import Content

_HIDDEN: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0e\ufeff\uffa0\ufff0-\uffff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINED_EMOJI: Final = re.compile(
    "(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2600-\u27bf\U0001f000-\U0001faff])"
)
_STACK: Final = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
"""More marks on one letter than any language needs: a terminal draws them over the lines of others."""
_LIST: Final = re.compile(r"^\s{0,3}([-*•]|\d{1,2}[.)])\s+")
_QUOTE: Final = re.compile(r"^\s{0,3}>\s?")
_INLINE: Final = re.compile(
    r"\*\*(?P<strong>[^\s*](?:[^*]*[^\s*])?)\*\*"
    r"|(?<![\w*])\*(?P<star>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<low>[^\s_](?:[^_]*[^\s_])?)_(?![\w_])"
    r"|\[(?P<label>[^\]\n]{1,200})\]\((?P<target>[^()\s]{1,500})\)"
    r"|(?P<url>\bhttps?://[^\s<>\"]+)"
)
_SENTENCE: Final = re.compile(r"\s*(\S.*?(?:[.!?…]+[\"'\u201d\u2019)]*(?=\s|$)|(?=\n\s*\n)|$))", re.DOTALL)
TAB: Final = "    "


def shown(text: str) -> str:
    """The text with every control, bidi and zero-width character as a mark that can be seen.

    Line feeds stay, tabs become spaces; a joiner inside an emoji stays, since it is part of the picture. Of marks piled
    on one letter the first few stay.
    """
    text = _STACK.sub(r"\1", text).replace("\ue000", "").replace("\t", TAB)
    return _HIDDEN.sub(_mark, _JOINED_EMOJI.sub("\ue000", text)).replace("\ue000", "\u200d")


def one_line(text: str) -> str:
    """`shown`, with every run of white space as one space."""
    return " ".join(shown(text).split())


def title_line(text: str) -> str:
    """The first line of a post that says something, without its markup."""
    first = next((line for line in shown(text).split("\n") if line.strip()), "")
    return " ".join(_inline(_QUOTE.sub("", first)).plain.split())


def _mark(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"⟨{code:04X}⟩"


def first_sentence(text: str) -> tuple[int, int]:
    """Where the first sentence stands, in code points; all of the text where it has no end mark."""
    found = _SENTENCE.match(text)
    return found.span(1) if found else (0, len(text))


def find_words(text: str, words: str) -> tuple[int, int] | None:
    """Where `words`, as selected on a screen, stand in `text`; white space may differ."""
    parts = [re.escape(part) for part in words.split()]
    found = re.search(r"[\s>*_-]+".join(parts), text) if parts else None
    return found.span() if found else None


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    first: str = ""
    rest: str = ""
    style: str = ""


def post_lines(text: str, width: int) -> list[Content]:
    """A post laid out for `width` cells: paragraphs, quotes, lists, emphasis, and links with their target.

    Styles are classes of the theme's variables, so that a new theme needs no new layout.
    """
    lines: list[Content] = []
    for block in _blocks(shown(text)):
        if not block.text:
            if lines and lines[-1].plain:
                lines.append(Content(""))
            continue
        inner = _inline(block.text)
        if block.style:
            inner = inner.stylize_before(block.style)
        room = max(8, width - len(block.first))
        for number, line in enumerate(inner.wrap(room)):
            lead = Content.styled(block.rest if number else block.first, "$faint")
            lines.append(Content.assemble(lead, line.rstrip()))
    while lines and not lines[-1].plain:
        lines.pop()
    return lines


def _blocks(text: str) -> Iterator[_Block]:
    for line in text.split("\n"):
        if not line.strip():
            yield _Block("")
        elif quote := _QUOTE.match(line):
            yield _Block(line[quote.end() :] or " ", "▎ ", "▎ ", "$quiet")
        elif item := _LIST.match(line):
            sign = "•" if item[1] in "-*•" else item[1]
            yield _Block(line[item.end() :], f" {sign} ", " " * (len(sign) + 2))
        else:
            yield _Block(line.strip())


def _inline(text: str) -> Content:
    pieces: list[Content | str] = []
    at = 0
    for found in _INLINE.finditer(text):
        pieces.append(text[at : found.start()])
        pieces.append(_styled(found))
        at = found.end()
    pieces.append(text[at:])
    return Content("").join([piece if isinstance(piece, Content) else Content(piece) for piece in pieces if piece])


def _styled(found: re.Match[str]) -> Content:
    if found["strong"] is not None:
        return Content.styled(found["strong"], "bold")
    if found["url"] is not None:
        return Content.styled(found["url"], "underline")
    if found["label"] is not None:
        return Content.assemble(found["label"], (f" ⟨{found['target']}⟩", "$quiet"))
    return Content.styled(found["star"] if found["star"] is not None else found["low"], "italic")
