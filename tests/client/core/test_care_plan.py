"""Three parts of a plan, kept as one note."""

from hypothesis import given
from hypothesis import strategies as st

from heimo_tui.core.care_plan import Plan

words = st.text(st.characters(exclude_characters="\f", exclude_categories=["Cs"]))


@given(words, words, words)
def test_a_plan_comes_back_as_it_was_written(helps: str, who: str, where: str) -> None:
    plan = Plan(helps, who, where)
    assert Plan.read(plan.note()) == plan
    assert bool(plan) is any(part.strip() for part in (helps, who, where))


@given(words)
def test_a_plan_from_before_there_were_parts_stays_readable(note: str) -> None:
    assert Plan.read(note) == Plan(note)
    assert Plan.read(Plan.read(note).note()) == Plan(note)


@given(st.text(st.sampled_from("a\n\f ")), st.text(st.sampled_from("b\n\f ")))
def test_no_text_can_move_the_border_between_the_parts(helps: str, who: str) -> None:
    read = Plan.read(Plan(helps, who, "c").note())
    assert (read.helps, read.who, read.where) == (helps.replace("\f", ""), who.replace("\f", ""), "c")
