"""Key encapsulation, and ML-KEM-768 (FIPS 203), the one that is used."""

from __future__ import annotations

from typing import Final, Protocol, final

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey

from heimo_tui.e2ee.primitives.dh import Rand

KEM_SEED_SIZE: Final = 64
KEM_CIPHERTEXT_SIZE: Final = 1088


class Kem(Protocol):
    """What a ratchet step needs besides the Diffie-Hellman exchange; no step has one by default."""

    def generate(self, rand: Rand) -> tuple[bytes, bytes]:
        """A fresh seed and its public key."""

    def encapsulate(self, public: bytes) -> tuple[bytes, bytes]:
        """A fresh secret and the ciphertext that carries it; raises ValueError for a public key that is none."""

    def decapsulate(self, seed: bytes, ciphertext: bytes) -> bytes:
        """The secret in a ciphertext; raises ValueError for a wrong size."""


@final
class MlKem768:
    """Seeds of 64 bytes, public keys of 1184, ciphertexts of 1088, secrets of 32.

    Encapsulation draws its randomness inside the library. A ciphertext for another key gives another secret, no error.
    """

    __slots__ = ()

    def generate(self, rand: Rand) -> tuple[bytes, bytes]:
        """A fresh seed and its public key."""
        seed = rand(KEM_SEED_SIZE)
        return seed, self.public_of(seed)

    def public_of(self, seed: bytes) -> bytes:
        """The public key of a seed."""
        return MLKEM768PrivateKey.from_seed_bytes(seed).public_key().public_bytes_raw()

    def encapsulate(self, public: bytes) -> tuple[bytes, bytes]:
        """A fresh secret and its ciphertext; raises ValueError for keys not reduced modulo q, or of a wrong size."""
        return MLKEM768PublicKey.from_public_bytes(public).encapsulate()

    def decapsulate(self, seed: bytes, ciphertext: bytes) -> bytes:
        """The secret; raises ValueError for a ciphertext of a wrong size."""
        return MLKEM768PrivateKey.from_seed_bytes(seed).decapsulate(ciphertext)


ML_KEM: Final = MlKem768()
