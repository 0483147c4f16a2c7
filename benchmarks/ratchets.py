"""The same conversation in three programs: this one, Olm (vodozemac) and the DoubleRatchet package."""

from __future__ import annotations

import os
from collections.abc import Coroutine
from typing import Any, Protocol, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from doubleratchet import DoubleRatchet, EncryptedMessage, Header
from doubleratchet.recommended import HashFunction, aead_aes_hmac, kdf_hkdf, kdf_separate_hmacs
from doubleratchet.recommended.diffie_hellman_ratchet_curve25519 import DiffieHellmanRatchet
from vodozemac import Account, AnyOlmMessage, Session

from heimo_protocol.cards import Card
from heimo_protocol.franking import HIDDEN_NAME_SIZE, TOKEN_LABEL, FrankToken, week_of
from heimo_protocol.signing import public_bytes, seal, sign
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.e2ee.bundles import make_bundle
from heimo_tui.e2ee.franking import Franker
from heimo_tui.e2ee.messages import Sealed, decrypt, encrypt
from heimo_tui.e2ee.parties import Me, Peer
from heimo_tui.e2ee.requests import open_request, seal_request

TEXT = b"That sounds heavy. Do you want to tell me how the week went?"
T = TypeVar("T")


class Conversation(Protocol):
    """Two sides, 0 and 1, with a session between them, of which 1 has read a first message."""

    def begin(self) -> None:
        """Set a session up, on both sides, with the keys that are there."""

    def write(self, who: int) -> Any:
        """TEXT, encrypted by one side."""

    def read(self, who: int, message: Any) -> bytes:
        """What the other side wrote, decrypted by this one."""


class Ours:
    """A message is padded to 4 KiB, franked, and checked to be reportable."""

    server_id, circle, day = bytes(32), bytes(16), 20_000
    frank = Ed25519PrivateKey.generate()

    def __init__(self) -> None:
        self.signing = [Ed25519PrivateKey.generate() for _ in range(2)]
        self.author = [public_bytes(one) for one in self.signing]
        self.me = [self._me(one) for one in self.signing]
        self.franker = [self._franker() for _ in range(2)]
        self.bundle, _ = make_bundle(self.signing[1], self.circle, 0, self.day)
        self.to = Peer.read(self.me[1].cards[0].to_bytes(), server_id=self.server_id, circle=self.circle)
        self.begin()

    def _me(self, signing: Ed25519PrivateKey) -> Me:
        dm, author = X25519PrivateKey.generate(), public_bytes(signing)
        ik = dm.public_key().public_bytes_raw()
        card = Card(server=self.server_id, circle=self.circle, author=author, ik=ik, name="Name", day=self.day)
        return Me(self.server_id, self.circle, author, dm, (seal(signing, "card", card),))

    def _franker(self) -> Franker:
        private = Ed25519PrivateKey.generate()
        hidden, week = os.urandom(HIDDEN_NAME_SIZE), week_of(self.day * 24)
        body = FrankToken(key=public_bytes(private), hidden=hidden, week=week).body()
        return Franker(SecretBytes(private.private_bytes_raw()), body + sign(self.frank, TOKEN_LABEL, body))

    def begin(self) -> None:
        """Ask with a sealed request, and open it."""
        asked = seal_request(
            self.me[0], self.to, self.bundle.payload, TEXT, self.franker[0], reset_of=None, day=self.day
        )
        opened = open_request(
            asked.sealed,
            asked.c2,
            me=self.me[1],
            bundles=[self.bundle],
            frank_key=public_bytes(self.frank),
            hour=self.day * 24,
            day=self.day,
        )
        assert opened.content == TEXT
        self.sessions = [asked.session, opened.session]

    def write(self, who: int) -> Sealed:
        """A frame with its commitment."""
        recipient = self.author[1 - who]
        sealed = encrypt(
            self.sessions[who], TEXT, self.franker[who], circle=self.circle, recipient=recipient, day=self.day
        )
        self.sessions[who] = sealed.session
        return sealed

    def read(self, who: int, message: Sealed) -> bytes:
        """Open a frame, with all checks."""
        opened = decrypt(
            self.sessions[who],
            message.frame,
            message.c2,
            circle=self.circle,
            me=self.author[who],
            frank_key=public_bytes(self.frank),
            hour=self.day * 24,
            day=self.day,
        )
        self.sessions[who] = opened.session
        return opened.content


class Olm:
    """Rust behind a binding: no KEM, no header encryption, no padding, no franking."""

    def __init__(self) -> None:
        self.accounts = [Account() for _ in range(2)]
        self.accounts[1].generate_one_time_keys(2)
        self.one_time = list(self.accounts[1].one_time_keys.values())
        self.begin()

    def begin(self) -> None:
        """3DH with a one-time key, and the first message."""
        asking, answering = self.accounts
        sending: Session = asking.create_outbound_session(answering.curve25519_key, self.one_time.pop())
        kind, first = sending.encrypt(TEXT).to_parts()
        assert kind == 0
        pre_key = AnyOlmMessage.pre_key(first).to_pre_key()
        assert pre_key is not None
        receiving, plaintext = answering.create_inbound_session(asking.curve25519_key, pre_key)
        assert plaintext == TEXT
        self.sessions = [sending, receiving]

    def write(self, who: int) -> AnyOlmMessage:
        """An Olm message."""
        return self.sessions[who].encrypt(TEXT)

    def read(self, who: int, message: AnyOlmMessage) -> bytes:
        """Open it."""
        return self.sessions[who].decrypt(message)


class _RootKdf(kdf_hkdf.KDF):
    @staticmethod
    def _get_hash_function() -> HashFunction:
        return HashFunction.SHA_256

    @staticmethod
    def _get_info() -> bytes:
        return b"benchmark root"


class _ChainKdf(kdf_separate_hmacs.KDF):
    @staticmethod
    def _get_hash_function() -> HashFunction:
        return HashFunction.SHA_256


class _Cipher(aead_aes_hmac.AEAD):
    @staticmethod
    def _get_hash_function() -> HashFunction:
        return HashFunction.SHA_256

    @staticmethod
    def _get_info() -> bytes:
        return b"benchmark message"


class _Ratchet(DoubleRatchet):
    @staticmethod
    def _build_associated_data(associated_data: bytes, header: Header) -> bytes:
        return associated_data + header.ratchet_pub + b"%d %d" % header[1:]


_RECOMMENDED: dict[str, Any] = {
    "diffie_hellman_ratchet_class": DiffieHellmanRatchet,
    "root_chain_kdf": _RootKdf,
    "message_chain_kdf": _ChainKdf,
    "message_chain_constant": b"\x01\x02",
    "dos_protection_threshold": 1000,
    "max_num_skipped_message_keys": 2000,
    "aead": _Cipher,
    "associated_data": b"",
}


class Package:
    """Python on the same library as ours, with its recommended parts; it has no set-up of its own, no KEM, no more."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Both sides get the same secret for nothing, and the first message."""
        private, secret = X25519PrivateKey.generate(), os.urandom(32)
        public = private.public_key().public_bytes_raw()
        sending, first = _done(
            _Ratchet.encrypt_initial_message(
                **_RECOMMENDED, shared_secret=secret, recipient_ratchet_pub=public, message=TEXT
            )
        )
        receiving, plaintext = _done(
            _Ratchet.decrypt_initial_message(
                **_RECOMMENDED, shared_secret=secret, own_ratchet_priv=private.private_bytes_raw(), message=first
            )
        )
        assert plaintext == TEXT
        self.sides = [sending, receiving]

    def write(self, who: int) -> EncryptedMessage:
        """A header and a ciphertext."""
        return _done(self.sides[who].encrypt_message(TEXT, b""))

    def read(self, who: int, message: EncryptedMessage) -> bytes:
        """Open it."""
        return _done(self.sides[who].decrypt_message(message, b""))


def _done(work: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine that never waits."""
    try:
        work.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    raise AssertionError("it waited")
