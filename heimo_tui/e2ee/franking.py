"""The sender's side of franking, and the proof that a reader keeps (sections 15.2 and 15.4)."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol.errors import Code, Refusal
from heimo_protocol.franking import (
    BODY_SIZE,
    FRANK_KEY_SIZE,
    MESSAGE_LABEL,
    FrankToken,
    ReportedMessage,
    Stamped,
    check_message,
    commitment,
    is_timely,
    read_token,
    signed_part,
)
from heimo_protocol.signing import sign
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.e2ee.primitives.dh import Rand
from heimo_tui.e2ee.primitives.hidden import Hidden


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Evidence(Hidden):
    """What proves a message to moderators: its `content`, the `key` of its commitment, `signature` and `token`."""

    content: bytes
    key: bytes
    signature: bytes
    token: bytes

    def reported(self, stamped: Stamped) -> ReportedMessage:
        """As it goes into a report, with the stamp that came beside it."""
        return ReportedMessage(
            content=self.content, key=self.key, signature=self.signature, token=self.token, stamped=stamped
        )


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Franker(Hidden):
    """The week's franking token (160 bytes) and the seed (32) of its key."""

    seed: SecretBytes
    token: bytes

    def frank(self, content: bytes, *, circle: bytes, recipient: bytes, rand: Rand) -> tuple[bytes, Evidence]:
        """C2 of a message to this name, and what its frame carries for it."""
        key = rand(FRANK_KEY_SIZE)
        c2 = commitment(key, content)
        private = Ed25519PrivateKey.from_private_bytes(self.seed.reveal())
        signature = sign(private, MESSAGE_LABEL, signed_part(c2, circle, recipient))
        return c2, Evidence(content, key, signature, self.token)


def check(
    evidence: Evidence,
    c2: bytes,
    hour: int,
    *,
    circle: bytes,
    recipient: bytes,
    frank_key: bytes,
    checked: bytes = b"",
) -> bytes:
    """Check that the message can be proved to have been sent to `recipient`, and stamped with `c2` in `hour`.

    Returns a mark of the token, 32 bytes: given as `checked` to the next check, the same token is not verified again.
    Raises Refusal with FRANK_INVALID that names what is wrong.
    """
    if not hmac.compare_digest(commitment(evidence.key, evidence.content), c2):
        raise Refusal(Code.FRANK_INVALID, "commitment")
    mark = hashlib.sha256(frank_key + evidence.token).digest()
    seen = hmac.compare_digest(mark, checked)
    token = FrankToken.from_body(evidence.token[:BODY_SIZE]) if seen else read_token(evidence.token, frank_key)
    if not is_timely(token, hour):
        raise Refusal(Code.FRANK_INVALID, "token week")
    check_message(token, c2, evidence.signature, circle=circle, recipient=recipient)
    return mark
