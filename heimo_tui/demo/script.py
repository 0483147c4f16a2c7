"""The invented community of the demo: who is there, what was written over twelve days, what happens while one watches.

The text lives in `community/*.toml`. Keys of members, circles and threads are local to these files. A member has
another name in each circle (`Member.names`), as the protocol has it. Times are hours before the demo starts, or
seconds after something while it runs. `DemoScript.timeline` gives everything that already happened, oldest first,
so that a player can walk through it once; `scenes`, `answers` and `backs` are what it plays live.
"""

import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any, Final

from heimo_tui.demo.script_rules import problems_in
from heimo_tui.demo.script_shapes import (
    Answer,
    Back,
    BackStep,
    Circle,
    Deed,
    DemoScript,
    Member,
    Quote,
    Reaction,
    Reply,
    Scene,
    Thread,
)

__all__ = [
    "Answer",
    "Back",
    "BackStep",
    "Circle",
    "Deed",
    "DemoScript",
    "Member",
    "Quote",
    "Reaction",
    "Reply",
    "Scene",
    "Thread",
    "load",
]

_THREAD_FILES: Final = (
    "burnout", "grief", "new_parents", "coming_out", "far_from_home", "debt", "anxiety", "kotona",
)  # fmt: skip


def load() -> DemoScript:
    """The demo's script; raises ValueError, naming the place, where the files contradict themselves."""
    raw = _read("community")
    circles = tuple(_circle(c) for c in raw["circle"])
    language = {c.key: c.language for c in circles}
    threads = tuple(
        _thread(t, key, language[key])
        for file in _THREAD_FILES
        for key in (file.replace("_", "-"),)
        for t in _read(file)["thread"]
    )
    live = _read("live")
    script = DemoScript(
        raw["name"],
        tuple(_member(m) for m in raw["member"]),
        circles,
        threads,
        _scenes(live["scene"], threads, language),
        tuple(_answer(a) for a in live["answer"]),
        tuple(Back(b["language"], tuple(_step(s) for s in b["steps"])) for b in live["back"]),
    )
    if problems := problems_in(script):
        raise ValueError("; ".join(problems))
    return script


def _read(file: str) -> dict[str, Any]:
    path = resources.files("heimo_tui.demo").joinpath("community", f"{file}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _member(raw: dict[str, Any]) -> Member:
    return Member(raw["key"], raw["voice"], raw["names"], raw.get("moderator", False), raw.get("visitor", False))


def _circle(raw: dict[str, Any]) -> Circle:
    return Circle(
        raw["key"], raw["name"], raw["language"], raw["purpose"], tuple(raw["rules"]), tuple(raw["notes"]), raw["once"]
    )  # fmt: skip


def _thread(raw: dict[str, Any], circle: str, language: str) -> Thread:
    said = [raw["text"]]
    replies = []
    for r in raw.get("reply", ()):
        quote = _quote(r, said, raw["key"])
        replies.append(Reply(r["author"], float(r["ago"]), r["text"], quote, _reactions(r)))
        said.append(r["text"])
    return Thread(
        key=raw["key"],
        circle=circle,
        author=raw["author"],
        hours_ago=float(raw["ago"]),
        need=raw["need"],
        notes=tuple(raw.get("note", ())),
        language=raw.get("lang", language),
        text=raw["text"],
        once=raw.get("once", False),
        replies=tuple(replies),
        reactions=_reactions(raw),
    )


def _reactions(raw: dict[str, Any]) -> tuple[Reaction, ...]:
    given = raw.get("reactions", {})
    return tuple(Reaction(author, code) for code, authors in given.items() for author in authors)


def _quote(raw: dict[str, Any], said: list[str], where: str) -> Quote | None:
    """Find quoted words; `said` is the post followed by the replies so far."""
    words = raw.get("quote")
    if words is None:
        return None
    of = raw.get("of")
    index = 0 if of is None else of + 1
    if index >= len(said) or said[index].count(words) != 1:
        raise ValueError(f"{where}: no single {words!r} to quote")
    start = said[index].index(words)
    return Quote(of, start, start + len(words))


def _scenes(raws: list[dict[str, Any]], threads: tuple[Thread, ...], language: Mapping[str, str]) -> tuple[Scene, ...]:
    said = {t.key: [t.text, *(r.text for r in t.replies)] for t in threads}
    home = {t.key: t.circle for t in threads}
    scenes = []
    for raw in raws:
        opens = "circle" in raw
        key = raw["key"] if opens else raw["thread"]
        if opens:
            home[key], said[key] = raw["circle"], []
        if key not in home:
            raise ValueError(f"live: there is no thread {key!r}")
        quote = _quote(raw, said[key], f"live {key}")
        text, reaction = raw.get("text", ""), raw.get("reaction", "")
        if text:
            said[key].append(text)
        scenes.append(
            Scene(
                after=float(raw["after"]),
                kind="post" if opens else "reaction" if reaction else "reply",
                author=raw["author"],
                circle=home[key],
                thread=key,
                language=language[home[key]],
                text=text,
                quote=quote,
                need=raw.get("need", ""),
                reaction=reaction,
            )
        )
    return tuple(scenes)


def _answer(raw: dict[str, Any]) -> Answer:
    step = _step(raw)
    return Answer(raw["need"], raw["language"], step.after, step.text, step.reaction)


def _step(raw: dict[str, Any]) -> BackStep:
    return BackStep(float(raw["after"]), raw.get("text", ""), raw.get("reaction", ""))
