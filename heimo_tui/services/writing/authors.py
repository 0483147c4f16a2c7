"""Under which of a person's names something is written: the circle name, or a one-time name."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from heimo_protocol import text
from heimo_protocol.cards import Card, DmPolicy
from heimo_protocol.circles import OnceNames
from heimo_protocol.limits import MAX_NAME_CHARS
from heimo_protocol.signing import public_bytes, seal
from heimo_tui.core.errors import BadInput
from heimo_tui.identity.keys import once_month
from heimo_tui.identity.names import generate_name
from heimo_tui.services.place import Place
from heimo_tui.vault.tables import Circle, Member, OnceName, Tables

_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Author:
    """A name to write under: its key, the name shown, and which one-time name it is, if it is one."""

    private: Ed25519PrivateKey = field(repr=False)
    key: bytes
    name: str
    once: OnceName | None = None


def circle_author(tables: Tables, place: Place, row: Circle) -> Author:
    """The person's lasting name in a circle; one is made up where none was chosen. Raises BadInput."""
    private = place.circle_keys(row).pseudonym
    key = public_bytes(private)
    if row.my_key != key:
        tables.circles.set_joined(row.circle_id, my_key=key, epoch=row.epoch, joined=row.joined)
    return Author(private, key, chosen_name(tables, row, key))


def chosen_name(tables: Tables, row: Circle, key: bytes | None) -> str:
    """The name of the person in a circle: that of the card, the one chosen before joining, or a new one."""
    member = None if key is None else tables.members.get(row.circle_id, key)
    if member is not None:
        return member.name
    setting = _setting(row.circle_id)
    name: str = tables.preferences.get(setting, "")
    if not name:
        name = generate_name()
        tables.preferences.set(setting, name)
    return name


def choose_name(tables: Tables, row: Circle, name: str) -> str:
    """Keep a name for a circle that was not joined yet; returns it as it will be shown. Raises BadInput("name")."""
    cleaned = clean_name(name)
    tables.preferences.set(_setting(row.circle_id), cleaned)
    return cleaned


def clean_name(name: str) -> str:
    """A name as others will see it; raises BadInput("name")."""
    cleaned = " ".join(text.clean(name).split())
    if not cleaned or len(cleaned) > MAX_NAME_CHARS:
        raise BadInput("name", field="name", value=str(MAX_NAME_CHARS))
    return cleaned


def once_author(tables: Tables, place: Place, row: Circle, thread: bytes | None, *, mode: int, now: float) -> Author:
    """A one-time name for a new thread, or the one that this thread has already; raises BadInput("no_once_name")."""
    month = this_month(now)
    names = tables.anonymous.once_names(row.circle_id)
    once = next((one for one in names if thread is not None and one.thread == thread), None)
    if once is None:
        unused = next((one for one in names if one.thread is None and not one.joined and one.month == month), None)
        once = None if unused is None else replace(unused, thread=thread)
    if once is None:
        once = _new_once(place, row, [one.number for one in names if one.month == month], month, thread, mode)
    tables.anonymous.save_once_name(once)
    return Author(_once_private(place, row, once), once.key, once.name, once)


def once_left(tables: Tables, place: Place, row: Circle, *, mode: int, now: float) -> int:
    """How many one-time names are left this month."""
    if mode == OnceNames.OFF:
        return 0
    names = tables.anonymous.once_names(row.circle_id, this_month(now))
    used = sum(1 for one in names if one.joined or one.thread is not None)
    return max(0, place.descriptor.limits.once_names_month - used)


def author_of(tables: Tables, place: Place, row: Circle, key: bytes) -> Author:
    """The author behind one of the person's own keys; raises BadInput("not_yours")."""
    if key == row.my_key:
        return circle_author(tables, place, row)
    for once in tables.anonymous.once_names(row.circle_id):
        if once.key == key:
            return Author(_once_private(place, row, once), key, once.name, once)
    raise BadInput("not_yours")


def chosen_policy(tables: Tables, circle: bytes) -> DmPolicy:
    """Who may ask the person for contact in a circle."""
    return DmPolicy(tables.preferences.get(_policy_setting(circle), int(DmPolicy.REQUESTS)))


def choose_policy(tables: Tables, circle: bytes, policy: DmPolicy) -> None:
    """Keep who may ask; the next card tells it."""
    tables.preferences.set(_policy_setting(circle), int(policy))


def make_card(place: Place, row: Circle, author: Author, *, seq: int, now: float, policy: DmPolicy) -> bytes:
    """A signed card for an author, as it travels."""
    # a one-time name takes no messages, and a key that is used elsewhere would tell whose it is
    identity = place.circle_keys(row).dm_identity if author.once is None else X25519PrivateKey.generate()
    card = Card(
        server=place.id,
        circle=row.circle_id,
        author=author.key,
        ik=identity.public_key().public_bytes_raw(),
        name=author.name,
        dm=policy if author.once is None else DmPolicy.NOBODY,
        seq=seq,
        day=int(now // _DAY),
    )
    return seal(author.private, "card", card).to_bytes()


def remember_card(tables: Tables, row: Circle, author: Author, card: bytes, *, seq: int, now: float) -> None:
    """Show the person's own name as on this card from now on."""
    member = Member(
        circle_id=row.circle_id,
        key=author.key,
        name=author.name,
        card=card,
        card_seq=seq,
        first_seen=int(now // 60),
    )
    tables.members.save(member)


def this_month(now: float) -> int:
    """The number of the month at unix seconds `now`, in UTC."""
    today = time.gmtime(now)
    return once_month(today.tm_year, today.tm_mon)


def _policy_setting(circle: bytes) -> str:
    return f"dm:{circle.hex()}"


def _setting(circle: bytes) -> str:
    return f"name:{circle.hex()}"


def _new_once(place: Place, row: Circle, used: list[int], month: int, thread: bytes | None, mode: int) -> OnceName:
    free = [number for number in range(place.descriptor.limits.once_names_month) if number not in used]
    if not free or mode == OnceNames.OFF:
        raise BadInput("no_once_name")
    number = secrets.choice(free)
    key = public_bytes(place.circle_keys(row).once(month, number))
    return OnceName(circle_id=row.circle_id, month=month, number=number, key=key, name=generate_name(), thread=thread)


def _once_private(place: Place, row: Circle, once: OnceName) -> Ed25519PrivateKey:
    for epoch in range(row.epoch, -1, -1):
        private = place.keys.circle(row.circle_id, epoch).once(once.month, once.number)
        if public_bytes(private) == once.key:
            return private
    raise BadInput("not_yours")
