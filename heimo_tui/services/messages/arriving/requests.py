"""Requests for contact: fetched, opened, and shown only where contact may be asked for at all."""

from __future__ import annotations

import asyncio
import hashlib
from collections import defaultdict

from heimo_protocol.cards import open_card
from heimo_protocol.encoding import encode
from heimo_protocol.errors import Refusal
from heimo_protocol.franking import Stamped
from heimo_protocol.mail import Address, Content, ContentType, read_content
from heimo_protocol.operations import REQUEST_FETCH, RequestEntry, RequestFetchArgs
from heimo_protocol.signing import ID_SIZE
from heimo_tui.core.conversations import Line, Standing
from heimo_tui.core.errors import CannotDecrypt
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.e2ee.bundles import BundleSecrets
from heimo_tui.e2ee.requests import OpenedRequest, open_request
from heimo_tui.services.house import keys_of_mine
from heimo_tui.services.messages import sessions
from heimo_tui.services.messages.arriving.contents import Hearing
from heimo_tui.services.messages.arriving.frames import read_held
from heimo_tui.services.messages.ground import Ground, Scene
from heimo_tui.services.messages.leaving.saying import new_id, note
from heimo_tui.services.messages.leaving.sending import fail_all
from heimo_tui.services.messages.rules.contact import have_exchanged, is_wanted
from heimo_tui.services.messages.rules.times import REQUEST_SECONDS
from heimo_tui.services.messages.supply.own_keys import remember_cards
from heimo_tui.services.messages.supply.queues import target_at
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import ACCEPT, Conversation, RequestRow

_REQUEST_TYPES = frozenset({ContentType.REQUEST, ContentType.RESET})


class Asked:
    """Fetches requests for one's names."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._locks: defaultdict[bytes, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def fetch(self, scene: Scene) -> None:
        """Take in every request that waits for a name; the server forgets it only afterwards.

        The circle is read first, so that a reply which was just written counts. Raises as the network does.
        """
        async with self._locks[scene.key]:
            done: list[int] = []
            taken: set[int] = set()
            while True:
                args = RequestFetchArgs(done=done)
                answer = await scene.place.calls.call(scene.context, REQUEST_FETCH, args, scene.signer)
                fresh = [entry for entry in answer.entries if entry.id not in taken]
                if not fresh:
                    break
                await self._ground.know_keys(scene)
                await self._ground.sync.catch_up(scene.id)
                await self._ground.run(lambda tables, f=fresh: self._take_all(tables, scene, f))  # type: ignore[misc] # bound now
                done = [entry.id for entry in fresh]
                taken.update(done)
                await self._ground.tell()
        if taken:
            self._ground.kick()

    def _take_all(self, tables: Tables, scene: Scene, entries: list[RequestEntry]) -> None:
        remember_cards(tables, scene)
        for entry in entries:
            _Arrival(tables, scene, self._ground).take(entry)


class _Arrival:
    """One request as it comes in; whatever may not be is dropped without a trace."""

    def __init__(self, tables: Tables, scene: Scene, ground: Ground) -> None:
        self._tables = tables
        self._scene = scene
        self._rand = ground.rand

    def take(self, entry: RequestEntry) -> None:
        opened = self._open(entry)
        if opened is None:
            return
        try:
            content = read_content(opened.content)
        except Refusal:
            return
        if content.type not in _REQUEST_TYPES or content.queue is None or not self._may_ask(opened):
            return
        target = content.queue
        evidence = encode(opened.evidence.reported(Stamped(entry.c2, entry.hour, entry.stamp)))
        known = self._tables.mail.conversations.with_peer(self._scene.id, self._scene.key, opened.peer.author)
        if known is None or known.standing is Standing.ENDED:
            if self._is_welcome(opened, entry.hour):
                # a renewal of what is not known here: this device may have been made anew from the twelve words
                again = known is not None or content.type == ContentType.RESET
                self._keep(opened, content, target, evidence, again=again)
        elif self._scene.peer(known.card).ik == opened.peer.ik and known.standing is not Standing.CHANGED:
            self._renew(known, opened, content, target, evidence)
        else:
            self._changed(known, opened, content, target, evidence)

    def _open(self, entry: RequestEntry) -> OpenedRequest | None:
        tables, scene = self._tables, self._scene
        secrets = [
            BundleSecrets.from_bytes(one.secrets.reveal()) for one in tables.mail.keys.bundles(scene.id, scene.key)
        ]
        try:
            opened = open_request(
                entry.sealed,
                entry.c2,
                me=scene.me(tables),
                bundles=secrets,
                frank_key=scene.frank_key,
                hour=entry.hour,
                day=scene.day,
            )
        except CannotDecrypt:
            return None
        digest = hashlib.sha256(opened.ek).digest()
        return opened if tables.mail.keys.see_ek(scene.id, scene.key, opened.bundle, digest) else None

    def _may_ask(self, opened: OpenedRequest) -> bool:
        """Whether this can be the name it says, and that name is not kept out."""
        tables, circle, author = self._tables, self._scene.id, opened.peer.author
        if author in keys_of_mine(tables, circle) or tables.mail.requests.is_blocked(circle, author):
            return False
        member = tables.members.get(circle, author)
        if member is None or member.card is None or member.card_seq < opened.peer.card.seq:
            return True
        card, _ = open_card(member.card, server_id=self._scene.place.id, circle=circle)
        return card.ik == opened.peer.ik

    def _is_welcome(self, opened: OpenedRequest, hour: int) -> bool:
        """Whether a stranger may ask this name: after an exchange, as its own newest card says, and once."""
        tables, scene, author = self._tables, self._scene, opened.peer.author
        mine = scene.me(tables).cards[0]
        card, _ = open_card(mine.to_bytes(), server_id=scene.place.id, circle=scene.id)
        if not is_wanted(tables, scene.id, author, card.dm, hour):
            return False
        declined = tables.mail.requests.by(scene.id, scene.key, author)
        if declined is not None and declined.declined and scene.now - declined.at < REQUEST_SECONDS:
            return False
        return have_exchanged(tables, scene.id, author, scene.key)

    def _keep(self, opened: OpenedRequest, content: Content, target: Address, evidence: bytes, *, again: bool) -> None:
        self._tables.mail.requests.save(
            RequestRow(
                id=new_id(),
                circle_id=self._scene.id,
                me=self._scene.key,
                author=opened.peer.author,
                card=opened.peer.envelope,
                name=opened.peer.card.name,
                text=content.text if content.type == ContentType.REQUEST else "",
                message=content.id,
                minutes=content.minutes,
                sid=opened.session.sid,
                ek=opened.ek,
                state=sessions.kept(opened.session),
                qid=target.qid,
                claim=SecretBytes(target.claim),
                evidence=evidence,
                again=again,
                at=self._scene.now,
            )
        )

    def _renew(
        self, known: Conversation, opened: OpenedRequest, content: Content, target: Address, evidence: bytes
    ) -> None:
        """The other side began anew, or asked while it was asked: both want this, so nobody has to be asked."""
        tables, scene = self._tables, self._scene
        sessions.begin(tables, known.id, opened.session, opened.ek, mine=False, now=scene.now)
        tables.mail.queues.set_target(target_at(known.id, target))
        first = sessions.sending(tables, known.id)
        fail_all(tables, known.id, "renewed", but=b"" if first is None else first.sid)
        if opened.reset_of == bytes(ID_SIZE):
            tables.mail.lines.lose(known.id, "renewed")  # they have no keys of before: what was not read never will be
        asked = known.standing is Standing.ASKED
        tables.mail.conversations.update(known.id, standing=Standing.OPEN, answer=ACCEPT, reset_at=scene.now)
        note(tables, scene.now, known.id, Line.ACCEPTED if asked else Line.RENEWED)
        tables.mail.conversations.touch(known.id, scene.now)
        if content.type == ContentType.REQUEST and content.text:
            Hearing(tables, scene, known.id, self._rand).text(content, evidence)
        read_held(tables, scene, known.id, self._rand)

    def _changed(
        self, known: Conversation, opened: OpenedRequest, content: Content, target: Address, evidence: bytes
    ) -> None:
        """The same name with other keys: nothing goes on before the reader agrees."""
        self._keep(opened, content, target, evidence, again=True)
        if known.standing is not Standing.CHANGED:
            self._tables.mail.conversations.update(known.id, standing=Standing.CHANGED, verified=False)
            note(self._tables, self._scene.now, known.id, Line.CHANGED)
