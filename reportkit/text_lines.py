"""Text for a terminal of any width: lines that know how deep they stand."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import NamedTuple

#: Below it an indented text is a column of single words.
LEAST_WIDTH = 20
NARROW_HANG = 4
_BREAKS = re.compile(r"[\t-\r]")  # of all white space only a plain space stays what it is


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
        if _fits(line.text, max(width, LEAST_WIDTH) - indent):
            yield " " * indent + line.text, line.heading
            continue
        for broken in textwrap.wrap(
            line.text,
            max(width, LEAST_WIDTH),
            initial_indent=" " * indent,
            subsequent_indent=" " * later,
            break_long_words=False,  # an address or an id is copied whole
            break_on_hyphens=False,
        ):
            yield broken, line.heading


def _fits(text: str, width: int) -> bool:
    """Tell in no time that breaking a text would leave it as it is: most are short."""
    return len(text) <= width and text == text.strip() and not _BREAKS.search(text)


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
