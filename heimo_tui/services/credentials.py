"""The membership credential: asked for at registration, and again on a new device or in a new epoch (PROTOCOL 6, 7)."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace

from heimo_protocol.anonymity import credential
from heimo_protocol.anonymity.credential import ProofInvalid, RequestState
from heimo_protocol.anonymity.invites import Invite
from heimo_protocol.anonymity.presentation import Credential
from heimo_protocol.descriptor import Descriptor
from heimo_protocol.errors import Code
from heimo_protocol.operations import CREDENTIAL, REGISTER, CredentialArgs, CredentialResult, RegisterArgs
from heimo_protocol.requests import Mode
from heimo_protocol.signing import sign
from heimo_tui.core.errors import Refused, Tampering
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.identity.keys import ServerKeys
from heimo_tui.network.calls import Calls, Signer
from heimo_tui.network.contexts import ACCOUNT
from heimo_tui.vault.tables import Community

_DAY = 86_400


async def register(calls: Calls, descriptor: Descriptor, keys: ServerKeys, invite: Invite) -> SecretBytes:
    """Spend an invite and take the credential, 128 secret bytes.

    An account that is registered already, since an answer was lost, draws its credential again. Raises Refused,
    Tampering("proof_invalid") and as the network does.
    """
    request, state = await asyncio.to_thread(_request, descriptor, keys)
    account = keys.account_public
    digest = hashlib.sha256(account + invite.nonce + invite.tag + request).digest()
    args = RegisterArgs(
        account=account,
        nonce=invite.nonce,
        tag=invite.tag,
        request=request,
        sig=sign(keys.account, "req", descriptor.server_id + digest),
    )
    try:
        answer = await calls.call(ACCOUNT, REGISTER, args)
    except Refused as problem:
        if problem.code == Code.EXISTS:
            return await draw(calls, descriptor, keys)
        raise
    return await asyncio.to_thread(_finish, state, answer, descriptor)


async def draw(calls: Calls, descriptor: Descriptor, keys: ServerKeys) -> SecretBytes:
    """Get the credential of a known account again; raises as `register` does."""
    request, state = await asyncio.to_thread(_request, descriptor, keys)
    signer = Signer(keys.account, Mode.ACCOUNT)
    answer = await calls.call(ACCOUNT, CREDENTIAL, CredentialArgs(request=request), signer)
    return await asyncio.to_thread(_finish, state, answer, descriptor)


def with_credential(row: Community, secret: SecretBytes, descriptor: Descriptor) -> Community:
    """The community's row once the credential is there."""
    return replace(row, credential=secret, cred_epoch=descriptor.cred_epoch)


def open_credential(secret: SecretBytes) -> Credential:
    """The credential as it was stored."""
    return Credential.from_bytes(secret.reveal())


def _request(descriptor: Descriptor, keys: ServerKeys) -> tuple[bytes, RequestState]:
    m2 = credential.request_context(descriptor.server_id, descriptor.cred_epoch)
    return credential.request(keys.m1.reveal(), keys.r1.reveal(), m2)


def _finish(state: RequestState, answer: CredentialResult, descriptor: Descriptor) -> SecretBytes:
    if answer.cred_epoch != descriptor.cred_epoch:
        raise Tampering("proof_invalid", where=descriptor.server_id)
    try:
        return SecretBytes(credential.finish(state, answer.response, descriptor.kvac).to_bytes())
    except ProofInvalid:
        # another key than the one all members were shown: it would mark this member
        raise Tampering("proof_invalid", where=descriptor.server_id) from None
