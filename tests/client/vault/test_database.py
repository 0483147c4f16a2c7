"""The encrypted database fails closed: with a driver that does not encrypt nothing stays on the disk."""

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from heimo_tui.core.errors import StoreProblem, StoreReason
from heimo_tui.core.secrets import SecretBytes
from heimo_tui.vault.database import (
    PLAIN_HEADER,
    create_database,
    database_files,
    looks_plain,
    open_database,
    require_encrypted,
    sqlcipher,
)
from heimo_tui.vault.migrations import MIGRATIONS, SCHEMA_VERSION, migrate

KEY = SecretBytes(b"k" * 32)
SENTENCE = "the kettle sang all morning"


def plain_file(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE words (text)")
    connection.execute("INSERT INTO words VALUES (?)", (SENTENCE,))
    connection.commit()
    connection.close()


def test_a_driver_that_ignores_the_key_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "heimo.db"
    with pytest.raises(StoreProblem) as raised:
        create_database(path, KEY, driver=sqlite3.connect)
    assert raised.value.reason is StoreReason.NOT_ENCRYPTED
    assert list(tmp_path.iterdir()) == []


def test_a_plain_database_is_not_opened_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "heimo.db"
    plain_file(path)
    before = path.read_bytes()
    assert before.startswith(PLAIN_HEADER)
    for driver in (None, sqlite3.connect):
        with pytest.raises(StoreProblem) as raised:
            open_database(path, KEY, driver=driver)
        assert raised.value.reason is StoreReason.NOT_ENCRYPTED
    assert path.read_bytes() == before


def test_the_second_line_of_defence_looks_at_the_disk(tmp_path: Path) -> None:
    """A driver that answers as SQLCipher does and still writes plainly is found by what lies in the file."""

    class Lying(sqlite3.Connection):
        def execute(self, sql: str, values: object = (), /) -> sqlite3.Cursor:
            if sql == "PRAGMA cipher_version":
                sql = "SELECT '4.19.0 community'"
            return super().execute(sql, values)  # type: ignore[arg-type]  # passed on as it came

    path = tmp_path / "heimo.db"
    with pytest.raises(StoreProblem) as raised:
        create_database(path, KEY, driver=lambda *args, **more: sqlite3.connect(*args, factory=Lying, **more))
    assert raised.value.reason is StoreReason.NOT_ENCRYPTED
    assert list(tmp_path.iterdir()) == []


def test_what_lies_on_the_disk_is_noise(tmp_path: Path) -> None:
    path = tmp_path / "heimo.db"
    connection = create_database(path, KEY)
    migrate(connection)
    connection.execute("INSERT INTO setting (name, value) VALUES ('a', ?)", (SENTENCE,))
    for file in database_files(path):
        if file.exists():
            assert SENTENCE.encode() not in file.read_bytes()
    require_encrypted(connection, path)
    assert not looks_plain(path)
    assert b"CREATE TABLE" not in path.read_bytes()
    connection.close()
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("SELECT * FROM sqlite_master").fetchall()


def test_a_wrong_key_is_refused_without_a_word_on_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "heimo.db"
    create_database(path, KEY).close()
    with pytest.raises(StoreProblem) as raised:
        open_database(path, SecretBytes(b"x" * 32))
    assert raised.value.reason is StoreReason.CORRUPT
    assert capfd.readouterr() == ("", "")
    open_database(path, KEY).close()


def test_every_damaged_page_is_found(tmp_path: Path) -> None:
    path = tmp_path / "heimo.db"
    connection = create_database(path, KEY)
    migrate(connection)
    connection.close()
    good = path.read_bytes()
    for place in range(100, len(good), 4096):
        path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        with pytest.raises(StoreProblem) as raised:
            damaged = open_database(path, KEY)
            try:
                damaged.rows("PRAGMA integrity_check")
                pytest.fail(f"page {place // 4096}")
            finally:
                damaged.close()
        assert raised.value.reason is StoreReason.CORRUPT


def test_the_settings_of_the_connection(tmp_path: Path) -> None:
    connection = create_database(tmp_path / "heimo.db", KEY)
    asked = {
        "cipher_log_level": "NONE",
        "cipher_memory_security": "1",
        "temp_store": "2",
        "secure_delete": "1",
        "journal_mode": "wal",
        "synchronous": "2",
        "foreign_keys": "1",
    }
    assert {name: str(connection.value(f"PRAGMA {name}")) for name in asked} == asked
    assert str(connection.value("PRAGMA cipher_version")).startswith("4.")
    connection.close()


def test_making_and_opening_insist_on_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "heimo.db"
    with pytest.raises(StoreProblem) as raised:
        open_database(path, KEY)
    assert raised.value.reason is StoreReason.MISSING
    create_database(path, KEY).close()
    with pytest.raises(StoreProblem) as raised:
        create_database(path, KEY)
    assert raised.value.reason is StoreReason.EXISTS
    with pytest.raises(ValueError):
        open_database(path, SecretBytes(b"short"))


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    connection = create_database(tmp_path / "heimo.db", KEY)
    with pytest.raises(RuntimeError), connection.transaction():
        connection.execute("INSERT INTO meta VALUES ('a', x'00')")
        raise RuntimeError
    assert connection.value("SELECT count(*) FROM meta") == 0
    with connection.transaction():
        connection.execute("INSERT INTO meta VALUES ('a', x'00')")
    assert connection.value("SELECT count(*) FROM meta") == 1
    connection.close()


def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    connection = create_database(tmp_path / "heimo.db", KEY)
    connection.execute("INSERT INTO meta VALUES ('kept', x'01')")
    pages = connection.value("PRAGMA page_count")
    connection.rows(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreProblem) as raised, connection.transaction():
        for number in range(100):
            connection.execute("INSERT INTO meta VALUES (?, ?)", (str(number), bytes(4000)))
    assert raised.value.reason is StoreReason.FULL
    assert connection.rows("SELECT name FROM meta") == [("kept",)]
    connection.execute("INSERT INTO meta VALUES ('small', x'02')")
    connection.close()


def test_a_newer_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    connection = create_database(tmp_path / "heimo.db", KEY)
    assert migrate(connection) == 0
    assert migrate(connection) == SCHEMA_VERSION
    connection.rows(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(StoreProblem) as raised:
        migrate(connection)
    assert raised.value.reason is StoreReason.NEWER
    assert connection.value("PRAGMA user_version") == SCHEMA_VERSION + 1
    connection.close()


def test_what_was_on_its_way_in_an_older_store_goes_on(tmp_path: Path) -> None:
    connection = create_database(tmp_path / "heimo.db", KEY)
    for statement in (*MIGRATIONS[0], *MIGRATIONS[1]):
        connection.execute(statement)
    connection.rows("PRAGMA user_version = 2")
    connection.execute(
        "INSERT INTO community VALUES (?, '', '', x'', x'', 0, 0, NULL, NULL, NULL, '{}', 0, 0)", (b"s" * 16,)
    )
    connection.execute(
        "INSERT INTO circle VALUES (?, ?, x'', NULL, '', NULL, 0, 0, NULL, 0, 0, 0, 0, 0, NULL, NULL, NULL)",
        (b"c" * 16, b"s" * 16),
    )
    connection.execute(
        "INSERT INTO outbox VALUES (?, ?, ?, 0, NULL, x'', x'00', 'queued', 0, 0, 0, '', '', 0, NULL, '[]')",
        (b"e" * 16, b"c" * 16, b"a" * 32),
    )
    assert migrate(connection) == 2
    assert connection.rows("SELECT state, for_moderator FROM outbox") == [("queued", 0)]
    connection.close()


def test_a_problem_names_no_values(tmp_path: Path) -> None:
    connection = create_database(tmp_path / "heimo.db", KEY)
    connection.rows("PRAGMA max_page_count = 1")
    with pytest.raises(StoreProblem) as raised:
        for _ in range(100):
            connection.execute("INSERT INTO meta VALUES (?, ?)", (SENTENCE, bytes(4000)))
    assert SENTENCE not in repr(raised.value) + str(raised.value) + raised.value.detail
    assert raised.value.__cause__ is None
    connection.close()


def test_sqlcipher_is_not_imported_before_it_is_needed() -> None:
    code = "import heimo_tui.vault, sys; print([m for m in ('sqlcipher3', 'keyring', 'zxcvbn') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
    assert callable(sqlcipher())


def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "heimo.db"
    connection = create_database(path, KEY)
    for file in database_files(path):
        if file.exists():
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
    connection.close()
