"""Some days of a small community, lived with real keys, and every request of it kept as a sample for attacks."""

import os
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol import operations as ops
from heimo_protocol.anonymity.tokens import TokenType
from heimo_protocol.appeals import APPEAL_BYTES
from heimo_protocol.encoding import encode
from heimo_protocol.errors import Refusal
from heimo_protocol.events import (
    Action,
    EmptyBody,
    Kind,
    ModerationBody,
    Need,
    NoteBody,
    PostBody,
    Reaction,
    ReactionBody,
    SignedEvent,
)
from heimo_protocol.limits import SEALED_REPORT_CLASSES, ServerLimits
from heimo_protocol.requests import Auth, Mode, SpentToken
from heimo_protocol.signing import public_bytes
from tests.server.mail import SEALING, decide, draw, open_queue, pay, put_bundle, request_to, stamped
from tests.server.people import Name, Person, Town

LIMITS = ServerLimits(
    posts_hour=10**6,
    posts_day=10**6,
    first_day_posts=10**6,
    request_tokens_day=10**4,
    queue_tokens_day=10**4,
    first_day_requests=10**4,
    invites_month=10**4,
    anonymous_second=10**6,
    anonymous_burst=10**6,
    entry_codes_minute=10**6,
    inbox=10**4,
)
"""No budgets: a request that a budget refuses would not be looked at any further."""

_SEALED_APPEAL = APPEAL_BYTES + SEALING
_SEALED_REPORT = SEALED_REPORT_CLASSES[0] + SEALING


@dataclass(frozen=True, slots=True)
class Sample:
    """A request that a real client sends: the operation, its encoded arguments, and who signs or what pays."""

    op: str
    args: bytes
    private: Ed25519PrivateKey | None = None
    mode: Mode = Mode.NAME
    token: SpentToken | None = None


@dataclass
class RecordedTown(Town):
    """A town that keeps a sample of all that its people send."""

    samples: list[Sample] = field(default_factory=list)
    keys: dict[bytes, Ed25519PrivateKey] = field(default_factory=dict)

    def auth(self, op: str, raw: bytes, private: Ed25519PrivateKey, mode: Mode) -> Auth:
        """Sign, and remember the key."""
        self.keys[public_bytes(private)] = private
        return super().auth(op, raw, private, mode)

    async def send(self, op: str, raw: bytes, auth: Auth | None, token: SpentToken | None = None) -> Any:
        """Keep a sample, and send it."""
        private = None if auth is None else self.keys[auth.key]
        self.samples.append(Sample(op, raw, private, Mode.NAME if auth is None else auth.mode, token))
        return await super().send(op, raw, auth, token)


@dataclass(frozen=True, slots=True)
class Life:
    """What is left of it: samples of every operation, and the names that go on writing."""

    town: RecordedTown
    circle: bytes
    names: list[Name]
    samples: list[Sample]


async def live(town: RecordedTown) -> Life:
    """Found a circle with five people who do everything once that there is to do."""
    begun = len(town.samples)
    circle = await town.circle(open_reading=True)
    people = [await town.person() for _ in range(5)]
    names = [await person.join(circle, f"name {at}") for at, person in enumerate(people)]
    moderator = names[0]
    await decide(circle, Action.GRANT, moderator)
    await _public(town, circle, people, names)
    await _moderated(town, circle, moderator, names)
    await _mail(town, moderator, names[1], names[2])
    await town.call("account.delete", ops.DeleteAccountArgs(), people[4].account, Mode.ACCOUNT)
    _streams(town, circle, names)
    return Life(town, circle, names, town.samples[begun:])


async def _public(town: RecordedTown, circle: bytes, people: list[Person], names: list[Name]) -> None:
    await town.call("circle.list", ops.CircleListArgs())
    await people[1].renew()
    await draw(town, TokenType.INVITE, 1, people[1].account, Mode.ACCOUNT)
    post = await names[1].post("Does anybody else wake at four?")
    reply = await names[2].reply(post, "Every night.")
    await names[1].edit(post, "Does anybody else wake at five?")
    await names[3].do(Kind.REACTION, ReactionBody(code=Reaction.WITH_YOU), reply.id)
    await names[2].show_card()
    await names[2].delete(reply)
    await names[4].do(Kind.LEAVE, EmptyBody())
    await town.entries(circle)
    await town.entries(circle, names[1].private)
    await town.call("event.list", ops.ListArgs(circle=circle, after=2, max=3), names[1].private)
    await town.call("circle.governance", ops.GovernanceArgs(circle=circle), names[1].private)


async def _moderated(town: RecordedTown, circle: bytes, moderator: Name, names: list[Name]) -> None:
    post = await names[3].post("Something unkind.")
    await names[3].put(names[3].sign(Kind.POST, PostBody(text="To be read first.", need=Need.LISTEN)), hold=True)
    await town.call("event.held", ops.HeldArgs(circle=circle), moderator.private)
    await town.call("post.report", ops.ReportArgs(circle=circle, event=post.id, reason="unkind"), names[1].private)
    await town.call("post.reported", ops.ReportedArgs(circle=circle), moderator.private)
    hide = await moderator.do(Kind.MODERATION, ModerationBody(action=Action.HIDE, target=post.id, words="Please."))
    await moderator.do(Kind.NOTE, NoteBody(notes=["death"]), post.id)
    await _tried(_appeal(names[3], hide, moderator))
    await town.call("appeal.fetch", ops.AppealFetchArgs(), moderator.private)


async def _appeal(name: Name, decision: SignedEvent, moderator: Name) -> None:
    sealed = [ops.SealedFor(moderator.key, os.urandom(_SEALED_APPEAL))]
    await name.town.call("appeal.put", ops.AppealPutArgs(decision=decision.id, sealed=sealed), name.private)


async def _mail(town: RecordedTown, moderator: Name, one: Name, other: Name) -> None:
    await put_bundle(one)
    await town.call("bundle.list", ops.BundleListArgs(), other.private)
    (token,) = await draw(town, TokenType.REQUEST, 1, other.private)
    await pay(town, "request.send", request_to(one), token)
    await town.call("request.fetch", ops.RequestFetchArgs(), one.private)
    message = await stamped(one)
    queue = await open_queue(other)
    await queue.send()
    frank = await town.call("frank.token", ops.FrankTokenArgs(), one.private)
    sealed = [ops.SealedFor(moderator.key, os.urandom(_SEALED_REPORT))]
    await town.call("report.put", ops.ReportPutArgs(messages=[message], sealed=sealed), one.private)
    await town.call("report.fetch", ops.ReportFetchArgs(), moderator.private)
    await town.call("frank.open", ops.FrankOpenArgs(token=frank.token, message=message), moderator.private)
    await queue.delete()
    left = await open_queue(other)
    await left.send()
    raw = encode(ops.QueueArgs(qid=left.qid))
    town.keys[public_bytes(left.receiver)] = left.receiver
    town.samples.append(Sample("queue.live", raw, left.receiver, Mode.QUEUE_RECEIVER))


def _streams(town: RecordedTown, circle: bytes, names: list[Name]) -> None:
    raw = encode(ops.LiveArgs(circle=circle))
    town.samples += [Sample("live", raw, names[0].private), Sample("live", raw)]


async def _tried(work: Awaitable[object]) -> None:
    """What may be refused; the sample is there all the same."""
    with suppress(Refusal):
        await work
