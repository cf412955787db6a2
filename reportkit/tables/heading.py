"""Which lines are the header? Titles may stand above it, tags below; it may have two rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from reportkit.tables.hxl import WITHIN, tags_of
from reportkit.tables.rows import Cell, Column, Line, Merge

#: Lines in which a header is looked for.
SAMPLE = 200
_FILLED = 0.6  # of a common row, for a line that may be its header
_COLUMN = 0.2  # of the rows have a value in a column without a name
_LONGEST = 120
_YEARS = range(1900, 2101)
#: What stands in rows and in no header: numbers, days, codes of places, addresses.
_DATUM = re.compile(
    r"[-+]?[\d.,\s]*\d\s*%?|\d{4}-\d\d(-\d\d)?([T ].*)?|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}.*"
    r"|[A-Z]{2,3}\d{2,}|\S+@\S+|https?://.*",
    re.DOTALL,
)


class Heading(NamedTuple):
    """The columns of a table, and where its rows begin."""

    columns: tuple[Column, ...]
    last: int  # line after which rows begin; 0 where there is no header
    lines: tuple[Line, ...] = ()  # of the header, from top to bottom
    repeated: tuple[Column, ...] = ()  # whose header stood there before, told apart by a number


def heading_of(
    lines: Sequence[Line], merges: Sequence[Merge] = (), header: int | None = None
) -> Heading | None:
    """Find the header of a table in its first lines, none of which is empty.

    ``header`` is a line that a person named, 0 where they say that there is none. None where no
    line can be a header and none looks like a row.
    """
    if not lines:
        return None
    tagged = next((at for at, line in enumerate(lines[:WITHIN]) if tags_of(line.cells)), None)
    if header is not None:
        named = [at for at, line in enumerate(lines) if line.number == header]
        if header and not named:
            return None
        first = named[0] if named else None
    elif tagged is not None:
        first = tagged - 1 if tagged and _is_header(lines[tagged - 1].cells) else None
    else:
        first = _first_header(lines)
    if tagged is not None and first is not None and tagged < first:
        tagged = None  # a header was named below it: it belongs to another table
    if first is None and tagged is None:
        return _without_header(lines)
    names, used = ([], []) if first is None else _names(lines, first, tagged, merges)
    rest = max([tagged if tagged is not None else -1, *used]) + 1
    tags = tags_of(lines[tagged].cells) if tagged is not None else ()
    return _heading(lines, names, tags, used, rest)


def _heading(
    lines: Sequence[Line],
    names: list[str],
    tags: Sequence[str],
    used: list[int],
    rest: int,
) -> Heading:
    """Put names and tags together; what is empty at the right end belongs to no table."""
    width = max(_filled_to(names), _filled_to(tags), _named_by_rows(lines, used, rest))
    columns = tuple(Column(_at(names, index), _at(tags, index), index) for index in range(width))
    columns, repeated = _told_apart(columns)
    return Heading(columns, lines[rest - 1].number, tuple(lines[at] for at in used), repeated)


def _named_by_rows(lines: Sequence[Line], used: list[int], rest: int) -> int:
    """Count the columns that have no name and many values; what stands beside a table has few."""
    rows = lines[rest:]
    size = len(lines[used[-1]].cells) if used else max((len(row.cells) for row in rows), default=0)
    for width in range(size, 0, -1):
        filled = sum(
            1 for row in rows if len(row.cells) >= width and row.cells[width - 1] is not None
        )
        if filled and filled >= len(rows) * _COLUMN:
            return width
    return 0


def _without_header(lines: Sequence[Line]) -> Heading | None:
    """Give columns without names, for a release that has no header.

    Empty ones at the end count: a profile knows the columns by their number.
    """
    common = Counter(len(_written(line.cells)) for line in lines).most_common(1)[0][0]
    if common < 2:  # noqa: PLR2004  # titles and notes: no table stands here
        return None
    width = Counter(len(line.cells) for line in lines).most_common(1)[0][0]
    return Heading(tuple(Column("", "", index) for index in range(width)), 0)


def _first_header(lines: Sequence[Line]) -> int | None:
    """Find the first line of texts that is as wide as the rows; titles are narrower."""
    counts = sorted(len(_written(line.cells)) for line in lines)
    common = counts[len(counts) * 3 // 4]
    needed = max(common * _FILLED, min(common, 2))
    for at, line in enumerate(lines):
        if len(_written(line.cells)) < needed:
            continue
        if not _is_header(line.cells):
            return None
        return _below_a_gap(lines, at)
    return None


def _below_a_gap(lines: Sequence[Line], at: int) -> int:
    """Pass over what stands above the header with an empty line between: "Country: Nomeland"."""
    for later in range(at + 1, min(at + WITHIN, len(lines))):
        cells = lines[later].cells
        if not _is_header(cells):
            break
        gap = lines[later].number > lines[later - 1].number + 1
        if gap and len(_written(cells)) > len(_written(lines[at].cells)):
            return later
    return at


def _names(
    lines: Sequence[Line], first: int, tagged: int | None, merges: Sequence[Merge]
) -> tuple[list[str], list[int]]:
    """Join the rows of a header: what stands above a name, that of the cells it is over, it too."""
    used = [first]
    while (above := used[0] - 1) >= 0 and _heads(lines[above], lines[used[0]], merges):
        used.insert(0, above)
    below = used[-1] + 1
    while below < len(lines) and below != tagged and _goes_on(lines, used, below, merges):
        used.append(below)
        below += 1
    names = _words(lines[used[-1]].cells)
    for at in reversed(used[:-1]):
        upper = _spread(lines[at], names, merges)
        size = max(len(upper), len(names))
        names = [_joined(_at(upper, index), _at(names, index)) for index in range(size)]
    return names, used


def _heads(upper: Line, lower: Line, merges: Sequence[Merge]) -> bool:
    """Tell that a line groups the columns of the line below it."""
    if upper.number + 1 != lower.number or not _is_header(upper.cells):
        return False
    if any(_spans(merge, upper, lower) for merge in merges):
        return True
    names = [name.casefold() for name in _words(lower.cells)[: _filled_to(lower.cells)]]
    unclear = "" in names or len(set(names)) < len(names)
    return unclear and len(_written(upper.cells)) > 1


def _goes_on(lines: Sequence[Line], used: list[int], below: int, merges: Sequence[Merge]) -> bool:
    """Tell that the header goes on in the next line, which fills what the lines above leave."""
    upper, lower = lines[used[-1]], lines[below]
    if upper.number + 1 != lower.number or not _is_header(lower.cells):
        return False
    if any(_spans(merge, upper, lower) for merge in merges):
        return True
    above, texts = _words(upper.cells), _words(lower.cells)
    gaps = [index for index in range(_filled_to(texts)) if not _at(above, index)]
    filled = all(texts[index] for index in gaps)
    left = any(name and not _at(texts, index) for index, name in enumerate(above))
    return bool(gaps) and filled and left


def _spans(merge: Merge, upper: Line, lower: Line) -> bool:
    """Tell that a merge names some columns together; one over most of them is a title."""
    columns = merge.last_column - merge.first_column + 1
    few = columns * 2 <= len(lower.cells) or len(_written(upper.cells)) > 1
    return merge.first_line == upper.number == merge.last_line and columns > 1 and few


def _spread(line: Line, names: list[str], merges: Sequence[Merge]) -> list[str]:
    """Write a name over every column that it stands over."""
    upper = _words(line.cells)
    upper += [""] * (len(names) - len(upper))
    over = [merge for merge in merges if merge.first_line <= line.number <= merge.last_line]
    if over:
        for merge in over:
            for index in range(merge.first_column, min(merge.last_column + 1, len(upper))):
                upper[index] = upper[merge.first_column]
        return upper
    for index in range(1, len(upper)):
        if not upper[index] and _at(names, index):
            upper[index] = upper[index - 1]
    return upper


def _told_apart(columns: tuple[Column, ...]) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """Number a header that stands there before, unless its tags differ."""
    by_header: dict[str, list[Column]] = {}
    for column in columns:
        if column.header:
            by_header.setdefault(column.header.casefold(), []).append(column)
    numbered = {}
    for alike in by_header.values():
        tags = {column.tag for column in alike}
        if len(tags) < len(alike) or "" in tags:
            for number, column in enumerate(alike[1:], 2):
                numbered[column.index] = column._replace(header=f"{column.header} ({number})")
    return tuple(numbered.get(column.index, column) for column in columns), tuple(numbered.values())


def _is_header(cells: Sequence[Cell]) -> bool:
    """Tell names from values; a run of years or months may be names too."""
    written = _written(cells)
    data = [cell for cell in written if _is_datum(cell)]
    if not data:
        return any(sign.isalnum() for cell in written for sign in str(cell))
    years = [_year(cell) for cell in data]
    days = [cell for cell in data if isinstance(cell, date)]
    run: Sequence[object] = years if all(years) else days
    return 1 < len(data) < len(written) and len(run) == len(data) and _rises(run)


def _rises(run: Sequence[object]) -> bool:
    return len(set(run)) == len(run) and list(run) in (
        sorted(run, key=str),
        sorted(run, key=str, reverse=True),
    )


def _is_datum(cell: Cell) -> bool:
    if isinstance(cell, str):
        return len(cell) > _LONGEST or bool(_DATUM.fullmatch(cell))
    return True


def _year(cell: Cell) -> int:
    text = str(cell)
    whole = isinstance(cell, str | int | Decimal) and text.isdecimal()
    return int(text) if whole and len(text) == 4 and int(text) in _YEARS else 0  # noqa: PLR2004


def _words(cells: Sequence[Cell]) -> list[str]:
    return [" ".join(str(cell).split()) if cell is not None else "" for cell in cells]


def _joined(upper: str, lower: str) -> str:
    if not lower or upper.casefold() == lower.casefold():
        return upper
    return f"{upper} {lower}".strip()


def _written(cells: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell is not None]


def _filled_to(cells: Sequence[Cell]) -> int:
    """Count the columns up to the last that holds anything."""
    return next((at for at in range(len(cells), 0, -1) if cells[at - 1] not in (None, "")), 0)


def _at(texts: Sequence[str], index: int) -> str:
    return texts[index] if index < len(texts) else ""
