"""Words that sound like pushing somebody towards harm, and do not."""

import pytest

from heimo_tui.empathy.check import check


@pytest.mark.parametrize(
    "text",
    [
        "We're all gonna die one day.",
        "Just hit them up when you can.",
        "Why do you need to die?",
        "Shoot yourself with kindness for once.",
        "Please just cut yourself some slack.",
        "You can hit them where it hurts: with the truth.",
    ],
)
def test_ordinary_turns_of_phrase_push_nobody(text: str) -> None:
    found = check(text, kind="reply", need=None).findings
    assert "encourages_harm" not in {finding.code for finding in found}


@pytest.mark.parametrize("text", ["Just hit them.", "You need to die.", "Why don't you just kill yourself?"])
def test_pushing_is_still_heard(text: str) -> None:
    found = check(text, kind="reply", need=None).findings
    assert "encourages_harm" in {finding.code for finding in found}
