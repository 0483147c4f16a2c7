"""The phrases of three languages: what each code finds, what looks like it and is innocent, and what holds for all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heimo_tui.empathy.clauses import sentences
from heimo_tui.empathy.findings import Mark, Target
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.telling.wording import MESSAGES
from heimo_tui.empathy.tongues.book import LANGUAGES, book
from heimo_tui.empathy.tongues.phrasebook import CARE, LOOK_AGAIN, find, knows

CARRIES = {"emotional_reaction", "interpretation", "been_there", "exploration", "thanks", "freedom"}


def _marks(text: str, language: str) -> list[Mark]:
    return [mark for sentence in sentences(text) for mark in find(sentence, Language(language))]


def _codes(text: str, language: str) -> set[str]:
    return {mark.code for mark in _marks(text, language)}


FOUND = [
    ("fi", "insult", "Sä oot ihan vitun idiootti"),
    ("fi", "insult", "Senkin luuseri"),
    ("fi", "hostile_order", "Turpa kiinni jo"),
    ("fi", "hostile_order", "Tiedän missä asut"),
    ("fi", "contempt", "Kukaan ei välitä susta"),
    ("fi", "contempt", "Sinunlaisesi ihmiset eivät muutu"),
    ("fi", "judging", "Olet vain laiska"),
    ("fi", "judging", "Hyvä isä ei huutaisi"),
    ("fi", "blaming", "Olisit kuunnellut meitä"),
    ("fi", "blaming", "Mitäs menit lupaamaan"),
    ("fi", "dismissing", "Kyllä se siitä"),
    ("fi", "dismissing", "Muilla menee huonommin"),
    ("fi", "dismissing", "Älä nyt itke"),
    ("fi", "comparing", "Minä menetin talon ja sinä suret kissaa"),
    ("fi", "advice", "Sun kannattais erota"),
    ("fi", "suggestion", "Ootko kokeillut joogaa?"),
    ("fi", "emotional_reaction", "Olen niin pahoillani"),
    ("fi", "interpretation", "Kuulostaa tosi yksinäiseltä"),
    ("fi", "been_there", "Minäkin pelkäsin aamuja"),
    ("fi", "exploration", "Mitä sinä pelkäät eniten?"),
    ("fi", "exploration", "Kuinka kauan tätä on kestänyt?"),
    ("fi", "thanks", "Kiitos kun kerroit"),
    ("fi", "freedom", "Sinun ei tarvitse vastata mitään"),
    ("fi", "danger_self", "En jaksa enää elää"),
    ("fi", "encourages_harm", "Tapa ittes"),
    ("pt", "insult", "Tu é burro demais"),
    ("pt", "insult", "Voce é um idiota"),
    ("pt", "insult", "Seu lixo"),
    ("pt", "hostile_order", "Cala essa boca"),
    ("pt", "hostile_order", "Some daqui"),
    ("pt", "contempt", "Ninguém gosta de você"),
    ("pt", "contempt", "Você não vale nada"),
    ("pt", "judging", "Você devia ter vergonha"),
    ("pt", "judging", "Deixa de frescura"),
    ("pt", "blaming", "A culpa é sua"),
    ("pt", "blaming", "Quem mandou confiar nele"),
    ("pt", "dismissing", "Tem gente em situação pior"),
    ("pt", "dismissing", "Pensa positivo"),
    ("pt", "comparing", "Você não sabe o que é sofrer"),
    ("pt", "advice", "Cê tem que largar ele"),
    ("pt", "suggestion", "Já tentou terapia?"),
    ("pt", "emotional_reaction", "Sinto muito por você"),
    ("pt", "interpretation", "Imagino o quanto dói"),
    ("pt", "been_there", "Eu também perdi meu pai"),
    ("pt", "exploration", "O que você sentiu na hora?"),
    ("pt", "exploration", "Quer conversar sobre isso?"),
    ("pt", "thanks", "Obrigada por contar"),
    ("pt", "freedom", "Não precisa responder agora"),
    ("pt", "danger_self", "Penso em me matar"),
    ("pt", "encourages_harm", "Se mata logo"),
    ("es", "insult", "Sos un pelotudo"),
    ("es", "insult", "Usted es un imbécil"),
    ("es", "hostile_order", "Callate la boca"),
    ("es", "hostile_order", "Vete a la mierda"),
    ("es", "contempt", "A nadie le importas"),
    ("es", "contempt", "No vales nada"),
    ("es", "judging", "Deja de quejarte"),
    ("es", "judging", "Una buena madre no grita"),
    ("es", "blaming", "Tú te lo buscaste"),
    ("es", "blaming", "Si me hubieras escuchado"),
    ("es", "dismissing", "No es para tanto"),
    ("es", "dismissing", "Pensá en positivo"),
    ("es", "comparing", "No sabes lo que es sufrir"),
    ("es", "advice", "Tenés que dejarlo"),
    ("es", "suggestion", "¿Has probado el yoga?"),
    ("es", "emotional_reaction", "Lo siento muchísimo"),
    ("es", "interpretation", "Debe ser muy duro"),
    ("es", "been_there", "A mí me pasó lo mismo"),
    ("es", "exploration", "¿Cómo te sientes?"),
    ("es", "exploration", "¿Desde cuándo?"),
    ("es", "thanks", "Gracias por escribir"),
    ("es", "freedom", "Tú decides"),
    ("es", "danger_self", "Me quiero morir"),
    ("es", "encourages_harm", "Mátate"),
]


@pytest.mark.parametrize(("language", "code", "text"), FOUND)
def test_each_code_finds_what_it_says(language: str, code: str, text: str) -> None:
    assert code in _codes(text, language)


INNOCENT = [
    ("fi", "Et ole tyhmä"),
    ("fi", "En usko, että olet laiska"),
    ("fi", "Isä sanoi että olet idiootti"),
    ("fi", "Se huusi mulle ”turpa kiinni nyt” koko illan"),
    ("fi", "Tunnet varmaan että olet arvoton"),
    ("fi", "Se on mun oma vika"),
    ("fi", "Ketään ei kiinnosta mun asiat"),
    ("fi", "Ansaitset sen levon"),
    ("fi", "Sinun täytyy olla ihan loppu"),
    ("fi", "Ei ole sinun syytäsi"),
    ("fi", "Mä oon niin tyhmä ja surkea äiti"),
    ("fi", "Kaltaisesi ihmiset ovat rohkeita"),
    ("fi", "Älä tapa itseäsi"),
    ("pt", "Você não é um lixo"),
    ("pt", "Não acho que você é fraca"),
    ("pt", "Meu pai disse que você é burra"),
    ("pt", "Você merece ser feliz"),
    ("pt", "Você não merece sofrer assim"),
    ("pt", "Não é culpa sua"),
    ("pt", "Ninguém se importa comigo"),
    ("pt", "Você deve estar exausta"),
    ("pt", "Você precisa de um abraço?"),
    ("pt", "Eu sou um idiota"),
    ("pt", "Capaz que tu tá exagerando, guria"),
    ("pt", "Ele trabalha e se mata de trabalhar"),
    ("es", "No eres una inútil"),
    ("es", "No creo que seas idiota"),
    ("es", "Mi padre dijo que eres un vago"),
    ("es", "Si sientes que eres basura, escríbenos"),
    ("es", "No fue culpa tuya"),
    ("es", "Soy un imbécil"),
    ("es", "A nadie le importa lo que me pasa"),
    ("es", "Mereces algo mejor"),
    ("es", "Debes de estar agotada"),
    ("es", "Me escribieron mátate en la mochila"),
]


@pytest.mark.parametrize(("language", "text"), INNOCENT)
def test_pain_kindness_and_report_are_left_in_peace(language: str, text: str) -> None:
    assert not _codes(text, language) & (LOOK_AGAIN | {"encourages_harm"})


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("fi", "En ymmärrä sinua", "interpretation"),
        ("fi", "Mikset vain lähde?", "exploration"),
        ("fi", "Mitäs menit luottamaan, vai mitä luulit?", "exploration"),
        ("fi", "En halua tappaa itseni", "danger_self"),
        ("fi", "Koska kauppa aukeaa?", "exploration"),
        ("pt", "Não entendo você", "interpretation"),
        ("pt", "Quem te mandou confiar nele, você?", "exploration"),
        ("pt", "Não quero me matar", "danger_self"),
        ("pt", "Faz quanto tempo", "exploration"),
        ("es", "No te entiendo", "interpretation"),
        ("es", "¿Y quién te mandó a confiar en él?", "exploration"),
        ("es", "No quiero matarme", "danger_self"),
        ("es", "¿Quieres hablar? ¿O por qué no lo dejas?", None),
    ],
)
def test_what_is_denied_or_asks_nothing_is_not_found(language: str, text: str, code: str | None) -> None:
    assert code not in _codes(text, language)


def test_another_way_fits_the_words() -> None:
    def told(text: str, language: str) -> tuple[str | None, tuple[tuple[str, str], ...]]:
        mark = _marks(text, language)[0]
        return mark.alternative, mark.slots

    assert told("Rauhoitu nyt", "fi") == ("dismissing.alt.calm", ())
    assert told("Eres un idiota", "es") == ("insult.alt", (("word", "idiota"),))
    assert told("Já tentou terapia", "pt") == ("advice.alt", ())
    assert told("Mátate", "es") == ("encourages_harm.alt", ())


def test_several_people_are_several() -> None:
    assert _marks("Ustedes son todos unos idiotas", "es")[0].target is Target.READERS
    assert _marks("Eres un idiota", "es")[0].target is Target.YOU
    assert _marks("Vocês são todos uns idiotas", "pt")[0].target is Target.READERS
    assert _marks("Ootte kaikki idiootteja", "fi")[0].target is Target.READERS


def test_only_three_languages_have_a_list() -> None:
    assert {language for language in Language if knows(language)} == LANGUAGES


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_code_is_worded_and_every_language_has_every_code(language: Language) -> None:
    codes = {phrase.code.removesuffix("?") for phrase in book(language).phrases}
    assert {code.partition(".")[0] for code in codes} == LOOK_AGAIN | CARE | CARRIES
    for code in codes:
        base, _, other = code.partition(".")
        assert base in MESSAGES
        if base in LOOK_AGAIN | CARE and base != "suggestion":
            assert f"{base}.alt" + (f".{other}" if other else "") in MESSAGES


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_phrase_is_all_optional(language: Language) -> None:
    for phrase in book(language).phrases:
        assert not all(slot.optional or slot.gap or slot.bars for slot in phrase.slots), phrase


@given(
    st.lists(st.sampled_from([text for _, _, text in FOUND]), max_size=4).map(", ".join),
    st.sampled_from(sorted(LANGUAGES)),
)
@settings(deadline=None)
def test_each_code_is_told_once_with_its_words(text: str, language: Language) -> None:
    for sentence in sentences(text):
        marks = list(find(sentence, language))
        assert len({mark.code for mark in marks}) == len(marks)
        for mark in marks:
            assert 0 <= mark.start < mark.end <= len(sentence.raw)
