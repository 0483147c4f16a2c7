"""Crisis lines and the words around them, read from the data files that ship with the program, never from a network."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any, Final

LANGUAGES: Final = ("en", "fi", "es", "pt")
ANYWHERE: Final = "ZZ"
_LINE_FILES: Final = ("lines_europe.toml", "lines_americas.toml", "lines_elsewhere.toml")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence in one or more interface languages; English is always there."""

    by_language: Mapping[str, str]

    def say(self, language: str) -> str:
        """The sentence in `language` ("fi", "pt_BR", ...), else in English."""
        return self.by_language.get(language[:2].lower(), self.by_language["en"])


@dataclass(frozen=True, slots=True)
class Line:
    """One place that answers: numbers as people dial them, empty where there is none.

    `always` means at any hour; otherwise `hours` says when. `text_hint` says which word to send or through what. Both
    are None where there is nothing to say. `languages` are ISO 639-1 codes. `site` is the organisation's own address.
    `checked` tells how the number was confirmed on `verified`: "stored copy" when it stands in a stored copy of the
    page `source` (its hours there too, or generally known), "known" when it is generally known, and `source` is the
    organisation's own site, which was not opened. Nothing was dialled.
    """

    name: str
    what: Phrase
    call: tuple[str, ...]
    text: str
    text_hint: Phrase | None
    chat: str
    always: bool
    hours: Phrase | None
    languages: tuple[str, ...]
    site: str
    source: str
    checked: str
    verified: date


@dataclass(frozen=True, slots=True)
class Emergency:
    """A number for danger right now, and who comes."""

    number: str
    what: Phrase


@dataclass(frozen=True, slots=True)
class Country:
    """Lines of one country; `code` is ISO 3166-1 alpha-2, or "ZZ" for anywhere else."""

    code: str
    name: Phrase
    emergency: tuple[Emergency, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Barrier:
    """Something that keeps a person from reaching out, in their words, and an answer to just that."""

    key: str
    reason: str
    answer: str


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words around the lines. `read` and `known` have a `{day}` in them."""

    country: str
    lines: str
    call: str
    text: str
    chat: str
    read: str
    known: str
    where: str


@dataclass(frozen=True, slots=True)
class PlanWords:
    """The words around the care plan: its name, its three questions with a hint for each, and what is kept beside."""

    name: str
    hint: str
    helps: str
    helps_hint: str
    who: str
    who_hint: str
    where: str
    where_hint: str
    about: str
    kept: str
    none_kept: str


@dataclass(frozen=True, slots=True)
class Words:
    """What the care screen says in one language: the calm sentence first, then the barriers.

    `languages` names the languages of the lines by their ISO 639-1 codes.
    """

    language: str
    calm: str
    question: str
    always: str
    places: PlaceWords
    plan: PlanWords
    languages: Mapping[str, str]
    barriers: tuple[Barrier, ...]

    def spoken(self, line: Line) -> str:
        """In which languages a line answers."""
        return ", ".join(self.languages.get(code, code) for code in line.languages)


def load_words(language: str) -> Words:
    """Words of the care screen in `language`, or in English where there is no translation."""
    short = language[:2].lower()
    raw = _read(f"words_{short if short in LANGUAGES else 'en'}.toml")
    barriers = tuple(Barrier(b["key"], b["reason"], b["answer"]) for b in raw["barrier"])
    return Words(
        language=raw["language"],
        calm=raw["calm"],
        question=raw["question"],
        always=raw["always"],
        places=PlaceWords(**raw["places"]),
        plan=PlanWords(**raw["plan"]),
        languages=raw["languages"],
        barriers=barriers,
    )


def load_countries() -> tuple[Country, ...]:
    """Every country in the data, by English name, with "anywhere else" last."""
    found = [_country(raw) for file in _LINE_FILES for raw in _read(file)["country"]]
    return tuple(sorted(found, key=lambda c: (c.code == ANYWHERE, c.name.say("en"))))


def country_for(countries: tuple[Country, ...], code: str) -> Country:
    """The country with this code, else "anywhere else"; raises LookupError if the data has neither."""
    by_code = {c.code: c for c in countries}
    return by_code.get(code.upper()) or by_code[ANYWHERE]


def _read(file: str) -> dict[str, Any]:
    path = resources.files("heimo_tui.core").joinpath("care_data", file)
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _country(raw: dict[str, Any]) -> Country:
    emergency = tuple(Emergency(e["number"], Phrase(e["what"])) for e in raw["emergency"])
    return Country(raw["code"], Phrase(raw["names"]), emergency, tuple(_line(x) for x in raw["line"]))


def _phrase(raw: dict[str, str] | None) -> Phrase | None:
    return None if raw is None else Phrase(raw)


def _line(raw: dict[str, Any]) -> Line:
    return Line(
        name=raw["name"],
        what=Phrase(raw["what"]),
        call=tuple(raw.get("call", ())),
        text=raw.get("text", ""),
        text_hint=_phrase(raw.get("text_hint")),
        chat=raw.get("chat", ""),
        always=raw.get("always", False),
        hours=_phrase(raw.get("hours")),
        languages=tuple(raw["languages"]),
        site=raw["site"],
        source=raw["source"],
        checked=raw["checked"],
        verified=raw["verified"],
    )
