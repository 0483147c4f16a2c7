"""Families of what hurts softly: each is seen, and the same words are left alone where they are kind."""

import pytest

from heimo_tui.empathy.check import check
from heimo_tui.empathy.findings import Voice


def _codes(text, kind="reply", need=None):
    return {one.code for one in check(text, kind=kind, need=need).findings if one.voice is Voice.LOOK_AGAIN}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # made small by kind, by time, by age, by what is left, by how common it is
        ("It's a phone, mate.", "dismissing"),
        ("You two only dated for a summer.", "dismissing"),
        ("A failed exam is hardly a tragedy.", "dismissing"),
        ("You're twenty, you'll laugh about it.", "dismissing"),
        ("You still have two sisters.", "dismissing"),
        ("These things happen.", "dismissing"),
        ("We're all a bit anxious.", "dismissing"),
        ("I wouldn't call that trauma.", "dismissing"),
        # left, hurried, bored, doubted, cared for faintly
        ("Anyway, did anyone watch the match?", "dismissing"),
        ("Let's leave it there.", "dismissing"),
        ("Are you still going on about the wedding?", "dismissing"),
        ("We've heard this before.", "dismissing"),
        ("I'm sorry you feel that way.", "dismissing"),
        ("I'm sure somebody else will know what to say.", "dismissing"),
        ("Are you sure he meant it like that?", "dismissing"),
        # cheered away, made a lesson of
        ("No more tears now, love.", "dismissing"),
        ("It's time to move on.", "dismissing"),
        ("See it as a lesson.", "dismissing"),
        # blamed by an if, a consequence, a question, a rule
        ("If you'd only listened to your doctor you'd be well.", "blaming"),
        ("You never saved a penny and now you wonder why.", "blaming"),
        ("What did you think would happen?", "blaming"),
        ("Wives don't just pack their bags for no reason.", "blaming"),
        ("I warned you.", "blaming"),
        # ranked
        ("Our gran had it worse than you.", "comparing"),
        ("I've heard worse.", "comparing"),
        ("Your flat is cold, mine has no windows.", "comparing"),
        # judged
        ("A real friend would have stayed.", "judging"),
        ("You don't want help, you want an audience.", "judging"),
        ("You were raised better.", "judging"),
        ("With all due respect, you had it coming.", "judging"),
        ("No stamina, your generation.", "judging"),
        # taught and pushed
        ("Studies show that grief is over in a year.", "persuading"),
        ("It isn't that complicated.", "persuading"),
        ("What are you waiting for?", "persuading"),
        ("I insist.", "persuading"),
        # scorned, sent off, threatened
        ("Nasty old hag, put the phone down.", "contempt"),
        ("Congratulations on your third breakdown.", "contempt"),
        ("Get off this forum.", "hostile_order"),
        ("Keep talking and I'll make sure your boss reads it.", "hostile"),
    ],
)
def test_each_family_is_seen(text, code):
    assert code in _codes(text), (text, _codes(text))


@pytest.mark.parametrize(
    "text",
    [
        # told of oneself
        "We only dated for a summer and I can't stop crying.",
        "I'm twenty and I still sleep with the light on.",
        "I never thought it was a lesson.",
        "My dog died, these things happen.",
        # told of others, or taken back
        "It's a phone, mate, they say.",
        "It's time to move on, my sister keeps saying.",
        "I hate it when people say that everything happens for a reason.",
        "Don't let anyone tell you that it's time to move on.",
        "You still have two sisters, and nobody can be him.",
        # negated or supposed
        "You don't have to see it as a lesson.",
        "You think that a real friend would have stayed.",
        # kind words near them
        "Anyway, I'm listening.",
        "Since you asked, I can tell you what helped me.",
        "You want to get well, and you are so tired of trying.",
        "There's nobody here you have to be nice to.",
        "If I were in your place I'd have cried too.",
    ],
)
def test_the_same_words_are_left_alone_where_nobody_is_made_small(text):
    assert not _codes(text), (text, _codes(text))


def test_an_older_rule_that_knows_what_to_say_instead_goes_first():
    found = check("Why don't you just quit?", kind="reply", need="listen").findings
    assert [one.code for one in found if one.voice is Voice.LOOK_AGAIN] == ["advice"]


def test_a_post_is_not_read_for_what_makes_small():
    assert not _codes("It's a phone, mate.", kind="post")
