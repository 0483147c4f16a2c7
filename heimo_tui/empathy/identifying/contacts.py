"""Finds ways to reach somebody: e-mail, phone, handle, link and street address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heimo_tui.empathy.identifying.detail import Detail

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@| ?[\[(]at[\])] ?)[\w-]{1,63}(?:(?:\.| ?[\[(]dot[\])] ?)[\w-]{2,63}){1,4}"
)
_LINK = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"')\]]{2,300}"
    r"|(?<![\w@.-])[a-z0-9-]{2,63}\.(?:com|org|net|io|me|fi|es|pt|br|com\.br|co\.uk|uk|de|fr|eu|gg|ly|tv|app|blog)(?:/[^\s<>\"')\]]{1,200})?(?![\w.@-])",
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"(?<![\w@./])@(?![a-z]+-[a-z]+\b)[A-Za-z_][\w.]{1,40}\b"
    r"|(?<![\w/])/?u/[A-Za-z0-9_-]{3,30}\b"
    r"|\b\w{2,32}#\d{4}\b"
)
_HANDLE_CUE = re.compile(
    r"\b(?:instagram|insta|ig|snapchat|snap|telegram|tg|discord|twitter|tiktok|facebook|fb|kik|whatsapp|skype"
    r"|steam|reddit|linkedin|signal|onlyfans)"
    r"(?: (?:is|on|handle|user|username|name|account|tunnus|usuario|usuário|es|é|on))*(?:: ?| is | es | é | on "
    r"|-)\s?(?P<handle>[A-Za-z0-9_.@-]{3,32})",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w.,/:#€$£-])(?:\+|00)?\(?\d[\d ()./-]{5,22}\d(?![\w/:-])(?!\.\d)")
_DATE_LIKE = re.compile(
    r"\d{4}-\d\d?-\d\d?|\d\d?[./-]\d\d?[./-]\d{2,4}|\d{4} ?[-/] ?\d{4}|\d\d?-\d\d?|\d{1,3}(?:[ .]\d{3})+"
)
_FREE = re.compile(r"(?:1[ -]?)?(?:800|888|877|866|855|844|833|0800|0808|900|116)\b|0?800|\+?\d{0,3} ?116")
_PHONE_CUE = re.compile(
    r"\b(?:call|phone|cell|number|text|mobile|ring|reach|whatsapp|tel|puh|puhelin|numero|numeroni|soita|teléfono"
    r"|móvil|llám|telefone|celular|liga|zap|número)\w*\W+(?:\w+\W+){0,4}$",
    re.IGNORECASE,
)
_NAME = r"[A-ZÅÄÖÁÉÍÓÚÑÇÃÕÂÊÔ][\w'\u2019-]*"
_OF = r"(?:de|del|la|las|los|da|do|das|dos|e|y|of|the|d['\u2019]|St\.?)"
_ADDRESS = re.compile(
    rf"\b\d{{1,5}}[a-zA-Z]?,? (?:{_NAME} ){{1,4}}(?:[Ss]treet|[Ss]t|[Rr]oad|[Rr]d|[Aa]venue|[Aa]ve|[Ll]ane|[Ll]n"
    rf"|[Dd]rive|[Dd]r|[Bb]oulevard|[Bb]lvd|[Cc]ourt|[Cc]t|[Ww]ay|[Pp]lace|[Ss]quare|[Tt]errace|[Cc]lose"
    rf"|[Cc]rescent|[Pp]arkway|[Gg]ardens|[Hh]ill)\b\.?"
    rf"|\b{_NAME}(?:katu|kadun|kadulla|tie|tiellä|kuja|kujalla|polku|polulla|raitti|aukio|kaari|väylä|penger|ranta"
    rf"|rinne) \d{{1,4}}(?: ?[A-Za-z](?: ?\d{{1,3}})?)?\b"
    rf"|\b(?:[Cc]alle|[Aa]venida|[Aa]vda\.?|[Pp]laza|[Pp]aseo|[Cc]arrer|[Cc]amino|C/|[Rr]ua|[Aa]v\.|[Tt]ravessa"
    rf"|[Pp]raça|[Aa]lameda|[Ee]strada|[Ll]argo) (?:{_OF} )*{_NAME}(?: (?:{_OF} )*{_NAME}){{0,4}},? ?(?:n[ºo°.]? ?"
    rf"|número )?\d{{1,5}}\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
    rf"|\b\d{{5}} {_NAME}(?= ?[,.]|$)"
    r"|\b\d{5}-\d{3}\b"
    r"|\b[A-Z]{2} \d{5}(?:-\d{4})?\b"
)


def find(paragraph: str) -> Iterator[Detail]:
    """Yield the contacts in a paragraph; one stretch of text is told once."""
    taken: list[tuple[int, int]] = []
    for code, match, group in _candidates(paragraph):
        start, end = match.span(group)
        if all(end <= begin or start >= stop for begin, stop in taken):
            taken.append((start, end))
            yield Detail(code, start, end, "place" if code == "address" else "")


def _candidates(text: str) -> Iterator[tuple[str, re.Match[str], int | str]]:
    has_digit = any(character.isdigit() for character in text)
    for match in _EMAIL.finditer(text) if "@" in text or "at" in text else ():
        yield "email", match, 0
    for match in _LINK.finditer(text) if "." in text else ():
        yield "link", match, 0
    for match in _HANDLE.finditer(text) if "@" in text or "/" in text or "#" in text else ():
        yield "handle", match, 0
    for match in _HANDLE_CUE.finditer(text):
        if any(not character.isalpha() for character in match["handle"]) or ":" in match.group():
            yield "handle", match, "handle"
    if has_digit:
        for match in _ADDRESS.finditer(text):
            yield "address", match, 0
        for match in _PHONE.finditer(text):
            if _is_phone(text, match):
                yield "phone", match, 0


def _is_phone(text: str, match: re.Match[str]) -> bool:
    """Tell a private number from dates, amounts, years and free help lines; no numbering plan is consulted."""
    written = match.group()
    digits = sum(character.isdigit() for character in written)
    if not 7 <= digits <= 15 or _DATE_LIKE.fullmatch(written) or _FREE.match(written):
        return False
    grouped = any(character in " -()./" for character in written.strip())
    leading = written.startswith(("+", "0", "("))
    if leading or _PHONE_CUE.search(text[max(0, match.start() - 60) : match.start()]):
        return True
    return grouped and digits >= 9 and len(re.findall(r"\d{2,}", written)) >= 3
