"""Without its KEM and header encryption the ratchet is Signal's: it talks with another maker's Double Ratchet."""

import hashlib
import hmac
import os
import random
from dataclasses import dataclass

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from doubleratchet import AEAD, KDF, DoubleRatchet, EncryptedMessage
from doubleratchet import Header as TheirHeader
from doubleratchet.recommended.diffie_hellman_ratchet_curve25519 import DiffieHellmanRatchet

from heimo_tui.e2ee import ratchet
from heimo_tui.e2ee.frames import Header
from heimo_tui.e2ee.handshake import Agreed
from heimo_tui.e2ee.primitives import dh
from heimo_tui.e2ee.primitives.dh import Rand
from heimo_tui.e2ee.session import Session

EVENTS = 80
DAY = 20_000


class NoKem:
    """The KEM that adds nothing; it exists here alone."""

    def generate(self, rand: Rand) -> tuple[bytes, bytes]:
        return b"", b""

    def encapsulate(self, public: bytes) -> tuple[bytes, bytes]:
        assert public == b""
        return b"", b""

    def decapsulate(self, seed: bytes, ciphertext: bytes) -> bytes:
        assert seed == ciphertext == b""
        return b""


class RootKdf(KDF):
    """HKDF-SHA256 by hand, from section 12.1; what goes beyond is the header key, which they have no use for."""

    @staticmethod
    async def derive(key: bytes, data: bytes, length: int) -> bytes:
        prk = hmac.new(key, data, hashlib.sha256).digest()
        first = hmac.new(prk, b"heimo/v1/dr/root\x01", hashlib.sha256).digest()
        return (first + hmac.new(prk, first + b"heimo/v1/dr/root\x02", hashlib.sha256).digest())[:length]


class ChainKdf(KDF):
    @staticmethod
    async def derive(key: bytes, data: bytes, length: int) -> bytes:
        both = hmac.new(key, b"\x02", hashlib.sha256).digest() + hmac.new(key, b"\x01", hashlib.sha256).digest()
        assert length == len(both)
        return both


class Cipher(AEAD):
    @staticmethod
    async def encrypt(plaintext: bytes, key: bytes, associated_data: bytes) -> bytes:
        return ChaCha20Poly1305(key).encrypt(bytes(12), plaintext, associated_data)

    @staticmethod
    async def decrypt(ciphertext: bytes, key: bytes, associated_data: bytes) -> bytes:
        return ChaCha20Poly1305(key).decrypt(bytes(12), ciphertext, associated_data)


def bound(header: TheirHeader) -> bytes:
    return header.ratchet_pub + repr(header[1:]).encode()


class Theirs(DoubleRatchet):
    @staticmethod
    def _build_associated_data(associated_data: bytes, header: TheirHeader) -> bytes:
        return bound(header)


SETTINGS = {
    "diffie_hellman_ratchet_class": DiffieHellmanRatchet,
    "root_chain_kdf": RootKdf,
    "message_chain_kdf": ChainKdf,
    "message_chain_constant": b"",
    "dos_protection_threshold": 1000,
    "max_num_skipped_message_keys": 2000,
    "aead": Cipher,
    "associated_data": b"",
}


@dataclass
class Ours:
    """Our side, in their words; header keys are known by the ratchet key that first came with them."""

    session: Session

    def __post_init__(self) -> None:
        self.header_keys: dict[bytes, bytes] = {}

    async def encrypt_message(self, message: bytes, associated_data: bytes) -> EncryptedMessage:
        out = ratchet.next_sending(self.session)
        self.session = out.session
        header = TheirHeader(out.header.dh, out.header.previous, out.header.number)
        return EncryptedMessage(header, await Cipher.encrypt(message, out.mk, bound(header)))

    async def decrypt_message(self, message: EncryptedMessage, associated_data: bytes) -> bytes:
        theirs = message.header
        hk = self.header_keys.setdefault(theirs.ratchet_pub, self.session.nhkr)
        header = Header(theirs.ratchet_pub, b"", b"", theirs.previous_sending_chain_length, theirs.sending_chain_length)
        self.session, mk = ratchet.receive(self.session, hk, header, day=DAY, kem=NoKem(), rand=os.urandom)
        return await Cipher.decrypt(message.ciphertext, mk, bound(theirs))


Side = Ours | Theirs


async def begun(ours_asks: bool, agreed: Agreed) -> tuple[Side, Side]:
    """Who asked and who was asked, after the first message."""
    key = dh.generate(os.urandom)
    private, public = key.private_bytes_raw(), dh.public_of(key)
    if ours_asks:
        asking = Ours(
            ratchet.start_initiator(agreed, public, b"", peer_card=b"", day=DAY, kem=NoKem(), rand=os.urandom)
        )
        first = await asking.encrypt_message(b"first", b"")
        answering, plaintext = await Theirs.decrypt_initial_message(
            **SETTINGS, shared_secret=agreed.sk, own_ratchet_priv=private, message=first
        )
        assert plaintext == b"first"
        return asking, answering
    their_side, first = await Theirs.encrypt_initial_message(
        **SETTINGS, shared_secret=agreed.sk, recipient_ratchet_pub=public, message=b"first"
    )
    our_side = Ours(ratchet.start_responder(agreed, private, b"", peer_card=b"", day=DAY))
    assert await our_side.decrypt_message(first, b"") == b"first"
    return their_side, our_side


@pytest.mark.parametrize("ours_asks", [True, False])
@pytest.mark.parametrize("seed", range(25))
async def test_a_session_with_another_makers_ratchet(ours_asks: bool, seed: int) -> None:
    chance = random.Random(seed)
    sides = await begun(ours_asks, Agreed(*(os.urandom(32) for _ in range(4))))
    on_the_way: tuple[list[tuple[bytes, EncryptedMessage]], ...] = ([], [])
    came = 0
    for number in range(EVENTS):
        who = chance.randrange(2)
        if chance.random() < 0.5:
            text = f"message {number}".encode()
            on_the_way[1 - who].append((text, await sides[who].encrypt_message(text, b"")))
        elif on_the_way[who]:
            text, message = on_the_way[who].pop(chance.randrange(len(on_the_way[who])))
            if chance.random() < 0.9:
                assert await sides[who].decrypt_message(message, b"") == text
                came += 1
    for who, left in enumerate(on_the_way):
        chance.shuffle(left)
        for text, message in left:
            assert await sides[who].decrypt_message(message, b"") == text
    assert came > 10
