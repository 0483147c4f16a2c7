"""Where the demo keeps its vault's key: in this process's memory, so that it is gone with it."""

from heimo_tui.core.secrets import SecretBytes


class Pocket:
    """A `KeyStore` that nothing outlives; with it, hide and lock in the demo are left as they are in the real thing."""

    def __init__(self) -> None:
        self._secrets: dict[str, SecretBytes] = {}

    def get(self, user: str) -> SecretBytes | None:
        """The secret of this user name, or None."""
        return self._secrets.get(user)

    def set(self, user: str, secret: SecretBytes) -> None:
        """Put or replace a secret."""
        self._secrets[user] = secret

    def delete(self, user: str) -> None:
        """Remove a secret; a missing one is no error."""
        self._secrets.pop(user, None)
