"""What members and the visitor write to each other in messages; the text lives in `community/messages.toml`."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from heimo_protocol.limits import REQUEST_TEXT_CHARS
from heimo_tui.demo.script_shapes import DemoScript


@dataclass(frozen=True, slots=True)
class Line:
    """Something that a member says; `by` is their key, empty in what anybody may say."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """What stands in a conversation when the demo has begun; its first line is the request for contact."""

    circle: str
    peer: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A request for contact that waits for the visitor."""

    circle: str
    line: Line


@dataclass(frozen=True, slots=True)
class Words:
    """Something to say in a language: by one member, or by anybody where `by` is empty."""

    language: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class MailScript:
    """All of it. `welcomes` are what is said first by whoever accepts, `answers` what is said after that."""

    conversation: Conversation
    request: Request
    welcomes: tuple[Words, ...]
    answers: tuple[Words, ...]


def load(script: DemoScript) -> MailScript:
    """The messages of the demo; raises ValueError, naming the place, where they do not fit its people."""
    path = resources.files("heimo_tui.demo").joinpath("community", "messages.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    talk, request = raw["conversation"], raw["request"]
    mail = MailScript(
        Conversation(talk["circle"], talk["with"], tuple(_line(one) for one in talk["line"])),
        Request(request["circle"], _line(request)),
        tuple(_words(one) for one in raw["welcome"]),
        tuple(_words(one) for one in raw["answer"]),
    )
    if problems := list(problems_in(mail, script)):
        raise ValueError("; ".join(problems))
    return mail


def problems_in(mail: MailScript, script: DemoScript) -> Iterator[str]:
    """Everything that is wrong with it, one sentence each."""
    talk, request, you = mail.conversation, mail.request, script.visitor.key
    for circle, key in ((talk.circle, talk.peer), (request.circle, request.line.by)):
        here = {one.key for one in script.members_of(circle)}
        yield from (f"messages: {one} is not in {circle}" for one in (key, you) if one not in here)
        if not _have_met(script, circle, key, you):
            yield f"messages: {key} and {you} never spoke in {circle}"
    if {one.by for one in talk.lines} != {talk.peer, you} or talk.lines[0].by != talk.peer:
        yield f"messages: {talk.peer} asks, and both speak"
    if talk.peer == request.line.by:
        yield f"messages: {talk.peer} asks again"
    for line in (talk.lines[0], request.line):
        if len(line.text) > REQUEST_TEXT_CHARS:
            yield f"messages: the request of {line.by} is too long"
    for language in {one.language for one in script.circles}:
        for what, words in (("welcome", mail.welcomes), ("answer", mail.answers)):
            if not any(one.language == language and not one.by for one in words):
                yield f"messages: no {what} in {language}"
    said = [line.text for line in (*talk.lines, request.line)] + [one.text for one in (*mail.welcomes, *mail.answers)]
    yield from (f"messages: {text[:20]!r} is empty, padded or said twice" for text in said if _is_off(text, said))


def _have_met(script: DemoScript, circle: str, one: str, other: str) -> bool:
    """Whether one of the two replied to the other there, without which nobody can ask for contact."""
    return any(
        thread.circle == circle and {thread.author, reply.author} == {one, other}
        for thread in script.threads
        for reply in thread.replies
    )


def _is_off(text: str, said: list[str]) -> bool:
    return not text or text != text.strip() or said.count(text) > 1


def _line(raw: dict[str, Any]) -> Line:
    return Line(raw["by"], raw["text"].strip())


def _words(raw: dict[str, Any]) -> Words:
    return Words(raw["language"], raw.get("by", ""), raw["text"].strip())
