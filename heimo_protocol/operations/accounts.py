"""Arguments and results of accounts (section 6)."""

from heimo_protocol.operations.base import Args, Result


class RegisterArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`account` key 32, invite `nonce` 16 and `tag` 16, credential `request` 224, `sig` 64 by the account key.

    The signature is over server_id || SHA-256(account || nonce || tag || request), label "req".
    """

    account: bytes
    nonce: bytes
    tag: bytes
    request: bytes
    sig: bytes


class CredentialArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Credential `request`, 224 bytes, hiding the same secret as at registration."""

    request: bytes


class CredentialResult(Result, frozen=True, kw_only=True):
    """Credential `response`, 448 bytes, for this `cred_epoch`."""

    response: bytes
    cred_epoch: int


class DeleteAccountArgs(Args, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nothing: the signature names the account."""
