"""What holds for every text: spans, keys, dismissal, wording and calm."""

import re
import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from heimo_tui.empathy.check import check
from heimo_tui.empathy.clauses import clause_before, normalise, paragraphs, sentences
from heimo_tui.empathy.findings import Target, Voice
from heimo_tui.empathy.language import Language, recognise
from heimo_tui.empathy.look_again.deed import LONGEST, deed_of
from heimo_tui.empathy.target import target_of
from heimo_tui.empathy.telling import wording

_PIECES = st.sampled_from(
    [
        "You are an idiot. ",
        "I want to die",
        "calm down",
        '"he said you are lazy" ',
        "You should leave him",
        "my name is Anna",
        "I'm 34\n",
        "kill yourself",
        "tapa itsesi",
        "İ",
        "’",
        "\u202e",
        "�",
        "at least you tried",
        "+358 40 123 4567",
        "that sounds hard",
        "why? ",
        ", ",
        ". ",
        "\n",
        "Sinä olet tyhmä ",
        "eres un idiota ",
        "você é um lixo ",
        "I live in Kuopio ",
        "a@b.co",
        ">quote\n",
        "_",
    ]
)
_TEXT = st.one_of(
    st.text(max_size=300), st.lists(_PIECES, max_size=14).map("".join), st.text(st.characters(), max_size=80)
)
_KIND = st.sampled_from(["post", "reply"])
_NEED = st.sampled_from(["listen", "ask", "ideas", "none", None])


@given(_TEXT, _KIND, _NEED)
@settings(deadline=None)
def test_every_span_is_its_words_and_every_finding_is_worded(text, kind, need):
    report = check(text, kind=kind, need=need, own_earlier=[text])
    assert report == check(text, kind=kind, need=need, own_earlier=[text])
    assert report.quiet is (not report.findings)
    for found in report.findings:
        start, end = found.span
        assert 0 <= start < end <= len(text)
        assert found.words == text[start:end]
        assert wording.why(found)
        assert found.alternative == wording.another_way(found)
        assert (found.alternative is None) is (found.voice is Voice.CARRIES)
        assert not re.search(r"\{\w+\}", f"{wording.why(found)}{found.alternative}".replace(found.words, ""))


@given(_TEXT, _KIND, _NEED)
@settings(deadline=None)
def test_dismissed_findings_stay_dismissed(text, kind, need):
    keys = frozenset(found.key for found in check(text, kind=kind, need=need).findings)
    assert check(text, kind=kind, need=need, dismissed=keys).quiet
    for key in keys:
        left = {found.key for found in check(text, kind=kind, need=need, dismissed=frozenset({key})).findings}
        assert left == keys - {key}


@given(st.lists(_PIECES, max_size=10).map("".join), _KIND, _NEED, st.booleans())
@settings(deadline=None)
def test_an_unrelated_paragraph_keeps_every_key(text, kind, need, first):
    more = "The morning was grey."
    whole = f"{more}\n\n{text}" if first else f"{text}\n\n{more}"
    # a paragraph of no sure language is read as the whole text is, which the other paragraph may change
    assume(all(recognise(normalise(paragraph)) != "und" for _, paragraph in paragraphs(text)))
    before = {found.key for found in check(text, kind=kind, need=need).findings}
    assert before <= {found.key for found in check(whole, kind=kind, need=need).findings}


@given(_TEXT)
def test_normalising_and_splitting_keep_every_offset(text):
    assert len(normalise(text)) == len(text)
    for start, paragraph in paragraphs(text):
        assert text[start : start + len(paragraph)] == paragraph
        for sentence in sentences(paragraph):
            assert paragraph[sentence.start : sentence.start + len(sentence.raw)] == sentence.raw
            assert len(sentence.plain) == len(sentence.raw)


def test_a_very_long_word_and_a_very_long_sentence_are_split():
    assert len(sentences("x" * 1500)) == 3
    assert len(sentences("word " * 400)) > 3


def test_clause_before_starts_at_the_last_boundary():
    assert clause_before("you are not lazy, you are tired", 18) == ""


@pytest.mark.parametrize(
    ("norm", "language"),
    [
        ("i am so tired of this", Language.ENGLISH),
        ("minä olen niin väsynyt", Language.FINNISH),
        ("estoy muy cansada de todo", Language.SPANISH),
        ("estou muito cansada, não aguento", Language.PORTUGUESE),
        ("xyzzy", Language.UNKNOWN),
    ],
)
def test_language_is_recognised(norm, language):
    assert recognise(norm) is language


def test_a_short_paragraph_takes_the_language_of_the_whole():
    text = "Minä olen niin väsynyt ja en jaksa.\n\nTurpa kiinni"
    assert "hostile_order" in {found.code for found in check(text, kind="reply", need=None).findings}


@pytest.mark.parametrize(
    ("plain", "target"),
    [
        ("you are kind", Target.YOU),
        ("everyone here is kind", Target.READERS),
        ("i am tired", Target.SELF),
        ("he is tired", Target.THIRD),
        ("rain", Target.NOBODY),
    ],
)
def test_target(plain, target):
    assert target_of(plain) is target


@pytest.mark.parametrize(
    ("verb", "rest", "deed"),
    [
        ("tell", " your boss the truth.", "tell your boss the truth"),
        ("tell", " her how you feel", "tell her how you feel"),
        ("tell", "", None),
        ("tell", " someone who", None),
        ("tell", " him “go away”", "tell him"),
        ("leave", " him before it gets worse", "leave him"),
        ("leave", " him and your life will change", "leave him"),
        ("leave", "", "leave"),
        ("call", " your mum and your sister", "call your mum and your sister"),
        ("block", " him and find a lawyer", "block him and find a lawyer"),
        ("write", " down what happened and show it to HR", "write down what happened"),
        ("ask", " your sister if she can come?", "ask your sister if she can come"),
        ("talk", " to ur mum lol", "talk to your mum"),
        ("stop", " blaming yourself for all that your parents did to you", None),
        ("see", " a doctor - really", "see a doctor"),
        ("frobnicate", " it", None),
    ],
)
def test_the_deed_of_a_direction_reads_well_after_to(verb: str, rest: str, deed: str | None) -> None:
    assert deed_of(verb, rest) == deed


@given(verb=st.sampled_from(["tell", "leave", "call"]), rest=st.text(max_size=200))
def test_a_deed_is_short_and_stays_in_its_clause(verb: str, rest: str) -> None:
    deed = deed_of(verb, rest)
    assert deed is None or (len(deed.split()) <= LONGEST and "\n" not in deed and "”" not in deed)


def test_wording_is_translated_slots_and_all():
    found = check("I'm 34", kind="post", need=None).findings[0]
    finnish = {"in the thirties": "kolmissakymmenissä", "“{coarse}” is close enough.": "“{coarse}” riittää."}
    assert wording.another_way(found, lambda sentence: finnish[sentence]) == "“kolmissakymmenissä” riittää."
    with pytest.raises(KeyError):
        wording.say("no such message")


def test_every_message_is_a_sentence_without_a_verdict_on_the_writer():
    for message in wording.MESSAGES.values():
        assert message == message.strip() and message
        assert not re.search(r"\b(?:you must|forbidden|violat|score|safe to send)\b", message, re.IGNORECASE)


def test_order_of_voices():
    post = check("I feel so ashamed. My name is Anna. I want to die.", kind="post", need=None)
    assert [found.voice for found in post.findings] == [Voice.CARE, Voice.IDENTIFIES, Voice.CARRIES]
    reply = check("I am so sorry. You should leave. I'm 34. I want to die.", kind="reply", need=None)
    assert [found.voice for found in reply.findings] == [
        Voice.CARRIES,
        Voice.LOOK_AGAIN,
        Voice.IDENTIFIES,
        Voice.CARE,
    ]


def test_equal_words_share_a_key_and_both_are_shown():
    found = check("You idiot. You idiot.", kind="reply", need=None).findings
    assert len(found) == 2
    assert len({one.key for one in found}) == 1


@pytest.mark.parametrize(
    "piece", ["' ", "@a.a", "1 2 ", "A B ", "I am Ab ", "1-1-", "you are so ", '"a ', "of the ", "a."]
)
def test_awkward_text_cannot_stall_the_check(piece):
    text = piece * (8000 // len(piece))
    start = time.process_time()
    check(text, kind="reply", need="listen")
    # a pattern that goes back over the whole text for every character takes many seconds here
    assert time.process_time() - start < 2
