"""The parts of the demo's script: members, circles, threads, and what happens live."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the community: the name they go by in each circle they are in, and how they write.

    The `visitor` is whoever opened the demo: they were here before, and nobody speaks for them while they watch.
    """

    key: str
    voice: str
    names: Mapping[str, str]
    moderator: bool
    visitor: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle to found; `once` says how it treats one-time names: "off", "held" or "on"."""

    key: str
    name: str
    language: str
    purpose: str
    rules: tuple[str, ...]
    notes: tuple[str, ...]
    once: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words taken from the post (`reply` None) or from reply number `reply` (from 0): characters start..end."""

    reply: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reaction:
    """A reaction code and the member it comes from."""

    author: str
    code: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer in a thread, under the author's name in that circle."""

    author: str
    hours_ago: float
    text: str
    quote: Quote | None
    reactions: tuple[Reaction, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """A post with its answers; `once` means that it is written under a one-time name."""

    key: str
    circle: str
    author: str
    hours_ago: float
    need: str
    notes: tuple[str, ...]
    language: str
    text: str
    once: bool
    replies: tuple[Reply, ...]
    reactions: tuple[Reaction, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """Something a member does `after` seconds: a "post" that opens `thread`, or a "reply" or "reaction" in it.

    A quote of a reply counts the replies of earlier scenes as well. `need` is set for a post only,
    `reaction` (always to the post itself) for a reaction only.
    """

    after: float
    kind: Literal["post", "reply", "reaction"]
    author: str
    circle: str
    thread: str
    language: str
    text: str
    quote: Quote | None
    need: str
    reaction: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody gives to a post of the visitor that has this need: words, or only a reaction code."""

    need: str
    language: str
    after: float
    text: str
    reaction: str


@dataclass(frozen=True, slots=True)
class BackStep:
    """One thing given back to the visitor `after` seconds: words, or a reaction code to their reply."""

    after: float
    text: str
    reaction: str


@dataclass(frozen=True, slots=True)
class Back:
    """What the author of a post gives back when the visitor has answered it, in order."""

    language: str
    steps: tuple[BackStep, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that happened before the demo starts: reply number `reply` or, where None, the post of `thread`.

    For a "reaction", `thread` and `reply` say what it is given to and `code` which one it is.
    """

    hours_ago: float
    kind: Literal["post", "reply", "reaction"]
    author: str
    thread: str
    reply: int | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class DemoScript:
    """The whole play."""

    name: str
    members: tuple[Member, ...]
    circles: tuple[Circle, ...]
    threads: tuple[Thread, ...]
    scenes: tuple[Scene, ...]
    answers: tuple[Answer, ...]
    backs: tuple[Back, ...]

    @property
    def visitor(self) -> Member:
        """Who watches; raises LookupError."""
        return {m.visitor: m for m in self.members}[True]

    def circle(self, key: str) -> Circle:
        """The circle with this key; raises LookupError."""
        return {c.key: c for c in self.circles}[key]

    def thread(self, key: str) -> Thread:
        """The thread with this key, not those that scenes open; raises LookupError."""
        return {t.key: t for t in self.threads}[key]

    def members_of(self, circle: str) -> tuple[Member, ...]:
        """Members of a circle, ordinary ones before the moderator, in the order of the file."""
        return tuple(sorted((m for m in self.members if circle in m.names), key=lambda m: m.moderator))

    def others_in(self, circle: str) -> tuple[Member, ...]:
        """The same without the visitor."""
        return tuple(m for m in self.members_of(circle) if not m.visitor)

    def answers_for(self, need: str, language: str) -> tuple[Answer, ...]:
        """What to give to a visitor's post, in time order; each from another member of the circle."""
        return tuple(a for a in self.answers if (a.need, a.language) == (need, language))

    def timeline(self) -> tuple[Deed, ...]:
        """All that happened before the start, oldest first; nothing comes before what it answers."""
        deeds = [deed for thread in self.threads for deed in _deeds(thread)]
        return tuple(sorted(deeds, key=lambda d: -d.hours_ago))


def _deeds(thread: Thread) -> list[Deed]:
    deeds = [Deed(thread.hours_ago, "post", thread.author, thread.key)]
    deeds += _given(thread.hours_ago, thread.key, None, thread.reactions)
    for index, reply in enumerate(thread.replies):
        deeds.append(Deed(reply.hours_ago, "reply", reply.author, thread.key, index))
        deeds += _given(reply.hours_ago, thread.key, index, reply.reactions)
    return deeds


def _given(hours_ago: float, thread: str, reply: int | None, reactions: tuple[Reaction, ...]) -> list[Deed]:
    """Reactions trickle in over the first half of the time since."""
    step = hours_ago / 2 / (len(reactions) + 1)
    return [
        Deed(hours_ago - step * (i + 1), "reaction", r.author, thread, reply, r.code) for i, r in enumerate(reactions)
    ]
