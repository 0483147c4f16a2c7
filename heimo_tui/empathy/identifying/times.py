"""Finds exact dates and ages in four languages, and offers a coarser word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heimo_tui.empathy.identifying.detail import Detail

_MONTH_EN = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_MONTH_FI = r"(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu\w{0,3}"
_MONTH_ES = r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
_MONTH_PT = r"(?:janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(
    rf"\b{_DAY}(?:st|nd|rd|th)?(?: of)? {_MONTH_EN}\b(?:,? {_YEAR})?"
    rf"|\b{_MONTH_EN}\.? {_DAY}(?:st|nd|rd|th)?\b(?!:|\d|%)(?:,? {_YEAR})?"
    rf"|\b{_DAY}\. ?{_MONTH_FI}(?: {_YEAR})?"
    rf"|\b{_DAY}(?:º|°)? de (?:{_MONTH_ES}|{_MONTH_PT})\b(?: del? {_YEAR})?"
    rf"|\b{_YEAR}-(?:0[1-9]|1[0-2])-{_DAY}\b"
    rf"|\b{_DAY}[./]{_DAY}[./](?:{_YEAR}|\d\d)\b",
    re.IGNORECASE,
)
_FEAST = re.compile(
    r"(?:2[4-6]|31)(?:st|th|\.)?(?: of| de)? (?:dec|joulu|diciembre|dezembro)\w*|dec\w*\.? (?:2[4-6]|31)\w*"
    r"|1(?:st)?(?: of)? jan\w*|jan\w*\.? 1(?:st)?|feb\w*\.? 14\w*|14(?:th)?(?: of)? feb\w*|july? 4\w*|4th of july"
    r"|oct\w*\.? 31\w*",
    re.IGNORECASE,
)
_UNIT = (
    r"(?!\w|[.,]\d|:\d| ?(?:%|percent|minutes?|mins?|hours?|hrs?|weeks?|wks?|days?|months?|mo\b|km|kilos?|kg"
    r"|lbs?|pounds|cm|feet|ft|miles?|times|steps|points|kids|children|people|years? (?:sober|clean|in\b|into|away|late"
    r"|behind|married|deep|free|out)|seconds|euros?|dollars|percento|floors|out of))"
)
_AGE = re.compile(
    rf"\b(?:i(?:'m| am|\u2019m|m)|im|i just turned|turned|turning|aged|age|i was|(?:he|she)(?:'s| is|\u2019s)|(?:son"
    rf"|daughter|husband|wife|boy|girl|mother|father|mum|mom|dad|partner|boyfriend|girlfriend|brother"
    rf"|sister)(?: is|,| \()?) (?:only |just |already |a |now |almost |nearly )*(?P<en>\d{{1,3}}){_UNIT}"
    r"|\b(?P<old>\d{1,3})[ -]?(?:years?[ -]old|yrs? old|year[ -]?old|y/?o)\b"
    r"|\b(?P<sex>\d{2}) ?[/,]? ?(?:[MFmf]|NB|nb|female|male|woman|man)\b"
    r"|\b[MFmf] ?/? ?(?P<xes>\d{2})\b"
    r"|\b(?P<fi>\d{1,3})[ -]?(?:vuotia\w*|-?v\b|vee\b|vuotta vanha)"
    r"|\b(?:tengo|tiene|tenho|tem|cumplí|fiz|faço|con|aos|a los) (?P<lat>\d{1,3}) (?:años"
    r"|anos)\b(?! (?:de (?:experiencia|casad|casa|servicio|trabajo|trabalho)|sobri|limpi|trabaj|trabalh|casad))",
    re.IGNORECASE,
)
_OLDEST = 120
_GROWN = 20
_TEEN = 13


def find(paragraph: str) -> Iterator[Detail]:
    """Yield exact dates (holidays apart) and ages; ages carry a coarser word for the alternative."""
    if not any(character.isdigit() for character in paragraph):
        return
    for match in _DATE.finditer(paragraph):
        if not _FEAST.match(match.group()):
            yield Detail("exact_date", *match.span(), "date")
    for match in _AGE.finditer(paragraph):
        years = int(next(number for number in match.groups() if number))
        if 0 < years <= _OLDEST:
            yield Detail("exact_age", *match.span(), "age", slots=(("coarse", _coarse(years)),))


def _coarse(years: int) -> str:
    """Return the message id that tells an age without giving it away."""
    if years < _TEEN:
        return "age.child"
    if years < _GROWN:
        return "age.teen"
    return f"age.{min(years // 10, 9) * 10}"
