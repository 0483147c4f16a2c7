"""Whose harsh words are: the writer's own, somebody's who is not here, or a thought; and when they are for a reader."""

import pytest

from heimo_tui.empathy.check import check
from heimo_tui.empathy.clauses import sentences
from heimo_tui.empathy.findings import Mark, Voice
from heimo_tui.empathy.look_again.whose import is_for_nobody_here
from heimo_tui.empathy.target import is_own_reason


def _codes(text):
    return {one.code for one in check(text, kind="reply", need=None).findings if one.voice is Voice.LOOK_AGAIN}


@pytest.mark.parametrize(
    "text",
    [
        # of oneself, in the sentence beside
        "I'm such a failure. A grown woman hiding in the toilets.",
        "No wonder she left. I'd have left me.",
        # to oneself
        "I stood there and told myself in the mirror, you stupid cow.",
        "I look at myself and think get a grip.",
        # to somebody absent
        "You swore you would wait, you liar.",
        "You left me with two kids. You coward.",
        "My father said I was nothing. I was eight, you bastard.",
        # a thought, or what somebody says
        "Shut up, shut up is all I hear in my head.",
        "Shut up. That's what he says each morning.",
        "She'd say you make me sick and slam the door.",
        "My brother was like you're pathetic and they all laughed.",
        # a reason of one's own
        "I never told anybody because others have it worse.",
        "I stayed because at least it was a roof.",
        "I survived cancer and I cannot survive this street.",
        # taken back as one's own name
        "Just a tired dyke in a cold town.",
    ],
)
def test_who_is_in_pain_may_curse(text):
    assert not _codes(text), (text, _codes(text))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("You absolute coward.", "insult"),
        ("I read your post. You coward.", "insult"),
        ("He said you were kind. You are an idiot.", "insult"),
        ("A grown woman hiding in the toilets.", "contempt"),
        ("I'm tired of you. Pathetic.", "insult"),
        ("Shut up. That is enough.", "hostile_order"),
        ("Typical dyke in the chat.", "slur"),
        ("At least it was a roof.", "dismissing"),
        ("Others have it worse.", "dismissing"),
        ("I survived cancer and I never complained.", "comparing"),
    ],
)
def test_what_is_for_a_reader_is_still_said(text, code):
    assert code in _codes(text), (text, _codes(text))


def test_only_harsh_words_are_asked_whose_they_are():
    mark = Mark(Voice.LOOK_AGAIN, "dismissing", 0, 8)
    assert not is_for_nobody_here(mark, "at least", "i hate myself", "")


def test_a_reason_is_the_writers_only_where_nobody_is_spoken_to():
    assert is_own_reason("i hid it because it was only a dog", 17)
    assert not is_own_reason("i read it because you only lost a dog", 17)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("he'd say you are lazy.", "he'd say you_________."),
        ("i'd say you are brave.", "i'd say you are brave."),
        ("my mum goes you're lazy but she means well.", "my mum goes____________ but she means well."),
        ("he went home.", "he went home."),
    ],
)
def test_speech_is_heard_however_it_is_told(said, read):
    assert sentences(said)[0].plain.replace(" _", "__") == read.replace(" _", "__")
