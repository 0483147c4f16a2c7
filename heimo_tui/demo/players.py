"""The demo's members: they write their past, then go on living while somebody watches."""

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

from heimo_protocol import operations as ops
from heimo_protocol.anonymity.invites import read_link
from heimo_protocol.circles import open_genesis
from heimo_protocol.events import (
    Body,
    Kind,
    Need,
    PostBody,
    Quote,
    Reaction,
    ReactionBody,
    ReplyBody,
    SignedEvent,
    event_id,
    open_event,
)
from heimo_protocol.operations import LIVE, LiveArgs
from heimo_protocol.signing import Envelope
from heimo_tui.demo import script as play
from heimo_tui.demo.member import Member, Town
from heimo_tui.network.calls import Calls
from heimo_tui.network.contexts import Contexts, Route, join_attempt
from heimo_tui.network.live import listen

AT_ONCE = 8
"""Members who do something at the same time while the past is written."""

_HOUR = 3600.0


@dataclass(slots=True)
class Written:
    """The ids of what stands in a thread: its post and the replies in order; `ready` is set with the post."""

    circle: bytes
    post: bytes = b""
    replies: list[bytes] = field(default_factory=list)
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    def id_of(self, reply: int | None) -> bytes:
        """The event of a reply, or of the post."""
        return self.post if reply is None else self.replies[reply]

    def quoted(self, quote: play.Quote | None) -> Quote | None:
        """The script's quote as an event carries it."""
        return None if quote is None else Quote(self.id_of(quote.reply), quote.start, quote.end)


class Players:
    """All members of the script in one town.

    `met` is called with the circle in which the visitor wrote something, and with whoever listens there, if anybody.
    """

    def __init__(self, script: play.DemoScript, town: Town) -> None:
        self.met: Callable[[str, str | None], None] = lambda _circle, _listener: None
        self._script = script
        self._town = town
        self._members = {member.key: Member(town) for member in script.members}
        self._circles: dict[str, bytes] = {}
        self._threads: dict[str, Written] = {}
        self._own: set[bytes] = set()
        self._calls = Calls(Contexts(Route(town.address)), town.server_id)
        self._answered: dict[str, int] = defaultdict(int)

    @property
    def circles(self) -> dict[str, bytes]:
        """The id of each circle, by key; empty before they arrived."""
        return self._circles

    def member(self, key: str) -> Member:
        """Somebody by their key; raises LookupError."""
        return self._members[key]

    async def arrive(self, invites: Sequence[str]) -> None:
        """Everybody registers and joins their circles."""
        listed = await self._calls.call(join_attempt(), ops.CIRCLE_LIST, ops.CircleListArgs())
        opened = [open_genesis(entry.genesis, self._town.server_id) for entry in listed.circles]
        ids = {circle.genesis.settings.name: circle.id for circle in opened}
        self._circles = {circle.key: ids[circle.name] for circle in self._script.circles}
        given = zip(self._script.members, invites, strict=False)
        await _few_at_once([self._arrive(member, invite) for member, invite in given])

    async def write_past(self, progress: Callable[[float], None], *, from_hours: float, to_hours: float) -> None:
        """Write what happened between so many hours ago, each circle in its own order, all circles at once."""
        now = time.time()
        by_circle: dict[str, list[play.Deed]] = defaultdict(list)
        for deed in self._script.timeline():
            if from_hours >= deed.hours_ago > to_hours:
                by_circle[self._script.thread(deed.thread).circle].append(deed)
        total = sum(len(deeds) for deeds in by_circle.values())
        done = 0

        async def circle(deeds: list[play.Deed]) -> None:
            nonlocal done
            for deed in deeds:
                await self._do(deed, now - deed.hours_ago * _HOUR)
                done += 1
                if done % 20 == 0 and done < total:
                    progress(done / total)

        await asyncio.gather(*(circle(deeds) for deeds in by_circle.values()))

    async def live_on(self) -> None:
        """Play the scenes, and answer whatever the visitor writes, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            for scene in self._script.scenes:
                tasks.create_task(self._scene(scene))
            for key in self._circles:
                tasks.create_task(self._watch(key, tasks.create_task))

    async def _arrive(self, member: play.Member, invite: str) -> None:
        someone = self._members[member.key]
        await someone.register(read_link(invite).invite)
        for circle, called in member.names.items():
            await someone.join(self._circles[circle], called)

    async def _do(self, deed: play.Deed, at: float) -> None:
        thread = self._script.thread(deed.thread)
        place, need = self._circles[thread.circle], Need(thread.need)
        written = self._threads.setdefault(deed.thread, Written(place))
        author = self._members[deed.author]
        match deed.kind:
            case "post":
                if thread.once:
                    place = thread.key.encode()
                    await author.join_once(written.circle, _ONCE_NAME, 0, place)
                post = PostBody(text=thread.text.strip(), need=need, notes=list(thread.notes), lang=thread.language)
                written.post = await self._write(author, place, Kind.POST, post, None, at)
                written.ready.set()
            case "reply" if deed.reply is not None:
                reply = thread.replies[deed.reply]
                said = ReplyBody(text=reply.text.strip(), quote=written.quoted(reply.quote))
                written.replies.append(await self._write(author, place, Kind.REPLY, said, written.post, at))
            case _:
                given = ReactionBody(code=Reaction(deed.code))
                await self._write(author, place, Kind.REACTION, given, written.id_of(deed.reply), at)

    async def _write(
        self, author: Member, place: bytes, kind: Kind, body: Body, parent: bytes | None, at: float | None = None
    ) -> bytes:
        event = await author.write(place, kind, body, parent, at=at)
        self._own.add(event)
        return event

    async def _scene(self, scene: play.Scene) -> None:
        await asyncio.sleep(scene.after)
        place = self._circles[scene.circle]
        written = self._threads.setdefault(scene.thread, Written(place))
        author = self._members[scene.author]
        if scene.kind == "post":
            post = PostBody(text=scene.text.strip(), need=Need(scene.need), lang=scene.language)
            written.post = await self._write(author, place, Kind.POST, post, None)
            written.ready.set()
            return
        await written.ready.wait()
        if scene.kind == "reply":
            said = ReplyBody(text=scene.text.strip(), quote=written.quoted(scene.quote))
            written.replies.append(await self._write(author, place, Kind.REPLY, said, written.post))
        else:
            given = ReactionBody(code=Reaction(scene.reaction))
            await self._write(author, place, Kind.REACTION, given, written.post)

    async def _watch(self, key: str, start: Callable[[Coroutine[Any, Any, None]], Any]) -> None:
        """Follow a circle's log and answer what is not from one of us."""
        circle, context = self._circles[key], join_attempt()
        after = 0  # from the start: somebody may have written before we began to listen
        async for newest in listen(self._calls, context, LIVE, LiveArgs(circle=circle), None):
            while after < newest:
                got = await self._calls.call(context, ops.LIST, ops.ListArgs(circle=circle, after=after))
                for entry in got.entries:
                    after = entry.log_seq
                    if entry.event is not None and event_id(Envelope.from_bytes(entry.event).hash) not in self._own:
                        start(self._meet(key, open_event(entry.event)))

    async def _meet(self, key: str, signed: SignedEvent) -> None:
        await asyncio.sleep(0.5)  # one's own event may still be on its way back to `_write`
        if signed.id in self._own:
            return
        language = self._script.circle(key).language
        if isinstance(signed.body, PostBody | ReplyBody):
            thread = self._thread_of(signed)
            self.met(key, None if thread is None else self._listener_in(thread))
        match signed.body:
            case PostBody() if signed.event.kind is Kind.POST:
                await self._answer(key, signed.id, language, signed.body.need)
            case ReplyBody():
                await self._give_back(key, signed, language)
            case _:
                pass

    async def _answer(self, key: str, post: bytes, language: str, need: Need) -> None:
        members = [self._members[m.key] for m in self._script.others_in(key)]
        random.shuffle(members)
        begun = time.monotonic()
        for answer, author in zip(self._script.answers_for(need.value, language), members, strict=False):
            await asyncio.sleep(max(0.0, begun + answer.after - time.monotonic()))
            await self._say(author, key, post, post, answer.text, answer.reaction)

    async def _give_back(self, key: str, signed: SignedEvent, language: str) -> None:
        """Whoever listens in a thread answers the visitor's reply, in another way each time."""
        thread = self._thread_of(signed)
        backs = [back for back in self._script.backs if back.language == language]
        if thread is None or not backs or signed.event.parent is None or self._is_once(thread):
            return
        back = backs[self._answered[language] % len(backs)]
        self._answered[language] += 1
        author = self._members[self._listener_in(thread)]
        for step in back.steps:
            await asyncio.sleep(step.after)
            await self._say(author, key, signed.event.parent, signed.id, step.text, step.reaction)

    def _thread_of(self, signed: SignedEvent) -> str | None:
        """The key of the script's thread that this is a reply in."""
        return next((t for t, w in self._threads.items() if w.post == signed.event.parent), None)

    def _is_once(self, thread: str) -> bool:
        return any(t.once for t in self._script.threads if t.key == thread)

    def _listener_in(self, thread: str) -> str:
        """Who answers there: the thread's author, and in the visitor's own whoever replied first."""
        for scene in self._script.scenes:
            if scene.thread == thread and scene.kind == "post":
                return scene.author
        written = self._script.thread(thread)
        heard = (written.author, *(reply.author for reply in written.replies))
        return next(one for one in heard if one != self._script.visitor.key)

    async def _say(self, author: Member, key: str, post: bytes, about: bytes, text: str, reaction: str) -> None:
        """Reply in the thread of `post`, or react to `about`."""
        place = self._circles[key]
        if reaction:
            await self._write(author, place, Kind.REACTION, ReactionBody(code=Reaction(reaction)), about)
        if text:
            await self._write(author, place, Kind.REPLY, ReplyBody(text=text.strip()), post)


_ONCE_NAME = "somebody, once"


async def _few_at_once(work: Sequence[Coroutine[Any, Any, None]]) -> None:
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(item: Coroutine[Any, Any, None]) -> None:
        async with gate:
            await item

    await asyncio.gather(*(one(item) for item in work))
