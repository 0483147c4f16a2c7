"""Exports come back whole, or are refused: wrong passphrase, altered, reordered, cut off, put together anew."""

import asyncio
import io
import json
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from heimo_tui.core.drafts import Draft, DraftKind, QuoteOf
from heimo_tui.core.errors import BadInput, StoreProblem, StoreReason
from heimo_tui.core.secrets import SecretBytes, SecretText
from heimo_tui.core.views import Filter, FoldAction
from heimo_tui.vault import Tables, Vault
from heimo_tui.vault.export import Choice, export_encrypted, import_encrypted
from heimo_tui.vault.migrations import SCHEMA_VERSION
from heimo_tui.vault.plain import export_plain
from heimo_tui.vault.stream import CHUNK, MAGIC, StreamWriter, read_stream
from heimo_tui.vault.tables import CareNote, EventFlag, FoldingRule, Kept, RuleKind

from .conftest import CHEAP, CIRCLE, PASSPHRASE, SERVER, descriptor, event, event_id, files_in, furnish, mode_of

EXPORT = SecretText("an export of its own kind")
SECRET_PRK = b"\x07" * 64


def live_in(tables: Tables) -> None:
    furnish(tables)
    tables.circles.set_joined(CIRCLE, my_key=b"a" * 32, epoch=0)
    tables.circles.set_newest(CIRCLE, 3, b"h" * 32)
    tables.events.add(
        [
            event(1, body="my own words", flags=EventFlag.MINE),
            event(2, kind=2, thread=1, author=b"b" * 32, body="kind answer"),
            event(3, kind=5, thread=1, author=b"b" * 32, body="with_you"),
        ]
    )
    tables.threads.set_read(CIRCLE, event_id(1), 1)
    tables.preferences.set("theme", "takka")
    tables.preferences.set_rule(FoldingRule(RuleKind.KEYWORD, "needle", FoldAction.FOLD))
    tables.kept.save_note(CareNote(id="one", topic="helps", text="walk to the lake"))
    tables.kept.keep(
        Kept(
            event_id=event_id(2),
            server_id=SERVER,
            circle_id=CIRCLE,
            thread=event_id(1),
            envelope=b"envelope 2",
            author_name="pale-lynx",
            circle_name="Burnout",
            note="when it is dark",
        )
    )
    tables.drafts.save(
        Draft(
            id=b"draft",
            community=SERVER,
            circle=CIRCLE,
            kind=DraftKind.REPLY,
            parent=event_id(1),
            text="half a thought",
            quote=QuoteOf(event_id(1), 0, 2),
            dismissed=frozenset({"x"}),
            updated=1.5,
        )
    )


@pytest.fixture
async def source(tmp_path: Path) -> Vault:
    vault = await Vault.create(tmp_path / "source", keyring=None, passphrase=PASSPHRASE, cost=CHEAP)
    await vault.run(live_in)
    return vault


@pytest.fixture
async def target(tmp_path: Path) -> Vault:
    return await Vault.create(tmp_path / "target", keyring=None, passphrase=PASSPHRASE, cost=CHEAP)


@pytest.fixture(autouse=True)
async def closing(source: Vault, target: Vault) -> object:
    yield
    await source.close()
    await target.close()


async def test_everything_chosen_comes_back(source: Vault, target: Vault, tmp_path: Path) -> None:
    path, seen = tmp_path / "heimo.export", []
    count = await export_encrypted(
        source,
        path,
        EXPORT,
        choice=Choice(history=True),
        progress=lambda done, total: seen.append((done, total)),
        cost=CHEAP,
    )
    assert mode_of(path) == 0o600
    assert seen[-1] == (count, count)
    assert await import_encrypted(target, path, EXPORT) == count
    for question in (
        lambda tables: tables.communities.all(),
        lambda tables: tables.circles.of(SERVER),
        lambda tables: tables.preferences.all(),
        lambda tables: tables.preferences.rules(),
        lambda tables: tables.kept.all(),
        lambda tables: tables.kept.notes(),
        lambda tables: tables.drafts.all(),
        lambda tables: tables.threads.page(CIRCLE, Filter.ALL),
        lambda tables: tables.threads.search("answ"),
        lambda tables: tables.threads.reactions(CIRCLE, event_id(1)),
    ):
        there = await source.read(question)
        assert await target.read(question) == there
        assert there


async def test_without_identity_or_history(source: Vault, target: Vault, tmp_path: Path) -> None:
    path = tmp_path / "heimo.export"
    await export_encrypted(source, path, EXPORT, choice=Choice(identity=False), cost=CHEAP)
    await import_encrypted(target, path, EXPORT)
    [community] = await target.read(lambda tables: tables.communities.all())
    [circle] = await target.read(lambda tables: tables.circles.of(SERVER))
    assert community.prk is None
    assert (circle.joined, circle.my_key, circle.newest_seq, circle.newest_head) == (False, None, 0, None)
    assert await target.read(lambda tables: tables.events.between(CIRCLE, 0)) == []
    plaintext = b"".join(read_stream(io.BytesIO(await asyncio.to_thread(path.read_bytes)), EXPORT))
    assert SECRET_PRK not in plaintext
    assert b"kind answer" not in plaintext


async def test_what_is_here_stays(source: Vault, target: Vault, tmp_path: Path) -> None:
    path = tmp_path / "heimo.export"
    await export_encrypted(source, path, EXPORT, choice=Choice(history=True), cost=CHEAP)

    def own_life(tables: Tables) -> None:
        furnish(tables)
        tables.preferences.set("theme", "lumi")
        tables.events.add([event(9, body="only here")])

    await target.run(own_life)
    await import_encrypted(target, path, EXPORT)
    assert await target.read(lambda tables: tables.preferences.get("theme")) == "lumi"
    assert [row.log_seq for row in await target.read(lambda tables: tables.events.between(CIRCLE, 0))] == [9]
    await import_encrypted(target, path, EXPORT)
    assert len(await target.read(lambda tables: tables.kept.all())) == 1


async def refused(target: Vault, path: Path, code: str, passphrase: SecretText = EXPORT) -> None:
    with pytest.raises(BadInput) as raised:
        await import_encrypted(target, path, passphrase)
    assert raised.value.code == code
    assert await target.read(lambda tables: tables.communities.all()) == []


async def test_a_wrong_passphrase_and_other_files(source: Vault, target: Vault, tmp_path: Path) -> None:
    path, other = tmp_path / "heimo.export", tmp_path / "other"
    await export_encrypted(source, path, EXPORT, cost=CHEAP)
    await refused(target, path, "passphrase_wrong", SecretText("another one"))
    for content, code in (
        (b"", "not_an_export"),
        (b"{}", "not_an_export"),
        (b"HEIMOEXP2" + bytes(100), "export_newer"),
        (MAGIC, "export_damaged"),
        (MAGIC + bytes(200), "export_damaged"),
    ):
        await asyncio.to_thread(other.write_bytes, content)
        await refused(target, other, code)
    with pytest.raises(StoreProblem):
        await import_encrypted(target, tmp_path / "nowhere", EXPORT)


def cancel(task: asyncio.Task[int]) -> None:
    task.cancel()


async def test_cancelling_leaves_nothing(source: Vault, target: Vault, tmp_path: Path) -> None:
    path = tmp_path / "heimo.export"
    exporting: asyncio.Task[int] = asyncio.ensure_future(
        export_encrypted(source, path, EXPORT, progress=lambda done, total: cancel(exporting), cost=CHEAP)
    )
    with pytest.raises(asyncio.CancelledError):
        await exporting
    assert files_in(tmp_path) == {"source", "target"}

    def more(tables: Tables) -> None:
        for number in range(100):
            tables.preferences.set(f"long {number}", "x" * 200_000)

    await source.run(more)
    await export_encrypted(source, path, EXPORT, cost=CHEAP)
    importing: asyncio.Task[int] = asyncio.ensure_future(
        import_encrypted(target, path, EXPORT, progress=lambda done, total: cancel(importing))
    )
    with pytest.raises(asyncio.CancelledError):
        await importing
    assert await target.read(lambda tables: tables.preferences.all()) == {}
    await import_encrypted(target, path, EXPORT)
    assert len(await target.read(lambda tables: tables.preferences.all())) == 101


async def test_an_export_where_nothing_can_be_written(source: Vault, tmp_path: Path) -> None:
    with pytest.raises(StoreProblem) as raised:
        await export_encrypted(source, tmp_path / "missing" / "file", EXPORT, cost=CHEAP)
    assert raised.value.reason is StoreReason.FAILED


async def test_plain_json_holds_the_words_and_no_key(source: Vault, tmp_path: Path) -> None:
    path = tmp_path / "heimo.json"
    await export_plain(source, path)
    text = await asyncio.to_thread(path.read_text)
    content = json.loads(text)
    assert mode_of(path) == 0o600
    assert [written["text"] for written in content["written"]] == ["my own words"]
    assert content["drafts"] == [{"circle": "Burnout", "text": "half a thought"}]
    assert content["care_plan"] == [{"topic": "helps", "text": "walk to the lake"}]
    assert content["kept"][0]["note"] == "when it is dark"
    assert content["folding_rules"][0]["value"] == "needle"
    for key in (SECRET_PRK, b"a" * 32, CIRCLE, SERVER):
        assert key.hex() not in text


ROW = ["row", ["theme", '"takka"']]
GOOD = [["heimo", 1, True, False], ["table", "setting", ["name", "value"]], ROW, ["end", 1]]


def record(content: object) -> bytes:
    data = msgspec.msgpack.encode(content)
    return len(data).to_bytes(4, "big") + data


async def test_a_table_put_together_by_hand_comes_in(target: Vault, tmp_path: Path) -> None:
    path = tmp_path / "made"
    newer_column = [GOOD[0], ["table", "setting", ["name", "later", "value"]], ["row", ["a", 1, "2"]], ["end", 1]]
    await asyncio.to_thread(path.write_bytes, sealed(b"".join(record(part) for part in newer_column)))
    assert await import_encrypted(target, path, EXPORT) == 1
    assert await target.read(lambda tables: tables.preferences.all()) == {"a": 2}


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([["heimo", 99, True, False], *GOOD[1:]], "export_newer"),
        (GOOD[:-1], "export_damaged"),
        ([*GOOD, ROW], "export_damaged"),
        ([*GOOD[:-1], ["end", 2]], "export_damaged"),
        (GOOD[1:], "export_damaged"),
        ([GOOD[0], *GOOD], "export_damaged"),
        ([GOOD[0], ["table", "sqlite_master", ["name"]], ["row", ["x"]], ["end", 1]], "export_damaged"),
        ([GOOD[0], ["table", "outbox", ["draft"]], ["row", ["x"]], ["end", 1]], "export_damaged"),
        ([*GOOD[:2], ["row", ["one"]], ["end", 1]], "export_damaged"),
        ([*GOOD[:2], ["row", ["one", ["two"]]], ["end", 1]], "export_damaged"),
        ([*GOOD[:2], ["row", ["one", 2**64 - 1]], ["end", 1]], "export_damaged"),
        ([*GOOD[:2], ["row"], ["end", 1]], "export_damaged"),
        ([*GOOD[:2], [], ["end", 1]], "export_damaged"),
        ([*GOOD[:2], ["what"], ["end", 0]], "export_damaged"),
        (
            [GOOD[0], ["table", "event", ["circle_id", "log_seq"]], ["row", [b"c", 1]], ["end", 1]],
            "export_damaged",
        ),
        (
            [
                GOOD[0],
                ["table", "descriptor_seen", ["server_id", "seq", "hash", "seen_day"]],
                ["row", [b"s", 1, b"h", 1]],
                [
                    "table",
                    "thread",
                    [
                        "circle_id",
                        "thread",
                        "last_seq",
                        "last_minutes",
                        "other_seq",
                        "replies",
                        "others",
                        "mine",
                        "hidden",
                    ],
                ],
                ["row", [b"c", b"t", 1, 1, 1, 1, 1, 1, 1]],
                ["end", 2],
            ],
            "export_damaged",
        ),
    ],
)
async def test_what_is_sealed_well_and_makes_no_sense(
    target: Vault, tmp_path: Path, parts: list[object], code: str
) -> None:
    path = tmp_path / "made"
    await asyncio.to_thread(path.write_bytes, sealed(b"".join(record(part) for part in parts)))
    await refused(target, path, code)
    assert await target.read(lambda tables: tables.preferences.all()) == {}


@pytest.mark.parametrize("data", [b"\xff\xff\xff\xff", b"\0\0\0\1\xc1", b"\0\0\0\1\x01", b"\0\0", b"\0\0\0\4ab"])
async def test_records_that_are_none(target: Vault, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "made"
    await asyncio.to_thread(path.write_bytes, sealed(record(GOOD[0]) + data))
    await refused(target, path, "export_damaged")


# --- the stream itself ---


def sealed(data: bytes) -> bytes:
    file = io.BytesIO()
    writer = StreamWriter(file, EXPORT, cost=CHEAP)
    writer.write(data)
    writer.finish()
    return file.getvalue()


def opened(data: bytes) -> bytes:
    return b"".join(read_stream(io.BytesIO(data), EXPORT))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 5])
def test_any_size_comes_back(size: int) -> None:
    data = bytes(number % 251 for number in range(size))
    made = sealed(data)
    assert opened(made) == data
    start = len(made) - size - 16 * max(1, -(-size // CHUNK))
    assert made.startswith(MAGIC)
    assert 40 < start < 80


def test_no_altered_byte_is_taken() -> None:
    made = sealed(b"a few words")
    for place in range(len(made)):
        altered = bytearray(made)
        altered[place] ^= 1
        with pytest.raises(BadInput):
            opened(bytes(altered))


def test_cut_reordered_doubled_dropped_and_spliced_chunks_are_refused() -> None:
    made = sealed(bytes(4 * CHUNK))
    step = CHUNK + 16
    start = len(made) - 4 * step
    head, chunks = made[:start], [made[start + n * step : start + (n + 1) * step] for n in range(4)]
    other = sealed(bytes(4 * CHUNK))[start:]
    assert opened(head + b"".join(chunks)) == bytes(4 * CHUNK)
    wrong = {
        "without the last": chunks[:3],
        "reordered": [chunks[0], chunks[2], chunks[1], chunks[3]],
        "doubled": [chunks[0], chunks[1], chunks[1], chunks[2], chunks[3]],
        "dropped": [chunks[0], chunks[2], chunks[3]],
        "nothing": [],
        "last alone": [chunks[3]],
        "continued": [*chunks, chunks[0]],
        "of another file": [chunks[0], other[step : 2 * step], chunks[2], chunks[3]],
    }
    for what, parts in wrong.items():
        with pytest.raises(BadInput):
            pytest.fail(f"{what}: {len(opened(head + b''.join(parts)))}")
    for cut in (1, 17, step - 1, step + 1):
        with pytest.raises(BadInput):
            opened(made[:-cut])


def test_the_secret_of_an_export_is_the_passphrase() -> None:
    made = sealed(SecretBytes(b"quiet words").reveal())
    assert b"quiet words" not in made
    assert sealed(b"quiet words") != made


BROKEN: dict[str, dict[str, list[object]]] = {
    "community": {
        "urls": ["[", "{}", "[]", "[1]", '["javascript:1"]', '["http://"]', '["http://a:b"]', '"http://a"', b"[]"],
        "settings": ["[]", "", "{"],
        "name": [b"bytes", 5],
        "descriptor": [b"descriptor", b"", descriptor(Ed25519PrivateKey.from_private_bytes(b"x" * 32))],
        "root_pub": [bytes(32), b"short", "text"],
        "descriptor_seq": [7, "7"],
        "server_id": [bytes(32)],
        "place": ["first", 1.5],
    },
    "draft": {"kind": ["letter"], "dismissed": ["{}", "[1]", "x"], "need": ["money"], "quote_start": ["1"]},
    "setting": {"value": ["{", b"{}", 5, "[" * 100_000]},
    "folding_rule": {"kind": ["mood"], "action": ["burn"]},
    "circle": {"circle_id": [b"short"], "name": [b"bytes"], "newest_seq": ["many"]},
    "kept": {"circle_name": [b"bytes"], "kept_at": ["now"]},
    "event": {"need": ["money"], "notes": [b"bytes"], "flags": ["some"], "body": [5]},
}


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        (table, column, value)
        for table, fields in BROKEN.items()
        for column, values in fields.items()
        for value in values
    ],
)
async def test_what_could_not_be_read_again_is_not_taken_in(
    source: Vault, target: Vault, tmp_path: Path, table: str, column: str, value: object
) -> None:
    parts: list[object] = [["heimo", SCHEMA_VERSION, True, True]]
    count = 0
    for name in Choice(history=True).tables:
        columns = await source.read(lambda tables, name=name: tables.dump.columns(name))  # type: ignore[misc] # bound now
        rows, _ = await source.read(lambda tables, name=name: tables.dump.page(name, 0))  # type: ignore[misc] # bound now
        parts.append(["table", name, columns])
        for row in rows:
            changed = [value if (name, key) == (table, column) else old for key, old in zip(columns, row, strict=True)]
            parts.append(["row", changed])
            count += 1
    path = tmp_path / "made"
    data = b"".join(record(part) for part in [*parts, ["end", count]])
    await asyncio.to_thread(path.write_bytes, sealed(data))
    await refused(target, path, "export_damaged")
    assert await target.read(lambda tables: tables.communities.all()) == []
