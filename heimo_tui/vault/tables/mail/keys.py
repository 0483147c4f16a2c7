"""Keys that messages begin with: one's own bundles and cards, and what others published."""

from __future__ import annotations

from dataclasses import dataclass, field

from heimo_tui.core.secrets import SecretBytes
from heimo_tui.vault.database import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnBundle:
    """A bundle of one's own: what must stay secret of it, and its signed envelope. Days since 1970-01-01."""

    circle_id: bytes
    me: bytes
    number: int
    secrets: SecretBytes
    bundle: bytes = field(repr=False)
    made_day: int
    published: bool = False
    replaced_day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedKeys:
    """Another name's signed `card` and `bundle`, checked; the bundle counts before `expires_day`."""

    circle_id: bytes
    author: bytes
    card: bytes = field(repr=False)
    bundle: bytes = field(repr=False)
    number: int
    expires_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Frank:
    """The leave to write that a name has for a week: the key's seed (32) and the token."""

    week: int
    seed: SecretBytes
    token: SecretBytes


class Keys:
    """The tables of keys."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    # --- one's own ---

    def add_bundle(self, one: OwnBundle) -> None:
        """Keep a new bundle; the ones before it are replaced from its day on."""
        self._db.execute(
            "UPDATE mail_bundle SET replaced_day = ? WHERE circle_id = ? AND me = ? AND replaced_day IS NULL",
            (one.made_day, one.circle_id, one.me),
        )
        self._db.execute(
            "INSERT INTO mail_bundle (circle_id, me, number, secrets, bundle, made_day, published, replaced_day)"
            " VALUES (?,?,?,?,?,?,?,NULL)",
            (
                one.circle_id,
                one.me,
                one.number,
                one.secrets.reveal(),
                one.bundle,
                one.made_day,
                int(one.published),
            ),
        )

    def published(self, circle_id: bytes, me: bytes, number: int) -> None:
        """The server has this bundle."""
        self._db.execute(
            "UPDATE mail_bundle SET published = 1 WHERE circle_id = ? AND me = ? AND number = ?",
            (circle_id, me, number),
        )

    def bundles(self, circle_id: bytes, me: bytes) -> list[OwnBundle]:
        """The bundles whose secrets are kept, newest first."""
        rows = self._db.rows(
            "SELECT number, secrets, bundle, made_day, published, replaced_day FROM mail_bundle"
            " WHERE circle_id = ? AND me = ? ORDER BY number DESC",
            (circle_id, me),
        )
        return [
            OwnBundle(
                circle_id=circle_id,
                me=me,
                number=row[0],
                secrets=SecretBytes(row[1]),
                bundle=row[2],
                made_day=row[3],
                published=bool(row[4]),
                replaced_day=row[5],
            )
            for row in rows
        ]

    def drop_bundles(self, replaced_before: int) -> None:
        """Erase the secrets of bundles replaced before this day, and what was seen for them."""
        gone = "replaced_day IS NOT NULL AND replaced_day < ?"
        self._db.execute(
            "DELETE FROM mail_seen_ek WHERE (circle_id, me, number) IN"  # noqa: S608 - a constant condition
            f" (SELECT circle_id, me, number FROM mail_bundle WHERE {gone})",
            (replaced_before,),
        )
        self._db.execute(f"DELETE FROM mail_bundle WHERE {gone}", (replaced_before,))  # noqa: S608 - a constant condition

    def see_ek(self, circle_id: bytes, me: bytes, number: int, digest: bytes) -> bool:
        """Note the digest (32) of a request's EK for a bundle; false where it came before."""
        return (
            self._db.execute(
                "INSERT OR IGNORE INTO mail_seen_ek (circle_id, me, number, digest) VALUES (?,?,?,?)",
                (circle_id, me, number, digest),
            )
            > 0
        )

    def remember_card(self, circle_id: bytes, me: bytes, digest: bytes, card: bytes, seq: int, day: int) -> None:
        """Keep a signed card of one's own; those of lower numbers are replaced from this day on."""
        self._db.execute(
            "INSERT OR IGNORE INTO mail_card (circle_id, me, digest, card, seq) VALUES (?,?,?,?,?)",
            (circle_id, me, digest, card, seq),
        )
        self._db.execute(
            "UPDATE mail_card SET replaced_day = ? WHERE circle_id = ? AND me = ? AND replaced_day IS NULL AND seq <"
            " (SELECT max(seq) FROM mail_card WHERE circle_id = ? AND me = ?)",
            (day, circle_id, me, circle_id, me),
        )

    def cards(self, circle_id: bytes, me: bytes) -> list[bytes]:
        """One's own signed cards, newest first."""
        rows = self._db.rows(
            "SELECT card FROM mail_card WHERE circle_id = ? AND me = ? ORDER BY seq DESC", (circle_id, me)
        )
        return [bytes(row[0]) for row in rows]

    def drop_cards(self, replaced_before: int) -> None:
        """Forget own cards that were replaced before this day."""
        self._db.execute("DELETE FROM mail_card WHERE replaced_day < ?", (replaced_before,))

    def set_frank(self, circle_id: bytes, me: bytes, frank: Frank) -> None:
        """Keep the newest leave to write."""
        self._db.execute(
            "INSERT OR REPLACE INTO mail_frank (circle_id, me, week, seed, token) VALUES (?,?,?,?,?)",
            (circle_id, me, frank.week, frank.seed.reveal(), frank.token.reveal()),
        )

    def frank(self, circle_id: bytes, me: bytes) -> Frank | None:
        """The newest leave to write, or None."""
        row = self._db.row("SELECT week, seed, token FROM mail_frank WHERE circle_id = ? AND me = ?", (circle_id, me))
        return None if row is None else Frank(week=row[0], seed=SecretBytes(row[1]), token=SecretBytes(row[2]))

    # --- others' ---

    def take(self, one: PublishedKeys) -> bool:
        """Keep another name's keys; false where newer ones are known, or others under the same number."""
        return (
            self._db.execute(
                "INSERT INTO mail_key (circle_id, author, card, bundle, number, expires_day) VALUES (?,?,?,?,?,?)"
                " ON CONFLICT (circle_id, author) DO UPDATE SET card = excluded.card, bundle = excluded.bundle,"
                " number = excluded.number, expires_day = excluded.expires_day"
                " WHERE excluded.number >= mail_key.number",
                (one.circle_id, one.author, one.card, one.bundle, one.number, one.expires_day),
            )
            > 0
        )

    def of(self, circle_id: bytes, author: bytes) -> PublishedKeys | None:
        """What a name published, or None."""
        row = self._db.row(
            "SELECT card, bundle, number, expires_day FROM mail_key WHERE circle_id = ? AND author = ?",
            (circle_id, author),
        )
        if row is None:
            return None
        return PublishedKeys(
            circle_id=circle_id, author=author, card=row[0], bundle=row[1], number=row[2], expires_day=row[3]
        )

    def bucket(self, circle_id: bytes, bits: int, bucket: int) -> tuple[int, float]:
        """Up to which version a bucket is known, and when it was asked for last (unix seconds); (0, 0) at first."""
        row = self._db.row(
            "SELECT version, asked_at FROM mail_bucket WHERE circle_id = ? AND bits = ? AND bucket = ?",
            (circle_id, bits, bucket),
        )
        return (0, 0.0) if row is None else (int(row[0]), float(row[1]))

    def forget_buckets(self, circle_id: bytes) -> None:
        """Ask for every bucket from its beginning."""
        self._db.execute("UPDATE mail_bucket SET version = 0 WHERE circle_id = ?", (circle_id,))

    def asked(self, circle_id: bytes, bits: int) -> float:
        """When any bucket of so many bits was asked for last, unix seconds; 0 where none was."""
        found = self._db.value(
            "SELECT max(asked_at) FROM mail_bucket WHERE circle_id = ? AND bits = ?", (circle_id, bits)
        )
        return float(found or 0)

    def set_bucket(self, circle_id: bytes, bits: int, bucket: int, version: int, asked_at: float) -> None:
        """Note up to where a bucket is known."""
        self._db.execute(
            "INSERT OR REPLACE INTO mail_bucket (circle_id, bits, bucket, version, asked_at) VALUES (?,?,?,?,?)",
            (circle_id, bits, bucket, version, asked_at),
        )

    # --- when ---

    def due(self, circle_id: bytes, what: str) -> float | None:
        """When a thing is to be done next in a circle, unix seconds, or None before the first time."""
        found = self._db.value("SELECT at FROM mail_due WHERE circle_id = ? AND what = ?", (circle_id, what))
        return None if found is None else float(found)

    def set_due(self, circle_id: bytes, what: str, at: float) -> None:
        """Note when a thing is to be done next."""
        self._db.execute("INSERT OR REPLACE INTO mail_due (circle_id, what, at) VALUES (?,?,?)", (circle_id, what, at))
