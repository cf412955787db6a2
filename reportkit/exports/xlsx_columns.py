"""How wide the columns of a sheet are, which are in sight, and which of them are printed. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from reportkit.exports.columns import text_of
from reportkit.exports.table import STAMP, Table

#: Narrower a column breaks its words, wider it is left to wrap; and the longest word that counts.
_NARROWEST, _WIDEST, _LONGEST_WORD = 7, 48, 22
#: A text fills about this many times as many letters of a line as it fills lines.
_SHAPE = 8
_HEAD = 12  # letters of the head of a column, which may be broken
#: Sizes of paper as spreadsheets number them, and how many letters their pages take across before
#: print is too small to read.
A4, A3, _ACROSS_A4, _ACROSS_A3 = 9, 8, 240, 400
#: Ends of the keys of what a named record is called, and of what else of it is for programs.
_NAMES = (".title", ".name", ".publisher", ".summary")
_FOR_PROGRAMS = (".admin2", ".admin3", ".pcode", ".lat", ".lon", ".geo_precision", ".url")
#: From here on stands how a record is kept; edition and marking stand on each page already.
_UNPRINTED = "status"


class Shown(NamedTuple):
    """How a column is shown."""

    width: int  # in letters
    is_hidden: bool
    is_closed: bool  # a click opens it


def columns_shown(table: Table) -> tuple[Shown, ...]:
    """Say how each column is shown: empty ones not, and those closed that programs need."""
    closed, shown = _closed(table), []
    for number, head in enumerate(table.heads):
        texts = [text_of(row[number]) for row in table.rows]
        is_closed = head.key in closed and any(texts)
        is_hidden = is_closed or (bool(texts) and not any(texts))
        shown.append(Shown(_width(head.key, texts), is_hidden, is_closed))
    return tuple(shown)


def printed_of(table: Table) -> int:
    """Tell how many columns are printed: those that say something of the matter."""
    keys = [head.key for head in table.heads]
    return keys.index(_UNPRINTED) if _UNPRINTED in keys else len(keys) - len(STAMP)


def paper_for(columns: Sequence[Shown]) -> tuple[int, int]:
    """Give the paper on which columns can be read, and the pages that they take across."""
    letters = sum(column.width for column in columns if not column.is_hidden)
    return (
        A4 if letters <= _ACROSS_A4 else A3,
        max(math.ceil(letters / _ACROSS_A3), 1),
    )


def lines_of(text: str, width: int) -> int:
    """Tell how many lines a text takes in a column, with room to break at words."""
    room = max(width - min(width // 4, 8), 1)
    return sum(1 + len(part) // room for part in text.split("\n"))


def _closed(table: Table) -> frozenset[str]:
    """Give the columns that programs need: ids beside which a name stands, codes and points."""
    keys = {head.key for head in table.heads}
    named = {key.rpartition(".")[0] for key in keys if key.endswith(_NAMES)} & keys
    return frozenset(key for key in keys if key in named or key.endswith(_FOR_PROGRAMS))


def _width(key: str, texts: Sequence[str]) -> int:
    """Give the letters of a line of a column: more for longer texts, and for longer words."""
    longest = max(map(len, texts), default=0)
    word = max((len(word) for text in texts for word in text.split()), default=0)
    wanted = max(math.isqrt(_SHAPE * longest), min(word, _LONGEST_WORD), min(len(key), _HEAD)) + 1
    return min(max(_NARROWEST, wanted), _WIDEST)
