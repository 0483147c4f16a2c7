"""What moderators and the owner decided, as every reader can work it out alone (PROTOCOL 9.1 and 9.6)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from heimo_protocol.circles import CircleSettings, Genesis
from heimo_protocol.decisions import Bench, FirstWord, is_second, needs_second
from heimo_protocol.events import Action, Body, Kind, ModerationBody, NoteBody, SettingsBody, SignedEvent

KINDS = frozenset({Kind.MODERATION, Kind.NOTE, Kind.SETTINGS})


@dataclass(frozen=True, slots=True)
class Decision:
    """A signed decision at its place in the log."""

    log_seq: int
    signed: SignedEvent = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ban:
    """A name may not write: what it wrote after entry `after` does not count, until `until` (unix hour, 0: ever).

    `decision` is the event that says so, and `words` are its moderator's.
    """

    after: int
    until: int
    decision: bytes = b""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Rulings:
    """The decisions in force. Ids are event ids, keys are 32 bytes; `hidden` gives the moderator's words.

    `hidden_by` gives the decisions that hid events. `seconds` are names that one moderator wants to ban where the
    circle asks for two. `bans` are the decisions that banned somebody, now or once: a first word alone is none.

    `ignored` are log numbers of decisions by somebody who had no right to them. `least_retention` is the
    shortest time in days that bodies were kept under any of the settings.
    """

    settings: CircleSettings
    moderators: frozenset[bytes]
    hidden: dict[bytes, str]
    locked: frozenset[bytes]
    notes: dict[bytes, tuple[str, ...]]
    banned: dict[bytes, Ban]
    ignored: tuple[int, ...]
    least_retention: int
    ever_hidden: frozenset[bytes]
    stewards: frozenset[bytes] = frozenset()
    hidden_by: dict[bytes, bytes] = field(default_factory=dict)
    seconds: dict[bytes, FirstWord] = field(default_factory=dict)
    bans: frozenset[bytes] = frozenset()

    def bench(self, owner: bytes) -> Bench:
        """Who decides now, beside the owner with this key."""
        return Bench(owner=owner, moderators=self.moderators, stewards=self.stewards)

    def bars(self, author: bytes, log_seq: int, hour: int) -> bool:
        """Whether an event at `log_seq`, received at `hour`, is by somebody who was banned then."""
        ban = self.banned.get(author)
        return ban is not None and log_seq > ban.after and (ban.until == 0 or hour < ban.until)


class _Tally:
    def __init__(self, genesis: Genesis) -> None:
        self.owner = genesis.owner
        self.moderators = {genesis.owner, *genesis.moderators}
        self.settings = genesis.settings
        self.retention = genesis.settings.retention_days
        self.hidden: dict[bytes, str] = {}
        self.ever_hidden: set[bytes] = set()
        self.locked: set[bytes] = set()
        self.notes: dict[bytes, tuple[str, ...]] = {}
        self.banned: dict[bytes, Ban] = {}
        self.ignored: list[int] = []
        self.stewards: set[bytes] = set()
        self.hidden_by: dict[bytes, bytes] = {}
        self.seconds: dict[bytes, FirstWord] = {}
        self.bans: set[bytes] = set()

    def take(self, decision: Decision) -> None:
        event, body = decision.signed.event, decision.signed.body
        if not self._is_entitled(event.author, body):
            self.ignored.append(decision.log_seq)
            return
        match body:
            case SettingsBody():
                self.settings = body.settings
                self.retention = min(self.retention, body.settings.retention_days)
            case NoteBody() if event.parent is not None:
                self.notes[event.parent] = tuple(body.notes)
            case ModerationBody():
                self._act(decision, body)

    def _is_entitled(self, author: bytes, body: Body) -> bool:
        bench = Bench(owner=self.owner, moderators=frozenset(self.moderators), stewards=frozenset(self.stewards))
        match body:
            case SettingsBody():
                return bench.may_set(author)
            case ModerationBody():
                return bench.may_decide(author, body.action, body.target)
            case _:
                return author in self.moderators

    def _act(self, decision: Decision, body: ModerationBody) -> None:
        match body.action:
            case Action.HIDE:
                self.hidden[body.target] = body.words
                self.hidden_by[body.target] = decision.signed.id
                self.ever_hidden.add(body.target)
            case Action.UNHIDE:
                self.hidden.pop(body.target, None)
                self.hidden_by.pop(body.target, None)
            case Action.LOCK:
                self.locked.add(body.target)
            case Action.UNLOCK:
                self.locked.discard(body.target)
            case Action.GRANT:
                self.moderators.add(body.target)
            case Action.ENTRUST:
                self.moderators.add(body.target)
                self.stewards.add(body.target)
            case Action.REVOKE:
                self.moderators.discard(body.target)
                self.stewards.discard(body.target)
            case Action.BAN:
                self._ban(decision, body)
            case Action.UNBAN:
                self.banned.pop(body.target, None)
                self.seconds.pop(body.target, None)
            case _:
                pass

    def _ban(self, decision: Decision, body: ModerationBody) -> None:
        event = decision.signed.event
        alone = event.author == self.owner or not self.settings.ban_by_two
        first = self.seconds.get(body.target)
        if (
            alone
            or not needs_second(body.until, event.minutes)
            or is_second(first, event.author, event.minutes, frozenset(self.moderators))
        ):
            self.banned[body.target] = Ban(decision.log_seq, body.until, decision.signed.id, body.words)
            self.bans.add(decision.signed.id)
            if needs_second(body.until, event.minutes):
                self.seconds.pop(body.target, None)
        else:
            self.seconds[body.target] = FirstWord(author=event.author, minutes=event.minutes)


def rulings(genesis: Genesis, decisions: Iterable[Decision]) -> Rulings:
    """Work out what is in force; `decisions` in any order, each with its place in the log."""
    tally = _Tally(genesis)
    for decision in sorted(decisions, key=lambda one: one.log_seq):
        tally.take(decision)
    return Rulings(
        settings=tally.settings,
        moderators=frozenset(tally.moderators),
        hidden=tally.hidden,
        locked=frozenset(tally.locked),
        notes=tally.notes,
        banned=tally.banned,
        ignored=tuple(tally.ignored),
        least_retention=tally.retention,
        ever_hidden=frozenset(tally.ever_hidden),
        stewards=frozenset(tally.stewards),
        hidden_by=tally.hidden_by,
        seconds=tally.seconds,
        bans=frozenset(tally.bans),
    )
