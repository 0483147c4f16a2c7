"""Reports that come to a moderator: opened, checked by oneself and by the server, kept, and only then acknowledged."""

from __future__ import annotations

import asyncio
import hashlib
from collections import defaultdict

from heimo_protocol.cards import Card, open_card
from heimo_protocol.encoding import encode
from heimo_protocol.errors import Code, Refusal
from heimo_protocol.franking import SealedReport
from heimo_protocol.operations import (
    FRANK_OPEN,
    REPORT_FETCH,
    FrankOpenArgs,
    ReportFetchArgs,
    SealedReportEntry,
)
from heimo_tui.core.errors import CannotDecrypt, Refused
from heimo_tui.e2ee.bundles import BundleSecrets
from heimo_tui.e2ee.reports import open_report, verify_report
from heimo_tui.services.messages.ground import Ground, Scene
from heimo_tui.services.messages.leaving.saying import new_id
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import ToldRow

NOT_OPENED, UNFIT, BAD_CARD, BAD_PROOF, DIFFERS = (
    "not_opened",
    "bad_body",
    "card_invalid",
    "sig_invalid",
    "sender_differs",
)
_TOKEN_FAULTS = frozenset({"token size", "token signature"})
_NO_PROOF = frozenset({Code.STAMP_INVALID, Code.FRANK_INVALID})


class Receiving:
    """Fetches reports for the circles that one moderates."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._locks: defaultdict[bytes, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def fetch(self, scene: Scene) -> None:
        """Take in every report that waits; does nothing where one is no moderator. Raises as the network does."""
        ledger = await self._ground.sync.ledger(scene.id)
        if scene.key not in ledger.rulings.moderators:
            return
        async with self._locks[scene.key]:
            try:
                await self._fetch(scene)
            except Refused as problem:
                if problem.code != Code.NOT_MODERATOR:  # one is none any more, which the log will tell
                    raise

    async def _fetch(self, scene: Scene) -> None:
        done: list[int] = []
        taken: set[int] = set()
        while True:
            args = ReportFetchArgs(done=done)
            answer = await scene.place.calls.call(scene.context, REPORT_FETCH, args, scene.signer)
            fresh = [entry for entry in answer.entries if entry.id not in taken]
            if not fresh:
                return
            await self._ground.know_keys(scene)
            rows = [await self._check(scene, entry) for entry in fresh]
            if await self._ground.run(lambda tables, r=rows: _keep(tables, r)):  # type: ignore[misc] # bound now
                await self._ground.tell()
            done = [entry.id for entry in fresh]
            taken.update(done)

    async def _check(self, scene: Scene, entry: SealedReportEntry) -> ToldRow:
        """A report as it is kept: with its author where all of it is proved, else with what is not."""
        bundles = await self._ground.read(lambda tables: tables.mail.keys.bundles(scene.id, scene.key))
        secrets = [BundleSecrets.from_bytes(one.secrets.reveal()) for one in bundles]
        try:
            report = await asyncio.to_thread(open_report, entry.sealed, scene.id, entry.messages, secrets)
        except CannotDecrypt as problem:
            return self._row(scene, entry, b"", None, NOT_OPENED if problem.code == "no_header" else UNFIT)
        author, fault = await self._author(scene, report)
        return self._row(scene, entry, encode(report), author, fault)

    async def _author(self, scene: Scene, report: SealedReport) -> tuple[bytes | None, str]:
        """Who sent all of the messages, or why that is not proved."""
        fault = _fault(scene, report)
        if fault:
            return None, fault
        claimed = claimed_card(scene.place.id, report)
        if claimed is None:
            return None, BAD_CARD
        for message in report.messages:
            args = FrankOpenArgs(token=message.token, message=message.stamped)
            try:
                answer = await scene.place.calls.call(scene.context, FRANK_OPEN, args, scene.signer)
            except Refused as problem:
                if problem.code not in _NO_PROOF:
                    raise
                return None, problem.code
            if answer.author != claimed.author:
                return None, DIFFERS
        return claimed.author, ""

    def _row(
        self, scene: Scene, entry: SealedReportEntry, report: bytes, author: bytes | None, problem: str
    ) -> ToldRow:
        return ToldRow(
            id=new_id(),
            circle_id=scene.id,
            me=scene.key,
            # what was sealed twice, since an answer got lost, is one report
            digest=hashlib.sha256(report or entry.sealed).digest(),
            hour=entry.hour,
            report=report,
            author=author,
            problem=problem,
            at=self._ground.now,
        )


def claimed_card(server_id: bytes, report: SealedReport) -> Card | None:
    """The card of whom the report says the messages are from, or None where it is not signed or of another circle."""
    try:
        return open_card(report.card, server_id=server_id, circle=report.circle)[0]
    except Refusal:
        return None


def _fault(scene: Scene, report: SealedReport) -> str:
    """What is wrong with the proofs as far as one can tell alone, or nothing."""
    if len({message.stamped.c2 for message in report.messages}) < len(report.messages):
        return UNFIT
    try:
        verify_report(report, scene.frank_key)
    except Refusal as problem:
        return Code.FRANK_INVALID.value if problem.detail in _TOKEN_FAULTS else BAD_PROOF
    return ""


def _keep(tables: Tables, rows: list[ToldRow]) -> bool:
    return any([tables.mail.reports.take(row) for row in rows])
