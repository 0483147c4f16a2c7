"""Asking somebody for contact."""

from __future__ import annotations

from dataclasses import replace

from heimo_protocol import text as text_rules
from heimo_protocol.anonymity.tokens import TokenType, valid_epochs
from heimo_protocol.cards import DmPolicy, open_card
from heimo_protocol.errors import Refusal
from heimo_protocol.limits import REQUEST_TEXT_CHARS
from heimo_protocol.mail import ContentType
from heimo_tui.core.conversations import Asking, Line, Mark, Standing
from heimo_tui.core.errors import BadInput, Incompatible
from heimo_tui.services.house import keys_of_mine
from heimo_tui.services.messages import sessions
from heimo_tui.services.messages.ground import Ground, Scene
from heimo_tui.services.messages.leaving.requesting import Means, Requesting, Written, sealed_row, write
from heimo_tui.services.messages.leaving.saying import new_id, note
from heimo_tui.services.messages.rules.contact import have_exchanged, is_wanted
from heimo_tui.services.messages.rules.times import DAY, NO_KEYS_SECONDS, REQUEST_SECONDS
from heimo_tui.services.messages.supply.others_keys import usable
from heimo_tui.services.messages.supply.tokens import DRAWN
from heimo_tui.vault.tables import Tables
from heimo_tui.vault.tables.mail import Conversation


class AskingFor:
    """Asks for contact, where that may be."""

    def __init__(self, ground: Ground, requesting: Requesting) -> None:
        self._ground = ground
        self._requesting = requesting

    async def asking(self, circle: bytes, author: bytes) -> Asking:
        """Whether this name may be asked, as far as is known here; raises BadInput("no_circle")."""
        mine = await self._ground.read(lambda tables: _mine(tables, circle, author))
        if mine is not None:
            return mine
        try:
            scene = await self._ground.scene(circle)
        except BadInput as problem:
            if problem.code in ("no_circle", "moved", "moving_in"):
                raise
            return Asking.NOT_JOINED
        return await self._ground.read(lambda tables: _asking(tables, scene, author))

    async def ask(self, circle: bytes, author: bytes, text: str) -> bytes:
        """Seal a request and let it wait to be sent; returns the conversation's id.

        Raises BadInput: cannot_ask (its value is an Asking), request_text; and as the network does, since the other's
        keys have to be of today.
        """
        state = await self.asking(circle, author)
        if state is not Asking.OPEN:
            raise BadInput("cannot_ask", value=state.value)
        words = clean(text)
        scene = await self._ground.scene(circle)
        means = await self._requesting.prepare(scene, author)
        scene = replace(scene, now=self._ground.now)

        def work(tables: Tables) -> bytes:
            again = _asking(tables, scene, author)
            if again not in (Asking.OPEN, Asking.LATER):  # the token for it is taken already
                raise BadInput("cannot_ask", value=again.value)
            try:
                written = write(tables, scene, author, means, ContentType.REQUEST, text=words)
            except Refusal as problem:
                raise Incompatible(problem.code, detail="bundle") from None
            return _begin(tables, scene, author, written, means)

        conversation = await self._ground.run(work)
        await self._ground.tell(conversation)
        self._ground.kick()
        return conversation


def clean(text: str) -> str:
    """The words of a request; raises BadInput("request_text")."""
    words = text_rules.clean(text).strip()
    if not words or len(words) > REQUEST_TEXT_CHARS:
        raise BadInput("request_text", field="text", value=str(REQUEST_TEXT_CHARS))
    return words


def _mine(tables: Tables, circle: bytes, author: bytes) -> Asking | None:
    if author not in keys_of_mine(tables, circle):
        return None
    once = {one.key for one in tables.anonymous.once_names(circle)}
    return Asking.ONE_TIME if author in once else Asking.MYSELF


def _asking(tables: Tables, scene: Scene, author: bytes) -> Asking:
    if tables.mail.requests.is_blocked(scene.id, author):
        return Asking.BLOCKED
    known = tables.mail.conversations.with_peer(scene.id, scene.key, author)
    if known is not None and known.standing in (Standing.OPEN, Standing.CHANGED):
        return Asking.TALKING
    if known is not None and known.standing is Standing.ASKED and scene.now - known.created < REQUEST_SECONDS:
        return Asking.ASKED
    if not have_exchanged(tables, scene.id, scene.key, author):
        return Asking.NO_EXCHANGE
    if not is_wanted(tables, scene.id, scene.key, _policy(tables, scene, author), scene.hour):
        return Asking.NOT_WANTED
    return _means(tables, scene, author)


def _means(tables: Tables, scene: Scene, author: bytes) -> Asking:
    listed = tables.mail.keys.asked(scene.id, 0)
    if usable(tables, scene, author) is None and 0 <= scene.now - listed < NO_KEYS_SECONDS:
        return Asking.NO_KEYS
    left = tables.anonymous.count_tokens(scene.place.id, TokenType.REQUEST, valid_epochs(scene.day))
    drawn = tables.mail.keys.due(scene.id, DRAWN)
    if not left and drawn is not None and drawn // DAY == scene.now // DAY:
        return Asking.LATER
    return Asking.OPEN


def _policy(tables: Tables, scene: Scene, author: bytes) -> int:
    """What the newest card that is known of a name says; requests are taken where none is."""
    member, keys = tables.members.get(scene.id, author), tables.mail.keys.of(scene.id, author)
    found = []
    for card in (None if member is None else member.card, None if keys is None else keys.card):
        if card is not None:
            found.append(open_card(card, server_id=scene.place.id, circle=scene.id)[0])
    newest = max(found, key=lambda one: one.seq, default=None)
    return DmPolicy.REQUESTS if newest is None else newest.dm


def _begin(tables: Tables, scene: Scene, author: bytes, written: Written, means: Means) -> bytes:
    """Put the conversation, its session and the sealed request onto the disk."""
    peer = scene.peer(written.to.card)
    old = tables.mail.conversations.with_peer(scene.id, scene.key, author)
    if old is not None and old.standing is Standing.ASKED:
        tables.mail.conversations.remove(old.id)
        old = None
    fresh = Conversation(
        id=new_id(),
        circle_id=scene.id,
        me=scene.key,
        peer=author,
        card=peer.envelope,
        name=peer.card.name,
        standing=Standing.ASKED,
        created=scene.now,
        active=scene.now,
    )
    # after an end that was taken back, the history stays
    conversation = fresh if old is None else replace(fresh, id=old.id, read_place=old.read_place)
    tables.mail.conversations.save(conversation)
    session = written.request.session
    sessions.begin(tables, conversation.id, session, written.request.ek, mine=True, now=scene.now)
    tables.mail.queues.add(means.queue.row(conversation.id))
    content = written.content
    note(
        tables,
        scene.now,
        conversation.id,
        Line.TEXT,
        id=content.id,
        mine=True,
        text=content.text,
        minutes=content.minutes,
        mark=Mark.QUEUED,
    )
    tables.mail.outgoing.set_sealed(sealed_row(conversation.id, author, written, means, content.id))
    return conversation.id
