"""Another way to say what only a trained reader saw."""

import pytest

from heimo_tui.empathy.clauses import sentences
from heimo_tui.empathy.look_again.rewording import reworded
from heimo_tui.empathy.telling import wording


def _said(code, text):
    sentence = sentences(text)[0]
    return wording.say(*reworded(code, sentence.raw, sentence.plain, 0, len(sentence.raw)))


@pytest.mark.parametrize(
    ("code", "text", "part"),
    [
        ("suggestion", "You could call your sister.", "What would it mean for you to call your sister?"),
        ("suggestion", "Go for a walk, and see.", "What would it mean for you to go for a walk?"),
        ("suggestion", "A walk helps.", "Before “A walk helps”"),
        ("suggestion", "Don't call her, never.", "Before “Don't call her, never”"),
        ("persuading", "You need to accept his apology.", "to accept his apology?"),
        ("persuading", "Everybody can see that it was a blessing.", "In place of “Everybody can see that it was a…”"),
        ("blaming", "Why didn't you call your sister?", "What would have made it easier to call your sister?"),
        ("blaming", "Why didn't you?", "In place of “Why didn't you”"),
        ("blaming", "Why didn't you bear it?", "In place of “Why didn't you bear it”"),
        ("judging", "Mothers don't do that.", "In place of “Mothers don't do that”, ask"),
        ("dismissing", "It will be forgotten by spring.", "Before “It will be forgotten by spring”, stay"),
        ("comparing", "Mine lasted ten years.", "In place of “Mine lasted ten years”"),
        ("hostile", "Nobody wants you.", "When I read this I felt"),
        ("hostile", "“”", "When I read this I felt"),
        ("suggestion", "…", "Ask first"),
        ("danger_self", "I want to be gone.", "If you want to"),
    ],
)
def test_it_is_about_the_words_where_they_can_be_taken_apart(code, text, part):
    if text in ("“”", "…"):
        assert part in wording.say(*reworded(code, text, text, 0, len(text)))
    else:
        assert part in _said(code, text)
