"""Words for who somebody is by birth, faith, body, love or age: they name nobody, and they are no verdict.

The check says the same of a sentence whichever of these stands in it. The table is short on purpose: what a rule needs
is that a word belongs here, not what it means.
"""

from __future__ import annotations

import re
from functools import cache

from heimo_tui.empathy.phrases import alternation, words, words_in
from heimo_tui.empathy.phrases.varieties import Standard, rewritten

PERSON = alternation(
    words(
        """man woman person people girl boy guy lady teen teenager teenage kid child adult student mother father mum mom
        dad parent parents men women trans gay lesbian bisexual queer user one"""
    )
)
"""Pattern source: a word for a person, after an adjective that says what somebody is ("a blind man")."""


_QUALITIES = words(
    """trans transgender nonbinary non-binary straight gay bisexual bi asexual queer able-bodied disabled blind deaf
    autistic bipolar schizophrenic young old elderly middle-aged teenage poor rich homeless fat thin foreign refugee
    immigrant ordinary normal recovering sex drug wheelchair"""
)
_PERSONS = words(
    """man woman person boy girl guy lady mother father lesbian atheist believer immigrant migrant refugee teenager teen
    pensioner user worker addict"""
)
_GOES_ON = words("and or but too in like who to for is on as you made moved at with has was that here because")


@cache
def peoples() -> frozenset[str]:
    """Nations, ethnic groups, languages and faiths in English, which writes them with capitals; no plurals."""
    return frozenset(
        words(
            """
            african afrikaner afro-american afghan albanian algerian american amish angolan anglican arab arabic
            argentine argentinian armenian asian austrian australian azerbaijani azeri baha'i bahamian balinese
            bangladeshi baptist basque belarusian belgian bengali berber black bolivian bosnian brazilian brit briton
            british buddhist bulgarian burmese calvinist cambodian cameroonian canadian cantonese catalan catholic
            chicana chicano chilean chinese christian colombian congolese coptic croat croatian cuban cypriot czech dane
            danish dominican druze dutch ecuadorian egyptian english eritrean estonian ethiopian european evangelical
            filipina filipino finn finnish flemish french gambian georgian german ghanaian greek guatemalan gujarati
            gypsy haitian han hausa hawaiian hebrew hindi hindu hispanic hmong honduran hungarian icelander icelandic
            igbo indian indigenous indonesian inuit iranian iraqi irish islamic israeli italian ivorian jain jamaican
            japanese jew jewish jordanian kazakh kenyan korean kosovar kurd kurdish kuwaiti lao laotian latin latina
            latino latinx latvian lebanese liberian libyan lithuanian lutheran macedonian malagasy malawian malay
            malaysian maltese mandarin maori māori maya mennonite methodist mexican moldovan mongolian montenegrin
            moravian mormon moroccan mozambican muslim namibian native navajo nepalese nepali nicaraguan nigerian
            norwegian orthodox pakistani palestinian panamanian paraguayan pashtun pentecostal persian peruvian pole
            polish portuguese presbyterian protestant punjabi quaker quechua rastafarian rohingya roma romani romanian
            russian rwandan salvadoran samoan sámi sami saudi scandinavian scot scottish senegalese serb serbian
            shia shiite sikh singaporean sinhalese slav slavic slovak slovene slovenian somali spaniard spanish
            sri-lankan sudanese sufi sunni swahili swede swedish swiss syrian taiwanese tamil tanzanian taoist tatar
            thai tibetan tongan traveller tunisian turk turkish ugandan ukrainian unitarian urdu uruguayan uyghur uzbek
            venezuelan vietnamese welsh white wiccan yazidi yemeni yiddish yoruba zambian zimbabwean zoroastrian zulu
            englishman englishwoman frenchman frenchwoman irishman irishwoman scotsman scotswoman welshman
            welshwoman dutchman dutchwoman
            """
        )
    )


@cache
def also_things() -> frozenset[str]:
    """Words of `peoples` that are said of things besides: they tell an origin only of a person."""
    return frozenset(words("black white native latin pole traveller jain han orthodox mandarin tongan"))


@cache
def also_names() -> frozenset[str]:
    """Words of `peoples` that are given names or places besides: only what stands beside them settles it."""
    return frozenset(words("finn dane christian german roma maya jain han scot sami"))


def is_identity(word: str) -> bool:
    """Whether the lower-case word is in `peoples`, also as a plural or with "'s"."""
    return not _forms(word).isdisjoint(peoples())


def is_surely_identity(word: str) -> bool:
    """Whether it is, and is no given name besides."""
    return not (_forms(word) & peoples()).isdisjoint(peoples() - also_names())


def _forms(word: str) -> frozenset[str]:
    bare = word.removesuffix("'s")
    return frozenset((word, bare, bare.removesuffix("s"), bare.removesuffix("es")))


def neutral(plain: str) -> Standard | None:
    """Return a lower-case text with "a person" for who somebody is ("a Muslim woman"), or None where nothing is named.

    For trained readers, which learn from texts what is said beside a name of a group, and would hold it against it.
    """
    if words_in(plain).isdisjoint(_telling()):
        return None
    edits = tuple((*match.span(), "a person") for match in _named().finditer(plain) if match.group() != "a person")
    return rewritten(plain, edits) if edits else None


@cache
def _telling() -> frozenset[str]:
    """Words without one of which nothing is named."""
    return frozenset(part for word in (*_PERSONS, *peoples(), "from") for part in re.findall(r"\w+", word))


@cache
def _named() -> re.Pattern[str]:
    which = alternation((*_QUALITIES, *peoples()))
    alone = rf"{alternation(peoples())}(?=\W*$|[,.;:!?]| (?:{alternation(_GOES_ON)})\b)"
    return re.compile(
        rf"\b(?:some(?:body|one) from (?:here|abroad)|an? (?:(?:{which}) ){{0,3}}(?:{alternation(_PERSONS)}|{alone})"
        r"(?: with (?:down syndrome|schizophrenia|psychosis|autism|adhd))?)(?![\w'-])"
    )
