"""Who holds the database key: the keyfile on the disk together with the keyring, a passphrase, or both."""

from __future__ import annotations

import secrets
from pathlib import Path

from heimo_tui.core.errors import BadInput, StoreProblem, StoreReason
from heimo_tui.core.secrets import SecretBytes, SecretText
from heimo_tui.vault import keyfile as kf
from heimo_tui.vault.database import DEK_SIZE
from heimo_tui.vault.files import KEYFILE_NAME, write_private
from heimo_tui.vault.keyring_door import KeyStore
from heimo_tui.vault.passphrases import require_enough


class Custody:
    """Makes, opens and rewraps the keyfile of one directory; every method blocks and may raise `StoreProblem`."""

    def __init__(self, directory: Path, keyring: KeyStore | None) -> None:
        self._path = directory / KEYFILE_NAME
        self._keyring = keyring

    def read(self) -> kf.Keyfile:
        """The keyfile; raises MISSING, CORRUPT, NEWER."""
        try:
            return kf.read_keyfile(self._path.read_bytes())
        except FileNotFoundError:
            raise StoreProblem(StoreReason.MISSING) from None

    def make(self, passphrase: SecretText | None, cost: kf.Argon2Cost | None) -> SecretBytes:
        """A new keyfile around a new database key, which is given; `cost` None measures this machine."""
        store_id, dek = secrets.token_bytes(kf.ID_SIZE), SecretBytes(secrets.token_bytes(DEK_SIZE))
        secret = self._new_keyring_secret(store_id)
        self._write(dek, secret, passphrase, store_id, cost)
        return dek

    def open(self, passphrase: SecretText | None) -> SecretBytes:
        """The database key; raises as `keyfile.unwrap`, and KEYRING_LOCKED."""
        keyfile = self.read()
        if keyfile.mode.needs_passphrase and passphrase is None:
            raise StoreProblem(StoreReason.PASSPHRASE_NEEDED)
        return kf.unwrap(keyfile, keyring_secret=self._keyring_secret(keyfile), passphrase=passphrase)

    def rewrap(self, current: SecretText | None, new: SecretText | None, cost: kf.Argon2Cost | None = None) -> None:
        """Set, change or take away the passphrase; an erasing passphrase is dropped."""
        dek, old = self.open(current), self.read()
        secret = self._keyring_secret(old)
        if new is None and secret is None:
            if self._keyring is None:
                raise StoreProblem(StoreReason.KEYRING_MISSING)
            secret = self._new_keyring_secret(old.id)
        known = old.cost if old.mode.needs_passphrase else None
        self._write(dek, secret, new, old.id, cost or known)

    def set_duress(self, current: SecretText, duress: SecretText | None) -> None:
        """Set the erasing passphrase, or take it away.

        Raises PASSPHRASE_NEEDED without a lock passphrase, and `BadInput("duress_same")` for the lock's own.
        """
        old = self.read()
        if not old.mode.needs_passphrase:
            raise StoreProblem(StoreReason.PASSPHRASE_NEEDED)
        if duress == current:
            raise BadInput("duress_same", field="passphrase")
        mark = None if duress is None else kf.duress_mark(duress, old.cost)
        self._write(self.open(current), self._keyring_secret(old), current, old.id, old.cost, mark)

    def is_duress(self, passphrase: SecretText) -> bool:
        """Whether this passphrase is the one that erases."""
        return kf.is_duress(self.read(), passphrase)

    def _write(
        self,
        dek: SecretBytes,
        secret: SecretBytes | None,
        passphrase: SecretText | None,
        store_id: bytes,
        cost: kf.Argon2Cost | None,
        duress: bytes | None = None,
    ) -> None:
        if passphrase is not None and cost is None:
            cost = kf.calibrate()
        keyfile = kf.wrap(
            dek,
            keyring_secret=secret,
            passphrase=passphrase,
            store_id=store_id,
            cost=cost or kf.FLOOR,
            duress=duress,
        )
        write_private(self._path, keyfile.to_bytes())

    def _keyring_secret(self, keyfile: kf.Keyfile) -> SecretBytes | None:
        if not keyfile.mode.needs_keyring or self._keyring is None:
            return None
        return self._keyring.get(keyfile.keyring_user)

    def _new_keyring_secret(self, store_id: bytes) -> SecretBytes | None:
        if self._keyring is None:
            return None
        secret = SecretBytes(secrets.token_bytes(kf.KEY_SIZE))
        self._keyring.set(store_id.hex(), secret)
        return secret


def require_fit(passphrase: SecretText | None, *, alone: bool) -> None:
    """Raise `BadInput("passphrase_weak")` for an empty one, or for one too weak to protect a store `alone`."""
    if passphrase is None:
        return
    if alone:
        require_enough(passphrase)
    elif not len(passphrase):
        raise BadInput("passphrase_weak", field="passphrase", value="0")
