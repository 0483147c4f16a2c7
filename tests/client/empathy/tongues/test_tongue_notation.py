"""The notation of phrases."""

import pytest

from heimo_tui.empathy.tongues.notation import Index, Words, bare, parse


def _finds(line: str, plain: str, links: frozenset[str] = frozenset({"ja"})) -> str | None:
    words = Words.of(plain)
    for _, first, last in Index([parse("x", line)], links).find(words):
        return plain[words.spans[first][0] : words.spans[last - 1][1]]
    return None


@pytest.mark.parametrize(
    ("line", "plain", "found"),
    [
        ("olet/oot tyhmä", "sinä oot tyhmä", "oot tyhmä"),
        ("olet tyhmä", "olet, tyhmä", None),
        ("olet tyhmä", "olet", None),
        ("olet idioot*", "olet idiootteja", "olet idiootteja"),
        ("kunnon äiti ei *isi", "kunnon äiti ei tekisi noin", "kunnon äiti ei tekisi"),
        ("olet ?ihan/niin tyhmä", "olet niin tyhmä", "olet niin tyhmä"),
        ("olet ?ihan tyhmä", "olet tyhmä", "olet tyhmä"),
        ("olet ?ihan ihan", "olet ihan", "olet ihan"),
        ("?ihan olet", "olet", "olet"),
        ("muilla ~ huonommin", "muilla menee vielä paljon huonommin", "muilla menee vielä paljon huonommin"),
        ("muilla ~ huonommin", "muilla huonommin", "muilla huonommin"),
        ("muilla ~ huonommin", "muilla menee nyt vielä paljon huonommin", None),
        ("muilla ~ huonommin", "muilla menee, huonommin", None),
        ("muilla ~ huonommin", "muilla menee", None),
        ("sinun täytyy ^olla *", "sinun täytyy olla loppu", None),
        ("sinun täytyy ^olla *", "sinun täytyy lähteä", "sinun täytyy lähteä"),
        ("sinun täytyy ^olla", "sinun täytyy", "sinun täytyy"),
        ("<mene pois", "mene pois", "mene pois"),
        ("<mene pois", "syö ja mene pois", "mene pois"),
        ("<mene pois", "en mene pois", None),
        ("<mene pois", "no, mene pois", "mene pois"),
        ("olet nolla>", "olet nolla", "olet nolla"),
        ("olet nolla>", "olet nolla, usko", "olet nolla"),
        ("olet nolla>", "olet nolla luku", None),
        ("idioot* olet", "idiootti olet", "idiootti olet"),
        ("você é", "voce é", "você é".replace("ê", "e")),
        ("você é", "você e", None),
        ("foda se", "foda-se", "foda-se"),
        ("tyhmä", "tyhma", None),
    ],
)
def test_a_phrase_stands_where_its_notation_says(line: str, plain: str, found: str | None) -> None:
    assert _finds(line, plain) == found


def test_what_others_said_is_no_word() -> None:
    assert Words.of("hän ___ ____ oli").told == ("hän", "oli")
    assert _finds("hän oli", "hän ____ oli") is None


def test_bare_words_keep_letters_of_their_own() -> None:
    assert bare("cállate") == "callate"
    assert bare("não") == "nao"
    assert bare("señal") == "señal"
    assert bare("sé") == "sé"


def test_a_clause_begins_after_punctuation() -> None:
    words = Words.of("no, eres   tú; vale")
    assert words.clause_start(2) == 1
    assert words.clause_start(0) == 0
    assert words.opens == (True, True, False, True)


def test_a_bare_phrase_is_marked_so() -> None:
    assert parse("x", "!<turpa kiinni>").bare
    assert not parse("x", "turpa kiinni").bare


def test_a_word_before_what_must_not_come_is_not_passed_over() -> None:
    assert _finds("debes ?ya ?de ^estar *", "debes de estar agotada") is None
    assert _finds("debes ?ya ?de ^estar *", "debes ya de estar agotada") is None
    assert _finds("debes ?ya ?de ^estar *", "debes de salir") == "debes de salir"
