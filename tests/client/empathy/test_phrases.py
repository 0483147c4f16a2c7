"""What lazy patterns must keep: every match that searching all of them would find, and nothing of what people wrote."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heimo_tui.empathy.clauses import paragraphs, sentences
from heimo_tui.empathy.phrases import Deferred, alternation, any_of, lazy, pattern, words_in
from heimo_tui.empathy.phrases.triggers import TRIGGERS
from training.rules.needed import needed_by
from training.rules.table import module, rules, sources

_SOURCES = sources()
_CORPUS = Path(__file__).resolve().parents[3] / "training" / "corpus"


def _found(phrases, plain):
    return [(match.span(), match.groupdict()) for match in phrases.finditer(plain)]


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_whatever_a_source_matches_holds_a_word_of_each_set_it_waits_for(data):
    source = data.draw(st.sampled_from(_SOURCES))
    said = data.draw(st.from_regex(lazy.wrapped(source), fullmatch=True))
    for needed in TRIGGERS.get(lazy.name_of(source), said).split(" | "):
        assert needed == said or words_in(said) & set(needed.split())


def test_the_table_names_exactly_the_sources_of_the_rules():
    written: dict[str, dict[str, str]] = {}
    exec(module(), written)  # noqa: S102 - the module that `python -m training.rules` would write
    assert written["TRIGGERS"] == TRIGGERS, "run python -m training.rules"


def test_waiting_for_words_changes_no_match_on_the_corpus():
    texts = [
        row["text"]
        for file in sorted(_CORPUS.glob("look_again/*.jsonl"))
        for row in map(json.loads, file.read_text("utf-8").splitlines())
    ][::25]
    plains = [each.plain for text in texts for _, part in paragraphs(text) for each in sentences(part)]
    assert len(plains) > 50
    for phrases in rules():
        searched = [re.compile(lazy.wrapped(source)) for source in phrases.sources]
        for plain in plains:
            brute = [(match.span(), match.groupdict()) for match in lazy._leftmost(searched, plain)]
            assert [span for span, _ in _found(phrases, plain)] == [span for span, _ in brute], plain


def test_no_rule_matches_nothing():
    assert all(not re.compile(lazy.wrapped(source)).fullmatch("") for source in _SOURCES)


def test_the_leftmost_match_wins_and_of_two_at_one_place_the_earlier_source():
    both = pattern("b c", "a b", "a b c", "c")
    assert [match.group() for match in both.finditer("a b c")] == ["a b", "c"]
    assert both.search("x b c").group() == "b c"
    assert both.search("x") is None
    assert both.search("d") is None
    assert list(both.finditer("")) == []


def test_one_source_is_searched_by_itself():
    single = pattern(r"a \w+")
    assert [match.group() for match in single.finditer("a b a c")] == ["a b", "a c"]
    assert single.search("b") is None


def test_a_source_that_waits_is_asked_only_when_its_words_are_there(monkeypatch):
    source = r"(?:you|u) (?:let|allow) (?:him|her)"
    monkeypatch.setitem(lazy.TRIGGERS, lazy.name_of(source), "let allow | him her")
    waiting = pattern(source)
    assert waiting.search("nothing of it") is None
    assert waiting.search("you let it") is None
    assert list(waiting.finditer("let it")) == []
    assert not waiting._compiled
    assert waiting.search("you let him").group() == "you let him"
    assert [match.span() for match in waiting.finditer("u allow her, you let him")] == [(0, 11), (13, 24)]


def test_a_space_is_any_white_space_and_may_be_none():
    assert pattern("a b").search("a \t b")
    assert pattern("a ?, b").search("a, b")
    assert not pattern("a b").search("a bc")


def test_a_deferred_pattern_does_what_a_compiled_one_does():
    deferred, compiled = Deferred(r"(?m)^a+"), re.compile(r"(?m)^a+")
    text = "aab\naaa"
    assert deferred.search(text, 1).span() == compiled.search(text, 1).span()
    assert deferred.match(text).span() == compiled.match(text).span()
    assert deferred.fullmatch(text) is compiled.fullmatch(text) is None
    assert [m.span() for m in deferred.finditer(text)] == [m.span() for m in compiled.finditer(text)]
    assert deferred.sub("x", text) == compiled.sub("x", text)


def test_the_longest_of_literal_phrases_is_tried_first():
    assert re.match(alternation(["a", "a b", "a bc", "x.y"]), "a  bc").group() == "a  bc"
    assert any_of("x.y").search("x.y") and not any_of("x.y").search("xzy")


def test_forgetting_leaves_no_words():
    words_in("nobody else may read this")
    lazy._woken("nobody else may read this")
    lazy.forget()
    assert words_in.cache_info().currsize == lazy._woken.cache_info().currsize == 0


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("(?:i|you) (?:leave|left) (?:him|her)", [{"leave", "left"}]),
        ("(?:you|u) leave", [{"leave"}]),
        (r"\bkys\b", [{"kys"}]),
        (r"n[i1]x(?:er|a)s?", [{"nixer", "nixers", "nixa", "nixas", "n1xer", "n1xers", "n1xa", "n1xas"}]),
        (r"f[a@]g", [{"fag", "f"}]),
        (r"a?(?:go|come)+ home", [{"home"}]),
        (r"(?:so |very )*tired", [{"tired"}]),
        (r"(?:so |very )+tired", [{"tired"}]),
        (r"\w+ing", []),
        (r"(?:hurt|\w+ed) x?", []),
        (r"[a-z]+ [^b] .?", []),
        (r"x[\s-]y(?= z)(?! w)", [{"x"}, {"y"}]),
    ],
)
def test_the_rarest_words_of_a_source_are_found(source, expected):
    assert [set(words) for words in needed_by(lazy.wrapped(source))] == expected


def test_long_lists_in_a_row_are_cut_where_need_be():
    many = "(?:" + "|".join(f"w{n}" for n in range(90)) + ")"
    assert needed_by(lazy.wrapped(f"{many}? (?:\\w+ ){{0,3}}?{many} {many} {many}? end"))[0] == {"end"}
    assert needed_by(lazy.wrapped(f"{many} {many} {many}"))[0] == {f"w{n}" for n in range(90)}
    more = "(?:" + "|".join(f"v{n} w{n}" for n in range(70)) + ")"
    assert needed_by(lazy.wrapped(f"(?:{more} ){{1,4}}{more}"))
    assert not needed_by(lazy.wrapped(f"{more}{{2}}x|(?:{more})?{more}{more}{many}"))
