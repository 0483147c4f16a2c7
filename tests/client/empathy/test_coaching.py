"""Coaching offers what could still stand there, in the order of the need, and never judges."""

from heimo_tui.empathy.findings import Finding, Need, Report, Voice, key_of
from heimo_tui.empathy.language import Language
from heimo_tui.empathy.telling.coaching import COMPLETE, IDEAS, TOUCHED, coach

FEEL, ASK = "how lonely that is", "what it is like at night"


def offers(need: Need, *codes: str) -> tuple[str, ...]:
    findings = tuple(Finding(Voice.CARRIES, code, (0, 1), "x", code, None, key_of(code, "x")) for code in codes)
    return coach(Report(findings, Language.ENGLISH, not findings), need, feel=FEEL, ask=ASK)


def test_an_empty_reply_is_offered_all_three() -> None:
    name, touched, ask = offers("listen")
    assert FEEL in name and touched == TOUCHED and ASK in ask and "heard" in ask


def test_who_asked_to_be_asked_is_asked_first() -> None:
    assert ASK in offers("ask")[0] and "heard" not in offers("ask")[0]


def test_what_is_there_is_not_offered_again() -> None:
    assert offers("listen", "interpretation", "exploration") == (TOUCHED,)
    assert offers("listen", "interpretation", "exploration", "emotional_reaction") == (COMPLETE,)


def test_ideas_are_offered_where_they_are_welcome() -> None:
    assert offers("ideas")[-1] == IDEAS
    assert IDEAS not in offers("ideas", "been_there")
    assert IDEAS not in offers("listen")
