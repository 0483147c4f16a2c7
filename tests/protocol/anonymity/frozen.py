"""Our own vectors: what this protocol gives for fixed randomness.

`python -m tests.protocol.anonymity.frozen` writes tests/vectors/heimo1.json, and only if that file is not there.
"""

import json
import sys
from typing import Any, Final

from heimo_protocol.anonymity.credential import IssuerKeys, finish, request, request_context, respond
from heimo_protocol.anonymity.group import EDWARDS25519
from heimo_protocol.anonymity.invites import Invite, InviteLink, write_code, write_link
from heimo_protocol.anonymity.issuer import HEIMO
from heimo_protocol.anonymity.presentation import circle_scope, nym_id, once_scope
from heimo_protocol.anonymity.tokens import (
    TokenType,
    evaluate,
    finalize,
    invite_tag,
    nullifier,
    prepare,
    spend_mac,
    token_key,
)

from .p256 import VECTORS, stream

FILE: Final = VECTORS / "heimo1.json"
SERVER: Final = bytes(range(32))
SPACE: Final = bytes(range(200, 216))
BIND: Final = bytes(range(100, 132))
OPDIGEST: Final = bytes(range(64, 96))
TOKEN_SEED: Final = bytes([7]) * 32
EPOCH: Final = 2968


def credential() -> dict[str, Any]:
    """Issue and show one credential; randomness is the SHAKE256 stream of the part's name."""
    secrets = stream("heimo1 member")
    m1, r1 = (EDWARDS25519.random_scalar(secrets) for _ in range(2))
    keys = IssuerKeys.generate(stream("heimo1 issuer"))
    m2 = request_context(SERVER, 3)
    sent, state = request(m1, r1, m2, stream("heimo1 request"))
    received = respond(keys, sent, stream("heimo1 response"))
    member = finish(state, received, keys.public)
    scopes = {"circle": circle_scope(SERVER, SPACE), "once": once_scope(SERVER, SPACE, 682, 2)}
    return {
        "generator_h": HEIMO.generator_h.hex(),
        "server_id": SERVER.hex(),
        "cred_epoch": 3,
        "m1": m1.hex(),
        "r1": r1.hex(),
        "m2": m2.hex(),
        "issuer_keys": keys.to_bytes().hex(),
        "issuer_public": keys.public.hex(),
        "request": sent.hex(),
        "response": received.hex(),
        "credential": member.to_bytes().hex(),
        "bind": BIND.hex(),
        "presentations": [
            {
                "scope": scope.hex(),
                "presentation": member.present(scope, BIND, stream(f"heimo1 present {name}")).hex(),
                "nym": member.nym(scope).hex(),
                "nym_id": nym_id(member.nym(scope)).hex(),
            }
            for name, scope in scopes.items()
        ],
    }


def tokens(type: TokenType) -> dict[str, Any]:
    """Draw two tokens of a type and spend them."""
    key = token_key(TOKEN_SEED, type, EPOCH)
    pending = prepare(type, 2, stream(f"heimo1 prepare {type}"))
    evaluated, proof = evaluate(key, pending.blinded, stream(f"heimo1 evaluate {type}"))
    drawn = finalize(pending, EPOCH, evaluated, proof, key.public)
    return {
        "type": int(type),
        "epoch": EPOCH,
        "seed": TOKEN_SEED.hex(),
        "public": key.public.hex(),
        "nonces": [nonce.hex() for nonce in pending.nonces],
        "blinds": [blind.hex() for blind in pending.blinds],
        "blinded": [element.hex() for element in pending.blinded],
        "evaluated": [element.hex() for element in evaluated],
        "proof": proof.hex(),
        "outputs": [token.output.hex() for token in drawn],
        "opdigest": OPDIGEST.hex(),
        "macs": [spend_mac(token.output, OPDIGEST).hex() for token in drawn],
        "nullifiers": [nullifier(type, EPOCH, token.nonce).hex() for token in drawn],
    }


def invite() -> dict[str, str]:
    """Write the first invite token of `tokens` as a code and a link."""
    values = tokens(TokenType.INVITE)
    made = Invite(bytes.fromhex(values["nonces"][0]), invite_tag(bytes.fromhex(values["outputs"][0])))
    link = InviteLink("community.example:8443", SERVER, made)
    return {
        "nonce": made.nonce.hex(),
        "tag": made.tag.hex(),
        "host": link.host,
        "server_root": SERVER.hex(),
        "code": write_code(made),
        "link": write_link(link),
    }


def everything() -> dict[str, Any]:
    """The whole file."""
    return {
        "protocol": 1,
        "credential": credential(),
        "tokens": [tokens(type) for type in TokenType],
        "invite": invite(),
    }


def main() -> int:
    """Write the file, never over an older one."""
    if FILE.exists():
        sys.stderr.write(f"{FILE.name} is frozen. Delete it by hand if the protocol itself has changed.\n")
        return 1
    FILE.write_text(json.dumps(everything(), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
