"""What the demo's script must hold to, so that a player can carry it out through the real operations."""

from collections import Counter
from collections.abc import Iterable, Iterator

from heimo_tui.core.notes import NEED_CODES, NOTE_CODES, REACTION_CODES
from heimo_tui.demo.script_shapes import DemoScript, Reaction, Thread

_MAX_TEXT_BYTES = 8000  # a post body, protocol section 9.2


def problems_in(script: DemoScript) -> list[str]:
    """Everything that is wrong with the script, one sentence each; empty when it can be played."""
    return [*_people(script), *_threads(script), *_live(script)]


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


def _people(script: DemoScript) -> Iterator[str]:
    circles = {c.key for c in script.circles}
    keys = [m.key for m in script.members] + [c.key for c in script.circles] + [t.key for t in script.threads]
    yield from (f"{key}: used twice" for key in _repeated(keys))
    # one name in two circles would tie two pseudonyms of one person together
    names = [name for m in script.members for name in m.names.values()]
    yield from (f"{name}: a name goes by in two places" for name in _repeated(names))
    for member in script.members:
        yield from (f"{member.key}: no circle {key!r}" for key in member.names if key not in circles)
    for circle in script.circles:
        yield from (f"{circle.key}: unknown note {n!r}" for n in circle.notes if n not in NOTE_CODES)
        if not any(m.moderator and circle.key in m.names for m in script.members):
            yield f"{circle.key}: nobody moderates"


def _threads(script: DemoScript) -> Iterator[str]:
    for thread in script.threads:
        yield from (f"{thread.key}: {problem}" for problem in _thread(script, thread))


def _thread(script: DemoScript, thread: Thread) -> Iterator[str]:
    circle = script.circle(thread.circle)
    here = {m.key for m in script.members_of(thread.circle)}
    if thread.need not in NEED_CODES:
        yield f"unknown need {thread.need!r}"
    if thread.need == "none" and thread.replies:
        yield "asked for no replies and has some"
    if thread.once and circle.once == "off":
        yield "its circle has no one-time names"
    yield from (f"{circle.key} has no note {note!r}" for note in thread.notes if note not in circle.notes)
    yield from _text(thread.text)
    yield from _given(thread.reactions, here, thread.author)
    acting = {r.author for r in thread.replies} | {g.author for r in thread.replies for g in r.reactions}
    if thread.once and thread.author in acting:
        yield "its author would be recognised by the usual name"
    if thread.author not in here:
        yield f"{thread.author} is not in {circle.key}"
    latest = thread.hours_ago
    for reply in thread.replies:
        if reply.author not in here:
            yield f"{reply.author} is not in {circle.key}"
        if not 0 < reply.hours_ago < latest:
            yield f"reply of {reply.author} comes out of order"
        latest = reply.hours_ago
        yield from _text(reply.text)
        yield from _given(reply.reactions, here, reply.author)


def _text(text: str) -> Iterator[str]:
    if not text.strip() or text != text.strip():
        yield f"empty or padded text {text[:20]!r}"
    if len(text.encode()) > _MAX_TEXT_BYTES:
        yield "text is too long"


def _given(reactions: tuple[Reaction, ...], here: set[str], author: str) -> Iterator[str]:
    yield from (f"unknown reaction {r.code!r}" for r in reactions if r.code not in REACTION_CODES)
    yield from (f"{r.author} is not there to react" for r in reactions if r.author not in here)
    yield from (f"{r.author} reacts to their own words" for r in reactions if r.author == author)
    pairs = [f"{r.author}/{r.code}" for r in reactions]
    yield from (f"{pair} given twice" for pair in _repeated(pairs))


def _live(script: DemoScript) -> Iterator[str]:
    opened = {t.key for t in script.threads}
    for before, scene in zip((None, *script.scenes), script.scenes, strict=False):
        where = f"live {scene.thread} at {scene.after:g} s"
        if before and scene.after <= before.after:
            yield f"{where}: out of order"
        if scene.kind == "post":
            if scene.thread in opened or scene.need not in NEED_CODES:
                yield f"{where}: a known key or an unknown need"
            opened.add(scene.thread)
        if scene.author not in {m.key for m in script.members_of(scene.circle)}:
            yield f"{where}: {scene.author} is not in {scene.circle}"
        yield from (f"{where}: {p}" for p in _said(scene.text, scene.reaction))
    for answer in script.answers:
        where = f"answer to {answer.need} in {answer.language}"
        yield from (f"{where}: {p}" for p in _said(answer.text, answer.reaction))
        if answer.need == "none" and answer.text:
            yield f"{where}: words for a post that wants none"
    for back in script.backs:
        for step in back.steps:
            yield from (f"back: {p}" for p in _said(step.text, step.reaction))


def _said(text: str, reaction: str) -> Iterator[str]:
    if bool(text) == bool(reaction):
        yield "needs either words or a reaction"
    if reaction and reaction not in REACTION_CODES:
        yield f"unknown reaction {reaction!r}"
    if text:
        yield from _text(text)
