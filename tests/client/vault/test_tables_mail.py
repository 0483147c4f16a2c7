"""Tables of messages: numbers without gaps, words that leave the index with their line, and what goes with what."""

import time
from collections.abc import Callable

import pytest

from heimo_tui.core.conversations import Line, Mark, Standing
from heimo_tui.core.errors import BadInput
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.vault import Tables, Vault
from heimo_tui.vault.tables.mail import (
    Conversation,
    FrameRow,
    Held,
    LineRow,
    QueueRow,
    RequestRow,
    SealedRow,
    SessionRow,
)
from tests.client.vault.conftest import CIRCLE, SERVER, furnish

ID = b"c" * 16
NOW = 1_000_000.0


def conversation(id: bytes = ID, peer: bytes = b"p" * 32) -> Conversation:
    return Conversation(
        id=id,
        circle_id=CIRCLE,
        me=b"m" * 32,
        peer=peer,
        card=b"card",
        name="quiet-heron",
        standing=Standing.OPEN,
        created=NOW,
        active=NOW,
    )


def line(number: int, text: str | None = None, *, mine: bool = False, **more: object) -> LineRow:
    fields: dict[str, object] = {"gone_at": NOW + 100.0, "kind": Line.TEXT} | more
    return LineRow(
        message=number.to_bytes(16, "big"),
        mine=mine,
        text=f"number {number}" if text is None else text,
        minutes=number,
        at=NOW,
        **fields,  # type: ignore[arg-type]  # the test names real fields
    )


def filled(count: int) -> Callable[[Tables], None]:
    def work(tables: Tables) -> None:
        furnish(tables)
        tables.mail.conversations.save(conversation())
        for number in range(count):
            tables.mail.lines.add(ID, line(number))

    return work


async def numbers(vault: Vault) -> list[int]:
    return await vault.read(lambda tables: [one.minutes for one in tables.mail.lines.window(ID, 0, 99)])


async def test_lines_are_numbered_without_gaps_whatever_goes(vault: Vault) -> None:
    await vault.run(filled(10))
    await vault.run(lambda tables: tables.mail.conversations.update(ID, read_place=6))
    await vault.run(lambda tables: tables.mail.lines.remove(ID, [n.to_bytes(16, "big") for n in (0, 4, 8)]))
    assert await numbers(vault) == [1, 2, 3, 5, 6, 7, 9]

    def look(tables: Tables) -> tuple[int, int, int | None, list[int], list[int]]:
        lines = tables.mail.lines
        read = tables.mail.conversations.require(ID).read_place
        window = [one.minutes for one in lines.window(ID, 2, 4)]
        return lines.count(ID), lines.unread(ID, read), lines.first_unread(ID, read), window, lines.search(ID, "numb")

    assert await vault.read(look) == (7, 2, 6, [3, 5], [6, 5, 4, 3, 2, 1, 0])
    await vault.run(lambda tables: tables.mail.lines.add(ID, line(20)))
    assert await numbers(vault) == [1, 2, 3, 5, 6, 7, 9, 20]


async def test_a_message_comes_once(vault: Vault) -> None:
    await vault.run(filled(1))
    assert not await vault.run(lambda tables: tables.mail.lines.add(ID, line(0, "again")))
    assert await vault.run(lambda tables: tables.mail.lines.add(ID, line(0, "mine, of the same id", mine=True)))


async def test_words_leave_the_index_with_their_line(vault: Vault) -> None:
    await vault.run(filled(0))

    def fill(tables: Tables) -> None:
        for number, text in enumerate(("marmalade", "marmalade too", "marmalade three", "marmalade four")):
            tables.mail.lines.add(ID, line(number, text, gone_at=NOW + number * 10))

    await vault.run(fill)
    await vault.run(lambda tables: tables.mail.lines.prove(ID, (0).to_bytes(16, "big"), b"marmalade proof"))
    assert await vault.read(lambda tables: tables.mail.lines.search(ID, "marm")) == [3, 2, 1, 0]
    assert await vault.run(lambda tables: tables.mail.lines.expire(NOW + 5)) == [ID]
    assert await vault.run(lambda tables: tables.mail.lines.take_back(ID, (1).to_bytes(16, "big"), mine=False))
    assert not await vault.run(lambda tables: tables.mail.lines.take_back(ID, (2).to_bytes(16, "big"), mine=True))
    await vault.run(lambda tables: tables.mail.lines.remove(ID, [(2).to_bytes(16, "big")]))
    assert await vault.read(lambda tables: tables.mail.lines.search(ID, "marm")) == [1]
    assert await vault.read(lambda tables: tables.mail.lines.evidence(ID, (0).to_bytes(16, "big"))) is None
    await vault.run(lambda tables: tables.circles.remove(CIRCLE))

    def empty(tables: Tables) -> tuple[object, ...]:
        db = tables.mail.lines._db
        found = db.rows("SELECT rowid FROM mail_text WHERE mail_text MATCH 'marmalade*'")
        return found, db.value("SELECT count(*) FROM mail_line"), db.value("SELECT count(*) FROM conversation")

    assert await vault.read(empty) == ([], 0, 0)
    await vault.tidy()


async def test_a_proof_outlives_the_words_only_until_its_time(vault: Vault) -> None:
    await vault.run(filled(2))
    first, second = (0).to_bytes(16, "big"), (1).to_bytes(16, "big")

    def prove(tables: Tables) -> None:
        for one in (first, second):
            tables.mail.lines.prove(ID, one, b"proof")
        tables.mail.lines.end_proof(ID, first, NOW + 50)

    await vault.run(prove)
    for later, left in ((49, {first, second}), (51, {second}), (101, set[bytes]())):
        await vault.run(lambda tables, at=NOW + later: tables.mail.lines.expire(at))  # type: ignore[misc]  # bound now
        assert await vault.read(lambda tables: tables.mail.lines.proven(ID, [first, second])) == left


async def test_time_runs_from_being_shown_or_sent(vault: Vault) -> None:
    await vault.run(filled(0))

    def fill(tables: Tables) -> None:
        tables.mail.lines.add(ID, line(1, expiry=10))
        tables.mail.lines.add(ID, line(2, mine=True, expiry=10, mark=Mark.QUEUED))
        tables.mail.lines.begin_to_vanish(ID, NOW + 20, up_to=0)
        tables.mail.lines.begin_to_vanish(ID, NOW + 25, up_to=1)
        tables.mail.lines.vanish_from(ID, (2).to_bytes(16, "big"), NOW + 40)

    await vault.run(fill)
    found = await vault.read(lambda tables: [one.gone_at - NOW for one in tables.mail.lines.window(ID, 0, 9)])
    assert found == [30, 50]
    assert await vault.read(lambda tables: tables.mail.lines.next_gone()) == NOW + 30


async def test_a_long_history_stays_quick(vault: Vault) -> None:
    def fill(tables: Tables) -> None:
        filled(0)(tables)
        tables.mail.lines._db.execute(
            "INSERT INTO mail_line (conversation, place, message, kind, mine, text, minutes, at, gone_at)"
            " WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 49999)"
            " SELECT ?, i, CAST(printf('%016d', i) AS BLOB), 'text', i % 2, 'words of line ' || i, i, 0, ? FROM n",
            (ID, NOW),
        )

    await vault.run(fill)
    plans = await vault.read(
        lambda tables: tables.mail.lines._db.rows(
            "EXPLAIN QUERY PLAN SELECT text FROM mail_line WHERE conversation = ? AND place >= 100 AND place < 150"
            " ORDER BY place",
            (ID,),
        )
    )
    assert [row[3] for row in plans] == [
        "SEARCH mail_line USING INDEX mail_line_place (conversation=? AND place>? AND place<?)"
    ]
    begun = time.perf_counter()
    for start in range(0, 50_000, 1000):
        window = await vault.read(lambda tables, s=start: tables.mail.lines.window(ID, s, s + 50))  # type: ignore[misc]  # bound now
        assert [one.minutes for one in window] == list(range(start, start + 50))
    assert time.perf_counter() - begun < 5
    assert await vault.read(lambda tables: tables.mail.lines.count(ID)) == 50_000
    assert await vault.read(lambda tables: tables.mail.lines.search(ID, "line 31337")) == [31_337]


async def test_frames_go_in_their_order_and_wait_as_told(vault: Vault) -> None:
    await vault.run(filled(0))

    def fill(tables: Tables) -> None:
        for number in range(3):
            message = None if number == 1 else bytes([number]) * 16
            frame = FrameRow(conversation=ID, message=message, sid=b"s" * 16, frame=bytes([number]), c2=b"c" * 32)
            tables.mail.outgoing.add(frame)
        sealed = SealedRow(
            conversation=ID, message=None, peer=b"p" * 32, sealed=b"x", c2=b"c" * 32, token=SecretBytes(b"t")
        )
        tables.mail.outgoing.set_sealed(sealed)

    await vault.run(fill)

    def work(tables: Tables) -> list[object]:
        out = tables.mail.outgoing
        first = out.first(ID)
        assert first is not None
        out.tried(first.id)
        out.later(first.id, 7.0, "queue_full")
        out.sealed_later(ID, 9.0, "inbox_full")
        seen: list[object] = [out.next_due(), out.first(ID) and out.first(ID).error, out.due(7.0)]  # type: ignore[union-attr]  # there is one
        out.done(first.id)
        again = out.first(ID)
        assert again is not None
        out.sealed_tried(ID)
        out.sealed_later(ID, 9.0, "token_expired", SecretBytes(b"u"))
        sealed = out.sealed_of(ID)
        assert sealed is not None
        return [*seen, again.frame, sealed.attempts, sealed.token.reveal(), out.of_message(ID, b"\2" * 16) is not None]

    assert await vault.run(work) == [7.0, "queue_full", [ID], b"\1", 0, b"u", True]


async def test_a_conversation_takes_everything_along_but_its_queues(vault: Vault) -> None:
    await vault.run(filled(2))

    def fill(tables: Tables) -> None:
        tables.mail.sessions.save(SessionRow(sid=b"s" * 16, conversation=ID, state=SecretBytes(b"k"), ek=b"e" * 32))
        tables.mail.queues.add(
            QueueRow(
                qid=b"q" * 16,
                server_id=SERVER,
                conversation=ID,
                private=SecretBytes(b"p"),
                claim=SecretBytes(b"c"),
                created=NOW,
            )
        )
        for _ in range(2):
            tables.mail.quarantine.hold(
                Held(conversation=ID, digest=b"d", frame=b"f", c2=b"c", hour=1, stamp=b"s", at=NOW)
            )
        assert tables.mail.quarantine.count_since(ID, NOW) == 1
        tables.mail.conversations.remove(ID)

    await vault.run(fill)

    def look(tables: Tables) -> tuple[object, ...]:
        mail = tables.mail
        return mail.sessions.of(ID), mail.quarantine.of(ID), mail.queues.all()[0].conversation

    assert await vault.read(look) == ([], [], None)
    with pytest.raises(BadInput, match="no_conversation"):
        await vault.read(lambda tables: tables.mail.conversations.require(ID))


async def test_of_a_declined_request_only_the_name_is_left(vault: Vault) -> None:
    await vault.run(filled(0))
    request = RequestRow(
        id=b"r" * 16,
        circle_id=CIRCLE,
        me=b"m" * 32,
        author=b"a" * 32,
        card=b"card",
        name="somebody",
        text="may I?",
        message=b"i" * 16,
        minutes=5,
        sid=b"s" * 16,
        ek=b"e" * 32,
        state=SecretBytes(b"keys"),
        qid=b"q" * 16,
        claim=SecretBytes(b"claim"),
        evidence=b"proof",
        at=NOW,
    )

    def work(tables: Tables) -> tuple[object, ...]:
        asked = tables.mail.requests
        asked.save(request)
        shown = repr(asked.open()[0])
        asked.decline(request.id, NOW + 1)
        row = asked.by(CIRCLE, b"m" * 32, b"a" * 32)
        assert row is not None
        assert "may I?" not in shown
        return row.declined, row.text, row.state.reveal(), row.evidence, asked.open()

    assert await vault.run(work) == (True, "", b"", b"", [])
    with pytest.raises(BadInput, match="no_request"):
        await vault.read(lambda tables: tables.mail.requests.require(request.id))
