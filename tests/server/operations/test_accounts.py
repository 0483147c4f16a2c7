"""Registering, drawing the credential again, leaving."""

import os

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_protocol import operations as ops
from heimo_protocol.anonymity.group import EDWARDS25519
from heimo_protocol.anonymity.invites import Invite
from heimo_protocol.encoding import encode
from heimo_protocol.errors import Code
from heimo_protocol.limits import CREDENTIAL_REPEATS
from heimo_protocol.requests import Mode
from heimo_protocol.signing import public_bytes
from tests.server.people import Clock, Person, Town, refuses


async def test_an_invite_lets_one_person_in_once(town: Town) -> None:
    invite = await town.invite()
    await Person(town).register(invite)
    async with refuses(Code.INVITE_SPENT):
        await Person(town).register(invite)


async def test_a_lost_answer_is_told_as_such(town: Town) -> None:
    invite, person = await town.invite(), Person(town)
    await person.register(invite)
    async with refuses(Code.EXISTS):
        await person.register(invite)
    assert await person.renew()


async def test_an_account_registers_once_and_keeps_the_second_invite(town: Town) -> None:
    person, second = await town.person(), await town.invite()
    async with refuses(Code.EXISTS):
        await person.register(second)
    await Person(town).register(second)


async def test_an_invented_invite_opens_nothing(town: Town) -> None:
    async with refuses(Code.INVITE_INVALID):
        await Person(town).register(Invite(os.urandom(16), os.urandom(16)))


async def test_an_invite_ends_after_two_epochs(town: Town) -> None:
    invite = await town.invite()
    assert isinstance(town.clock, Clock)
    town.clock.forward(days=14)
    async with refuses(Code.INVITE_INVALID):
        await Person(town).register(invite)


async def test_a_forged_request_keeps_the_invite(town: Town) -> None:
    invite, person = await town.invite(), Person(town)
    request, _ = person.request()
    forged = request[:-1] + bytes([request[-1] ^ 1])
    async with refuses(Code.PROOF_INVALID):
        await town.call("account.register", person.register_args(invite, forged))
    await person.register(invite)


async def test_somebody_elses_key_cannot_be_registered(town: Town) -> None:
    invite, person = await town.invite(), Person(town)
    args = person.register_args(invite, person.request()[0])
    async with refuses(Code.SIG_INVALID):
        await town.call(
            "account.register",
            msgspec.structs.replace(args, account=public_bytes(Ed25519PrivateKey.generate())),
        )


@pytest.mark.parametrize("field", ["nonce", "tag", "request", "account"])
async def test_wrong_sizes_are_refused(town: Town, field: str) -> None:
    person = Person(town)
    args = person.register_args(await town.invite(), person.request()[0])
    async with refuses(Code.BAD_ENCODING):
        await town.call("account.register", msgspec.structs.replace(args, **{field: b"short"}))


async def test_the_identity_point_is_no_account(town: Town) -> None:
    person = Person(town)
    args = person.register_args(await town.invite(), person.request()[0])
    async with refuses(Code.SIG_INVALID):
        await town.call("account.register", msgspec.structs.replace(args, account=b"\x01" + bytes(31)))


async def test_the_credential_comes_again_a_few_times(town: Town) -> None:
    person = await town.person()
    for _ in range(CREDENTIAL_REPEATS):
        await person.renew()
    async with refuses(Code.CRED_EPOCH):
        await person.renew()


async def test_no_second_secret(town: Town) -> None:
    person = await town.person()
    async with refuses(Code.M1_MISMATCH):
        await person.renew(EDWARDS25519.random_scalar(os.urandom))


async def test_a_renewed_credential_is_the_same_name(town: Town) -> None:
    person, circle = await town.person(), await town.circle()
    await person.join(circle)
    person.credential = await person.renew()
    async with refuses(Code.NYM_BOUND):
        await person.join(circle)


async def test_a_deleted_account_is_gone_and_its_names_stay(town: Town) -> None:
    person, circle = await town.person(), await town.circle()
    name = await person.join(circle)
    await town.call("account.delete", ops.DeleteAccountArgs(), person.account, Mode.ACCOUNT)
    async with refuses(Code.AUTH_UNKNOWN):
        await person.renew()
    await name.post()


async def test_a_request_counts_once(town: Town) -> None:
    person = await town.person()
    raw = encode(ops.CredentialArgs(request=person.request()[0]))
    auth = town.auth("account.credential", raw, person.account, Mode.ACCOUNT)
    await town.send("account.credential", raw, auth)
    async with refuses(Code.REPLAY):
        await town.send("account.credential", raw, auth)
