"""Exchanging the host's keys, one kind after the other, so that members' programs go on without an alarm.

The server must not run meanwhile: it has read its keys at its start. Each file is replaced whole, and the descriptor
that tells of it is on the disk before anybody is served: a rotation that is cut off is either done or not.
"""

import secrets as random
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from heimo_protocol.anonymity.issuer import IssuerKeys
from heimo_protocol.anonymity.tokens import epoch_of
from heimo_protocol.franking import week_of
from server_stub import private
from server_stub.descriptor import DescriptorBook
from server_stub.profile import load_profile
from server_stub.secrets import FOLDER, FRANK_BEFORE, TOKENS_FROM, Retired, Secrets, load_secrets
from server_stub.store.base import Store, WriteTxn

KEPT_WEEKS = 26
"""How long franking keys of before are kept: reports of older messages than that cannot be proved any more."""

_SEED = 32
_CODE_BYTES = 5


class Kind(StrEnum):
    """What can be rotated. The root key and the owner keys of circles cannot: people know the community by them."""

    CREDENTIALS = "credentials"
    TOKENS = "tokens"
    MESSAGES = "messages"
    JOINS = "joins"
    ENTRY_CODES = "entry-codes"


def rotate(data: Path, kinds: Sequence[Kind], now: float, *, give_up: bool = False) -> None:
    """Exchange these keys (not ENTRY_CODES, see new_entry_codes) and write the descriptor that tells of it.

    `now` is in unix seconds. With `give_up` tokens and invites of before count no more from now on, and there are none
    until those of the new keys. Raises SecretsMissing, ProfileUnreadable and OSError.
    """
    folder = data / FOLDER
    for kind in kinds:
        _ROTATIONS[kind](folder, load_secrets(data), now)
    if give_up:
        private.write(folder / TOKENS_FROM, first_new_epoch(now).to_bytes(4, "big"))
    DescriptorBook(data, load_secrets(data), load_profile(data)).at(int(now // 86_400))


async def new_entry_codes(data: Path, store: Store) -> dict[bytes, str]:
    """Exchange the key of entry codes, and give every private circle that had a code a new one, by circle.

    Cut off between the two, no code opens any door until this is done again. Raises OSError and as the store does.
    """
    private.write(data / FOLDER / "k_entry", random.token_bytes(_SEED))
    secrets = load_secrets(data)
    circles = await store.read(lambda txn: [row.id for row in txn.circles() if row.entry_code is not None])
    codes = {circle: random.token_hex(_CODE_BYTES) for circle in circles}

    def replace(txn: WriteTxn) -> None:
        for circle, code in codes.items():
            txn.set_entry_code(circle, secrets.entry_mac(code))

    await store.write(replace)
    return codes


def first_new_epoch(now: float) -> int:
    """The first epoch whose token keys nobody has been told yet."""
    return epoch_of(int(now // 86_400)) + 2


def _credentials(folder: Path, secrets: Secrets, now: float) -> None:
    epoch = secrets.cred_epoch + 1
    private.write(folder / "kvac", IssuerKeys.generate().to_bytes() + epoch.to_bytes(4, "big"))


def _tokens(folder: Path, secrets: Secrets, now: float) -> None:
    """A descriptor tells the keys of the coming epoch, too, and clients take no other for one they know."""
    seeds = secrets.seeds_from(epoch_of(int(now // 86_400)) - 1)
    first = first_new_epoch(now)
    seeds = [(since, seed) for since, seed in seeds if since < first] + [(first, random.token_bytes(_SEED))]
    later = b"".join(since.to_bytes(4, "big") + seed for since, seed in seeds[1:])
    private.write(folder / "voprf_seed", seeds[0][1] + later)


def _messages(folder: Path, secrets: Secrets, now: float) -> None:
    """The old keys are on the disk as those of before, before the new ones are: a token always has its key.

    The new key signs from the week after the next one begins: by then every program that was used has heard of it.
    """
    hour = int(now // 3600)
    gone = week_of(hour) - KEPT_WEEKS
    retired = Retired(week_of(hour) + 1, hour, secrets.frank, secrets.k_frank_id, secrets.k_stamp)
    kept = [one for one in secrets.retired if one.last_week >= gone]
    private.write(folder / FRANK_BEFORE, b"".join(one.to_bytes() for one in [*kept, retired]))
    for name in ("k_frank_id", "k_stamp", "frank"):
        private.write(folder / name, random.token_bytes(_SEED))


def _joins(folder: Path, secrets: Secrets, now: float) -> None:
    private.write(folder / "k_challenge", random.token_bytes(_SEED))


_ROTATIONS = {Kind.CREDENTIALS: _credentials, Kind.TOKENS: _tokens, Kind.MESSAGES: _messages, Kind.JOINS: _joins}
