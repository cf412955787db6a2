"""Text for a terminal of any width: lines that know how deep they stand."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import NamedTuple

#: Below it an indented text is a column of single words.
LEAST_WIDTH = 20
NARROW_HANG = 4


class Line(NamedTuple):
    """One paragraph; an empty one stands for a blank line."""

    text: str
    indent: int = 0
    hang: int = 0  # how much further its second and later lines stand in
    heading: bool = False
    verbatim: bool = False  # to be copied: never broken, however long


BLANK = Line("")


def wrapped(lines: Iterable[Line], width: int) -> Iterator[tuple[str, bool]]:
    """Break lines to a width, words whole, and tell of each whether it is a heading."""
    for line in lines:
        if not line.text:
            yield "", False
            continue
        if line.verbatim:
            yield " " * line.indent + line.text, line.heading
            continue
        room = max(width - LEAST_WIDTH, 0)
        indent = min(line.indent, room)
        later = line.indent + line.hang
        if later > room:  # a column of its own does not fit
            later = min(line.indent + NARROW_HANG, room)
        for broken in textwrap.wrap(
            line.text,
            max(width, LEAST_WIDTH),
            initial_indent=" " * indent,
            subsequent_indent=" " * later,
            break_long_words=False,  # an address or an id is copied whole
            break_on_hyphens=False,
        ):
            yield broken, line.heading


def columns(rows: Iterable[tuple[str, ...]]) -> Iterator[Line]:
    """Set rows as columns; what does not fit beside the others hangs below the last one."""
    table = tuple(rows)
    if not table:
        return
    widths = [max(len(cell) for cell in column) for column in zip(*table, strict=True)]
    hang = sum(widths[:-1]) + 2 * (len(widths) - 1)
    for row in table:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield Line("  ".join(cells).rstrip(), hang=hang)
