"""Recognises which of four languages a paragraph is written in, by its commonest words and letters."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache


class Language(StrEnum):
    """A language the check knows something about; the values are BCP 47 tags."""

    ENGLISH = "en"
    FINNISH = "fi"
    SPANISH = "es"
    PORTUGUESE = "pt"
    UNKNOWN = "und"


_COMMON = {
    Language.ENGLISH: """the and you that was for are with his they this have from not but what all were when your can
        said there use each which she how their will other about out many then them these some would make like him
        into time has look two more write see my is it it's i'm i am of to in do don't me been just know feel so""",
    Language.FINNISH: """ja on ei en se hän minä sinä olen olet oli että kun mutta niin vain kuin myös nyt mikä mitä
        joka jos ovat minun sinun minua sinua mä sä mun sun oon oot kiitos ole mulla sulla minulla sinulla
        enää ihan tosi vielä aina koko tämä tää nämä sitä siitä tästä mitään kaikki kukaan itse olla tuntuu haluan""",
    Language.SPANISH: """el los las una y que del es muy pero con por para mi tu yo estoy eres soy está no me te lo
        más como cuando todo nada también porque hay ya fue gracias mis tus siento puedo qué ella ellos hoy
        tengo tienes hace años desde sin sobre así eso esto nadie le se su la de un en""",
    Language.PORTUGUESE: """o os uma e que do da não muito mas com por para meu minha você eu estou é sou está me te
        mais como quando tudo nada também porque há já foi obrigado obrigada seus tenho tem faz anos desde
        sem sobre assim isso isto ninguém lhe se ele ela vou sinto posso pra tô ao na no em um de""",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_LETTERS = (
    (re.compile(r"[ñ¿¡]"), Language.SPANISH),
    (re.compile(r"[ãõç]|lh[aeo]\b|nh[aeo]\b"), Language.PORTUGUESE),
    (re.compile(r"ää|öö|yy|[aeiou]{2}n\b|ssa\b|ssä\b|lla\b|llä\b"), Language.FINNISH),
)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_ENOUGH = 2  # one common word alone ("no", "me") belongs to several languages


@lru_cache(maxsize=512)
def recognise(norm: str) -> Language:
    """Return the language of a lower-case text, or UNKNOWN where too little speaks for any one of them."""
    words = _WORD.findall(norm)[:200]
    scores = {language: float(sum(word in common for word in words)) for language, common in _WORDS.items()}
    for letters, language in _LETTERS:
        if scores[language]:
            scores[language] += min(len(letters.findall(norm)), 6) / 2
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    (best, score), (_, second) = ranked[0], ranked[1]
    return best if score >= _ENOUGH and score > second else Language.UNKNOWN
