"""The demo's community loads, holds to its rules, and reads like people."""

import dataclasses
import re
from collections import Counter

import pytest

from heimo_tui.demo.script import Answer, Circle, DemoScript, Member, Reaction, Reply, Scene, Thread, load
from heimo_tui.demo.script_rules import problems_in

SCRIPT = load()
BY_KEY = {t.key: t for t in SCRIPT.threads}
WAITING = [t for t in SCRIPT.threads if not t.replies and t.need != "none"]


def all_texts() -> list[str]:
    told = [x for t in SCRIPT.threads for x in (t.text, *(r.text for r in t.replies))]
    live = [s.text for s in SCRIPT.scenes if s.text] + [a.text for a in SCRIPT.answers if a.text]
    return told + live + [s.text for b in SCRIPT.backs for s in b.steps if s.text]


def test_the_community_is_as_large_as_a_small_real_one() -> None:
    assert SCRIPT.name == "kitchen-table"
    assert 13 <= len(SCRIPT.members) <= 16
    assert Counter(c.language for c in SCRIPT.circles) == {"en": 7, "fi": 1}
    assert len(SCRIPT.threads) >= 45
    assert sum(len(t.replies) for t in SCRIPT.threads) >= 140
    assert max(t.hours_ago for t in SCRIPT.threads) <= 12 * 24
    assert {t.need for t in SCRIPT.threads} == {"listen", "ask", "ideas", "none"}
    assert sum(1 for t in SCRIPT.threads for r in t.replies if r.quote) >= 30


def test_some_threads_wait_and_each_gets_its_first_reply_live() -> None:
    assert 4 <= len(WAITING) <= 6
    answered = {s.thread for s in SCRIPT.scenes if s.kind == "reply"}
    assert {t.key for t in WAITING} <= answered


def test_there_is_a_topic_to_fold_and_a_post_under_a_one_time_name() -> None:
    assert [t.key for t in SCRIPT.threads if "self_harm" in t.notes] == ["a-tuesday"]
    assert [t.key for t in SCRIPT.threads if t.once] == ["g-relief"]


def test_lengths_vary_from_a_few_words_to_several_paragraphs() -> None:
    words = [len(x.split()) for x in all_texts()]
    assert min(words) <= 3
    assert max(words) >= 90
    assert max(x.count("\n\n") for x in all_texts()) >= 3


def test_nothing_is_said_twice_and_nothing_identifies_anybody() -> None:
    texts = all_texts()
    assert [x for x, n in Counter(texts).items() if n > 1] == []
    for text in texts:
        assert not re.search(r"https?://|www\.|\S@\S|\+?\d[\d -]{6,}\d", text), text


def test_only_the_finnish_circle_is_written_in_finnish() -> None:
    finnish = re.compile(r"[äö]")
    for thread in SCRIPT.threads:
        told = " ".join((thread.text, *(r.text for r in thread.replies)))
        assert bool(finnish.search(told)) == (thread.circle == "kotona"), thread.key


def test_a_quote_is_found_in_what_it_quotes() -> None:
    first = BY_KEY["b-hands"].replies[0].quote
    assert first is not None
    assert first.reply is None
    assert BY_KEY["b-hands"].text[first.start : first.end] == "as if it was a stage"
    later = BY_KEY["b-envy"].replies[1].quote
    assert later is not None
    assert later.reply == 0
    assert BY_KEY["b-envy"].replies[0].text[later.start : later.end] == "where would yours be"


def test_a_live_quote_may_be_of_an_earlier_scene() -> None:
    quote = next(s.quote for s in SCRIPT.scenes if s.thread == "p-dad" and s.author == "dag")
    said = next(s.text for s in SCRIPT.scenes if s.thread == "p-dad" and s.author == "ines")
    assert quote is not None
    assert said[quote.start : quote.end] == "How are you?"


def test_the_timeline_holds_everything_oldest_first_and_nothing_before_what_it_answers() -> None:
    deeds = SCRIPT.timeline()
    assert [d.hours_ago for d in deeds] == sorted((d.hours_ago for d in deeds), reverse=True)
    assert all(d.hours_ago > 0 for d in deeds)
    kinds = Counter(d.kind for d in deeds)
    assert kinds["post"] == len(SCRIPT.threads)
    assert kinds["reply"] == sum(len(t.replies) for t in SCRIPT.threads)
    done: set[tuple[str, int | None]] = set()
    for deed in deeds:
        if deed.kind == "reaction":
            assert (deed.thread, deed.reply) in done
        elif deed.kind == "reply":
            assert deed.reply is not None
            assert (deed.thread, deed.reply - 1 if deed.reply else None) in done
            done.add((deed.thread, deed.reply))
        else:
            done.add((deed.thread, None))


def test_live_scenes_are_spread_over_four_minutes() -> None:
    assert 12 <= len(SCRIPT.scenes) <= 18
    assert SCRIPT.scenes[0].after == 4
    assert SCRIPT.scenes[-1].after <= 240
    assert {s.kind for s in SCRIPT.scenes} == {"post", "reply", "reaction"}
    assert {s.language for s in SCRIPT.scenes} == {"en", "fi"}


@pytest.mark.parametrize("language", ["en", "fi"])
@pytest.mark.parametrize("need", ["listen", "ask", "ideas", "none"])
def test_whatever_the_visitor_writes_somebody_has_an_answer(need: str, language: str) -> None:
    answers = SCRIPT.answers_for(need, language)
    assert 2 <= len(answers) <= 6
    assert [a.after for a in answers] == sorted(a.after for a in answers)
    assert all(a.text for a in answers) == (need != "none")
    speakers = [m for c in SCRIPT.circles if c.language == language for m in [SCRIPT.members_of(c.key)]]
    assert all(len(members) > 3 for members in speakers)


@pytest.mark.parametrize("language", ["en", "fi"])
def test_whoever_the_visitor_answers_has_something_to_give_back(language: str) -> None:
    backs = [b for b in SCRIPT.backs if b.language == language]
    assert len(backs) >= 3
    assert all(b.steps[0].reaction for b in backs)


def test_members_of_a_circle_come_before_its_moderator_and_unknown_keys_are_errors() -> None:
    members = SCRIPT.members_of("grief")
    assert [m.moderator for m in members] == [False] * (len(members) - 1) + [True]
    assert SCRIPT.circle("kotona").language == "fi"
    assert SCRIPT.thread("g-soup").author == "oskar"
    with pytest.raises(LookupError):
        SCRIPT.thread("live-list")


HERE = Circle("c", "C", "en", "", (), ("death",), "off")
ANN = Member("ann", "", {"c": "a"}, False)
BEN = Member("ben", "", {"c": "b"}, True)
POST = Thread("t", "c", "ann", 5, "listen", (), "en", "hello", False, (), ())
REPLY = Reply("ben", 4, "hi", None, ())
SMALL = DemoScript("s", (ANN, BEN), (HERE,), (POST,), (), (), ())
SCENE = Scene(1, "reply", "ann", "c", "t", "en", "x", None, "", "")


def with_post(**change: object) -> DemoScript:
    return dataclasses.replace(SMALL, threads=(dataclasses.replace(POST, **change),))  # type: ignore[arg-type]  # the caller names real fields


def test_a_script_without_faults_has_no_problems() -> None:
    assert problems_in(SMALL) == []
    assert problems_in(SCRIPT) == []


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        (with_post(need="hug"), "unknown need"),
        (with_post(need="none", replies=(REPLY,)), "asked for no replies"),
        (with_post(once=True), "no one-time names"),
        (with_post(notes=("debt",)), "no note"),
        (with_post(text=" padded "), "padded"),
        (with_post(text="x" * 8001), "too long"),
        (with_post(author="zoe"), "not in c"),
        (with_post(replies=(dataclasses.replace(REPLY, author="zoe"),)), "not in c"),
        (with_post(replies=(dataclasses.replace(REPLY, hours_ago=6),)), "out of order"),
        (with_post(reactions=(Reaction("ann", "hear_you"),)), "their own words"),
        (with_post(reactions=(Reaction("ben", "like"),)), "unknown reaction"),
        (with_post(reactions=(Reaction("zoe", "hear_you"),)), "not there"),
        (with_post(reactions=(Reaction("ben", "hear_you"),) * 2), "twice"),
        (dataclasses.replace(SMALL, members=(ANN,)), "nobody moderates"),
        (dataclasses.replace(SMALL, threads=(POST, POST)), "used twice"),
        (
            dataclasses.replace(SMALL, members=(ANN, dataclasses.replace(BEN, names={"c": "a"}))),
            "two places",
        ),
        (
            dataclasses.replace(SMALL, members=(ANN, dataclasses.replace(BEN, names={"c": "b", "d": "e"}))),
            "no circle 'd'",
        ),
        (dataclasses.replace(SMALL, scenes=(SCENE, SCENE)), "out of order"),
        (dataclasses.replace(SMALL, scenes=(dataclasses.replace(SCENE, author="zoe"),)), "not in c"),
        (dataclasses.replace(SMALL, scenes=(dataclasses.replace(SCENE, text=""),)), "either words"),
        (dataclasses.replace(SMALL, scenes=(dataclasses.replace(SCENE, kind="post"),)), "known key"),
        (dataclasses.replace(SMALL, answers=(Answer("none", "en", 1, "words", ""),)), "wants none"),
        (dataclasses.replace(SMALL, answers=(Answer("ask", "en", 1, "", "like"),)), "unknown reaction"),
    ],
)
def test_each_fault_is_named(script: DemoScript, problem: str) -> None:
    assert any(problem in found for found in problems_in(script)), problems_in(script)


def test_an_author_who_would_give_a_one_time_name_away_is_a_fault() -> None:
    own = Reply("ann", 4, "it was me", None, ())
    thread = dataclasses.replace(POST, once=True, replies=(own,))
    circle = dataclasses.replace(HERE, once="on")
    script = dataclasses.replace(SMALL, circles=(circle,), threads=(thread,))
    assert any("usual name" in p for p in problems_in(script))
