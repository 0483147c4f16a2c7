"""Who writes without signs writes sentences all the same: where they are put for the reader of whole replies."""

from __future__ import annotations

import pytest

from heimo_tui.empathy.language import Language
from heimo_tui.empathy.model import default
from heimo_tui.empathy.model.reading import Mechanism
from heimo_tui.empathy.phrases.signs import signed

REPLIES = [
    "That is a lot to carry at once. I'm so sorry about your grandmother. Do you have a friend nearby?",
    "I'm glad you wrote. It took me months to tell my brother. What happened after the meeting?",
    "Oh, I'm so sorry. You did all you could for her. How are you sleeping?",
]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("", ""),
        ("good luck tomorrow", "good luck tomorrow"),
        ("\n  \nhugs from afar tonight", "\n  \nhugs from afar tonight."),
        ("that was brutal i'm so sorry about it", "that was brutal. i'm so sorry about it."),
        ("i wish i could drive over", "i wish i could drive over."),
        ("hey how are you sleeping", "hey how are you sleeping?"),
        ("i hear that do you have a sister nearby", "i hear that. do you have a sister nearby?"),
        ("this is how you do it at work", "this is how you do it at work."),
        ("nobody told me either, i'm with you", "nobody told me either, i'm with you"),
        ("it is late i'm off to bed\nwrite me. i mean it", "it is late. i'm off to bed.\nwrite me. i mean it"),
    ],
)
def test_only_lines_without_any_sign_are_given_signs(written: str, read: str) -> None:
    assert signed(written) == read
    assert signed(read) == read


@pytest.mark.parametrize("reply", REPLIES)
def test_a_reply_without_signs_shows_the_same_mechanisms(reply: str) -> None:
    reader = default.load()

    def shown(text: str) -> dict[Mechanism, bool]:
        whole = reader.whole(text, Language.ENGLISH)
        assert whole is not None
        return {name: 1 - whole.levels[name][0] >= reader.thresholds[name] for name in Mechanism}

    plain = reply.lower()
    assert shown(plain.translate(str.maketrans("", "", ".,?"))) == shown(plain)
