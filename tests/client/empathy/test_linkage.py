"""What a draft tells together with the same person's earlier posts in the circle."""

from heimo_tui.empathy import linkage
from heimo_tui.empathy.identifying.detail import ASPECTS

EARLIER = ("I am a midwife.", "Here in Kuopio it snows. I live in Kuopio")


def _codes(text: str, *earlier: str) -> list[str]:
    return [mark.code for mark in linkage.find(text, earlier)]


def test_a_third_aspect_completes_what_earlier_posts_told() -> None:
    mark = next(iter(linkage.find("My twins are ill", EARLIER)))
    assert (mark.code, mark.about) == ("linked", "family,job,place")


def test_what_was_told_before_is_not_told_again() -> None:
    assert _codes("I am a midwife", *EARLIER) == []
    assert _codes("I slept badly", *EARLIER) == []


def test_two_aspects_are_not_enough() -> None:
    assert _codes("My twins are ill", EARLIER[0]) == []
    assert _codes("My twins are ill") == []


def test_three_aspects_in_one_draft_need_no_earlier_post() -> None:
    text = "I am a midwife. My twins are ill.\n\nI live in Kuopio"
    assert _codes(text) == _codes(text, *EARLIER) == ["combination"]


def test_a_paragraph_of_no_sure_language_takes_that_of_the_whole() -> None:
    text = "Olen väsynyt ja yksin, en jaksa enää.\n\nVeljeni Onni"
    assert [(mark.code, text[mark.start : mark.end]) for mark in linkage.find(text, ())] == [("name", "Onni")]


def test_every_aspect_has_an_order_and_a_message() -> None:
    assert linkage.aspects_of(EARLIER) == {"job", "place"} <= ASPECTS.keys()
    assert all(message.startswith("aspect.") for message in ASPECTS.values())
