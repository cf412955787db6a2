"""What the index holds, as tables.

``versions``: each wording of a record once, with the editions from ``first`` to ``last`` in which
it stood (``last`` is empty of what the newest edition holds); an edition is known by its place,
from 0. ``changes``: the rows of each edition's change log. Of both, what may be shown now stands
in ``called``, ``shown`` and the words; a row without ``called`` may not be told of at all.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from reportkit import __version__
from reportkit.editions.manifest import EditionName
from reportkit.files.package import package_fingerprint

#: The form of the tables; another form is another index.
FORMAT = 2
#: The rooms whose code decides what the index holds.
READ_BY = (
    "problems", "files", "zones", "i18n", "model", "loading", "changes", "phrasing", "editions",
    "queries",
)  # fmt: skip
_TABLES = """
CREATE TABLE head (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE editions (
    place INTEGER PRIMARY KEY, name TEXT NOT NULL, manifest TEXT NOT NULL, status TEXT NOT NULL,
    published TEXT NOT NULL, renamed TEXT NOT NULL
);
CREATE TABLE versions (
    id INTEGER PRIMARY KEY, record TEXT NOT NULL, type TEXT NOT NULL, section TEXT NOT NULL,
    marking INTEGER NOT NULL, live INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER,
    start TEXT NOT NULL, end TEXT NOT NULL, repeats TEXT NOT NULL, mentions TEXT NOT NULL,
    places TEXT NOT NULL, line BLOB NOT NULL, sentence TEXT NOT NULL, called TEXT,
    shown TEXT NOT NULL, passages TEXT NOT NULL
);
CREATE INDEX versions_of ON versions (record, first);
CREATE INDEX versions_of_type ON versions (type, first);
CREATE INDEX standing ON versions (record) WHERE last IS NULL;
CREATE TABLE changes (
    id INTEGER PRIMARY KEY, place INTEGER NOT NULL, record TEXT NOT NULL, type TEXT NOT NULL,
    section TEXT NOT NULL, marking INTEGER NOT NULL, class TEXT NOT NULL, row TEXT NOT NULL,
    called TEXT, shown TEXT NOT NULL
);
CREATE INDEX changes_of ON changes (record, place);
"""
_WORDS = ("version_words", "change_words")


#: What SQLite answers with.
Rows = Iterable[tuple[Any, ...]]


class Indexed(NamedTuple):
    """An edition that the index holds."""

    name: EditionName
    manifest: str  # its digest
    status: str  # of the files that it was made from
    published: str  # the day
    renamed: dict[str, str]  # ids in it to ids before it


@cache
def program() -> str:
    """Name what made an index: another version, or an edited line, may word records otherwise."""
    code = package_fingerprint(READ_BY).hex()
    return f"index {FORMAT} {__version__} {code} {'words' if has_words() else 'plain'}"


@cache
def has_words() -> bool:
    """Tell whether this SQLite can look words up (FTS5); without it all texts are gone through."""
    connection = sqlite3.connect(":memory:")
    try:
        _create_words(connection, "probe", looked_up=True)
    except sqlite3.Error:
        return False
    finally:
        connection.close()
    return True


def create_tables(connection: sqlite3.Connection) -> None:
    """Lay empty tables."""
    connection.executescript(_TABLES)
    looked_up = has_words()
    for table in _WORDS:
        _create_words(connection, table, looked_up=looked_up)
    set_head(connection, "program", program())


def head(connection: sqlite3.Connection, key: str) -> str:
    """Give what was noted beside the tables, "" if nothing was."""
    row = connection.execute("SELECT value FROM head WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def set_head(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Note something beside the tables."""
    connection.execute("INSERT OR REPLACE INTO head VALUES (?, ?)", (key, value))


def editions_in(connection: sqlite3.Connection) -> tuple[Indexed, ...]:
    """Give the editions that an index holds, oldest first."""
    return tuple(_indexed(connection))


def _indexed(connection: sqlite3.Connection) -> Iterator[Indexed]:
    query = "SELECT name, manifest, status, published, renamed FROM editions ORDER BY place"
    for written, manifest, status, published, renamed in connection.execute(query):
        name = EditionName.parse(written)
        if name is None:
            raise sqlite3.DatabaseError(f"{written} names no edition")
        yield Indexed(name, manifest, status, published, json.loads(renamed))


def _create_words(connection: sqlite3.Connection, table: str, *, looked_up: bool) -> None:
    """Lay a table of texts whose words are folded already, with one blank between any two."""
    if looked_up:
        connection.execute(f"CREATE VIRTUAL TABLE {table} USING fts5(text, tokenize = 'ascii')")
    else:
        connection.execute(f"CREATE TABLE {table} (text TEXT NOT NULL)")
