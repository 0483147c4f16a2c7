"""The server's signed description of itself: it changes as little as possible, and its number grows when it does."""

import os
from pathlib import Path

import msgspec

from heimo_protocol.anonymity.tokens import TokenType, epoch_of
from heimo_protocol.descriptor import FACE_SIZE, Descriptor, TokenKey, open_descriptor
from heimo_protocol.limits import MAX_EARLIER, TOKEN_EPOCH_DAYS
from heimo_protocol.signing import seal
from server_stub import private
from server_stub.profile import Profile
from server_stub.secrets import Secrets

FILE = "descriptor.cbor"


class DescriptorBook:
    """Gives the descriptor in force (protocol section 4), and keeps the newest one in the data directory.

    Clients refuse two descriptors with one number, so a number is never used for another content: the file is
    on disk before the first client sees it. Every epoch has its own, dated its first day, also one in which no server
    ran: so a folder from an older backup comes to the same descriptors, byte for byte, as long as nobody edited the
    profile in between.

    Where several servers share the folder, one that began with a newer profile puts its descriptor there, and the
    others give it, too: else clients would be told an older number by one than by the other.
    """

    def __init__(self, data: Path, secrets: Secrets, profile: Profile) -> None:
        self._path = data / FILE
        self._secrets = secrets
        self._profile = profile
        self._signed: bytes | None = None
        self._epoch = -1
        self._stamp = 0

    def at(self, day: int) -> bytes:
        """The signed descriptor for a day since 1970-01-01, as it travels."""
        if self._signed is None or self._epoch != epoch_of(day):
            self._signed = self._renew(day)
            self._epoch = epoch_of(day)
            self._stamp = self._written()
        elif self._stamp != self._written():
            self._stamp = self._written()
            self._signed = self._newer(self._signed)
        return self._signed

    def _written(self) -> int:
        """When the file was written, in nanoseconds; 0 where it is gone."""
        try:
            return os.stat(self._path).st_mtime_ns  # a third of what Path takes, and every post asks
        except FileNotFoundError:
            return 0

    def _newer(self, known: bytes) -> bytes:
        """What is in the file, where its number is higher than that of the known one, and its keys are ours."""
        if not self._path.exists():
            return known
        found = self._path.read_bytes()
        ours, theirs = (open_descriptor(one, self._secrets.root_public)[0] for one in (known, found))
        keys = [(one.kvac, one.cred_epoch, one.tokens, one.frank) for one in (ours, theirs)]
        return found if theirs.seq > ours.seq and keys[0] == keys[1] else known

    def _renew(self, day: int) -> bytes:
        if not self._path.exists():
            signed = seal(self._secrets.root, "descriptor", self._build(day)).to_bytes()
        else:
            before = signed = self._path.read_bytes()
            for epoch in range(self._epoch_in(before) + 1, epoch_of(day) + 1):
                signed = self._follow(signed, epoch * TOKEN_EPOCH_DAYS)
            signed = self._follow(signed, day)
            if signed == before:
                return before
        private.write(self._path, signed)
        return signed

    def _follow(self, before: bytes, day: int) -> bytes:
        """The same descriptor where it still says what is so on that day, or its successor."""
        known, digest = open_descriptor(before, self._secrets.root_public)
        wanted = self._build(day)
        if msgspec.structs.replace(wanted, seq=known.seq, issued=known.issued, earlier=known.earlier) == known:
            return before
        earlier = [*known.earlier, digest[:FACE_SIZE]][-MAX_EARLIER:]
        wanted = msgspec.structs.replace(wanted, seq=known.seq + 1, earlier=earlier)
        return seal(self._secrets.root, "descriptor", wanted).to_bytes()

    def _epoch_in(self, signed: bytes) -> int:
        known, _ = open_descriptor(signed, self._secrets.root_public)
        return max(key.epoch for key in known.tokens) - 1

    def _build(self, day: int) -> Descriptor:
        secrets, profile = self._secrets, self._profile
        return Descriptor(
            root=secrets.root_public,
            seq=0,
            issued=day,
            urls=list(profile.urls),
            kvac=secrets.issuer.public,
            cred_epoch=secrets.cred_epoch,
            tokens=_token_keys(secrets, epoch_of(day)),
            frank=secrets.frank_public,
            limits=profile.limits,
            name=profile.name,
            mode=int(profile.mode),
        )


def _token_keys(secrets: Secrets, epoch: int) -> list[TokenKey]:
    keys = (secrets.token_key(type_, e) for type_ in TokenType for e in (epoch - 1, epoch, epoch + 1))
    return [TokenKey(int(key.type), key.epoch, key.public) for key in keys]
