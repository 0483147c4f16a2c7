"""The server's signed description of itself: it changes as little as possible, and its number grows when it does."""

import os
from pathlib import Path

import msgspec

from heimo_protocol.anonymity.tokens import TokenType, epoch_of, token_key
from heimo_protocol.descriptor import FACE_SIZE, Descriptor, TokenKey, open_descriptor
from heimo_protocol.limits import MAX_EARLIER
from heimo_protocol.signing import public_bytes, seal
from server_stub.profile import Profile
from server_stub.secrets import Secrets

FILE = "descriptor.cbor"


class DescriptorBook:
    """Gives the descriptor in force (protocol section 4), and keeps the newest one in the data directory.

    Clients refuse two descriptors with one number, so a number is never used for another content: the file is
    on disk before the first client sees it.
    """

    def __init__(self, data: Path, secrets: Secrets, profile: Profile) -> None:
        self._path = data / FILE
        self._secrets = secrets
        self._profile = profile
        self._signed: bytes | None = None
        self._epoch = -1

    def at(self, day: int) -> bytes:
        """The signed descriptor for a day since 1970-01-01, as it travels."""
        if self._signed is None or self._epoch != epoch_of(day):
            self._signed = self._renew(day)
            self._epoch = epoch_of(day)
        return self._signed

    def _renew(self, day: int) -> bytes:
        before = self._path.read_bytes() if self._path.exists() else None
        wanted = self._build(day)
        if before is not None:
            known, digest = open_descriptor(before, self._secrets.root_public)
            if msgspec.structs.replace(wanted, seq=known.seq, issued=known.issued, earlier=known.earlier) == known:
                return before
            earlier = [*known.earlier, digest[:FACE_SIZE]][-MAX_EARLIER:]
            wanted = msgspec.structs.replace(wanted, seq=known.seq + 1, earlier=earlier)
        signed = seal(self._secrets.root, "descriptor", wanted).to_bytes()
        _replace(self._path, signed)
        return signed

    def _build(self, day: int) -> Descriptor:
        secrets, profile = self._secrets, self._profile
        return Descriptor(
            root=secrets.root_public,
            seq=0,
            issued=day,
            urls=list(profile.urls),
            kvac=secrets.issuer.public,
            cred_epoch=secrets.cred_epoch,
            tokens=_token_keys(secrets.voprf_seed, epoch_of(day)),
            frank=public_bytes(secrets.frank),
            limits=profile.limits,
            name=profile.name,
            mode=int(profile.mode),
        )


def _token_keys(seed: bytes, epoch: int) -> list[TokenKey]:
    keys = (token_key(seed, type_, e) for type_ in TokenType for e in (epoch - 1, epoch, epoch + 1))
    return [TokenKey(int(key.type), key.epoch, key.public) for key in keys]


def _replace(path: Path, data: bytes) -> None:
    draft = path.with_suffix(".new")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
