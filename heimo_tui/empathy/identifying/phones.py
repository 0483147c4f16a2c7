"""Finds phone numbers by the numbering plans of the regions where the text's language is spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from heimo_tui.empathy.identifying.detail import Detail
from heimo_tui.empathy.identifying.lexicon import networks
from heimo_tui.empathy.identifying.words import Words
from heimo_tui.empathy.language import Language

_REGIONS = {
    Language.ENGLISH: ("US", "GB", "IE", "AU", "NZ", "IN", "ZA"),
    Language.FINNISH: ("FI", "SE", "EE"),
    Language.SPANISH: ("ES", "MX", "AR", "CO", "CL", "PE", "UY", "US"),
    Language.PORTUGUESE: ("BR", "PT", "AO"),
    Language.UNKNOWN: ("US", "GB", "FI", "ES", "BR", "PT", "MX", "AR"),
}
_SHORTEST, _LONGEST = 7, 15
_BARE = 8  # so many digits without a plus, a zero or a bracket may as well count something
_CUE_WORDS = 6


@cache
def _digits() -> re.Pattern[str]:
    return re.compile(r"(?<![\w.,/:#€$£-])(?:\+ ?|00)?\(?\d[\d ()./\u2011\u2013-]{5,22}\d(?![\w/:%]|[.,-]\d| ?[€$£])")


@cache
def _no_phone() -> re.Pattern[str]:
    """Dates, spans of years, amounts in thousands, scores, decimals and free or short service numbers."""
    return re.compile(
        r"\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[./-]\d\d?[./-]\d{2,4}|\d{4} ?[-/\u2013] ?\d{4}|\d{1,3}(?:[ .]000){2,}"
        r"|\d+\.\d+|\d{1,2}(?: ?[-\u2013] ?\d{1,2}){1,3}"
        r"|(?:\+?1[ -]?)?\(?(?:800|888|877|866|855|844|833)\)?[ -].*|(?:0800|0808|0300|0900|0600|900|901|902).*"
        r"|(?:\+\d{2,3} ?)?116 ?\d{3}"
    )


def find(words: Words) -> Iterator[Detail]:
    """Yield private phone numbers; help lines and other free services are no secret."""
    text = words.text
    if not words.numeric or sum(map(text.count, "0123456789")) < _SHORTEST:
        return
    for match in _digits().finditer(text):
        written = match.group()
        if _is_phone(written, words, match.start()):
            yield Detail("phone", match.start(), match.end(), "")


def _is_phone(written: str, words: Words, start: int) -> bool:
    digits = _only_digits(written)
    if not _SHORTEST <= len(digits) <= _LONGEST or _no_phone().fullmatch(written):
        return False
    at = next((at for at in range(len(words)) if words.ends[at] > start), len(words))
    cued = not networks.calling().isdisjoint(words.low[max(0, at - _CUE_WORDS) : at + _CUE_WORDS])
    groups = len(re.findall(r"\d+", written))
    international = written.startswith("+")
    leads = written.startswith(("+", "0", "("))
    if not (leads or cued or (groups > 1 and len(digits) > _BARE)):
        return False
    if not (_in_a_plan(written, words.language, valid=not (cued or leads)) or (international and groups > 1)):
        return False
    return not any(digits.endswith(line) for line in _help_lines())


def _in_a_plan(written: str, language: Language, *, valid: bool) -> bool:
    """Whether some region's plan has such a number: a valid one, or one of the right length where words say so."""
    import phonenumbers  # noqa: PLC0415 - takes 20 ms, and few texts have a number

    for region in _REGIONS[language]:
        try:
            number = phonenumbers.parse(written, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number) or (not valid and phonenumbers.is_possible_number(number)):
            return True
    return False


def warm() -> None:
    """Load the numbering plans and the help lines now, so that the first number in a draft does not wait for them."""
    _help_lines()
    _in_a_plan("1", Language.ENGLISH, valid=True)


@cache
def _help_lines() -> frozenset[str]:
    """Return the numbers of all help lines that the program knows, digits only."""
    from heimo_tui.core.care import load_countries  # noqa: PLC0415 - brings a parser along that few texts need

    return frozenset(
        digits
        for country in load_countries()
        for line in country.lines
        for written in (*line.call, line.text)
        if len(digits := _only_digits(written).lstrip("0")) >= _SHORTEST - 1
    )


def _only_digits(written: str) -> str:
    return "".join(character for character in written if character.isdigit())
