"""Text that a reader could not read: it sticks out of its box, or lies over another text.

Looks at the boxes that the engine has laid out, since the PDF no longer knows of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from reportkit.page.preflight.messages import PAGE, short
from reportkit.problems import Problem

TOLERANCE = 1.5  # CSS pixels; rounding and slanted letters stay below
#: A line of text reaches so far above and below its baseline, in parts of its size; less than
#: the font says, for lines may be set tight.
ASCENT, DESCENT = 0.7, 0.2
#: Two texts collide that share more than this part of the smaller one.
SHARED = 1 / 3
MAX_SHOWN = 10


@dataclass(frozen=True, slots=True)
class _Line:
    """A run of text on a page, in CSS pixels from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    holders: _Holders


@dataclass(frozen=True, slots=True)
class _Holders:
    """The boxes that a text should stay inside."""

    page: Any
    margin: Any = None  # box at the head or foot of the page
    block: Any = None  # the box that holds its lines
    cell: Any = None  # of a table


def overflowing(pages: Iterable[Any]) -> list[Problem]:
    """Name the texts that stick out of their boxes or lie over others, page by page."""
    problems = [
        Problem("text-overflow", f"page {number}: {what}", PAGE, hint)
        for number, page in enumerate(pages, 1)
        for what, hint in _faults(page)
    ]
    more = len(problems) - MAX_SHOWN
    return problems[:MAX_SHOWN] + (
        [Problem("text-overflow", f"and {more} more", PAGE)] if more > 0 else []
    )


def _faults(page: Any) -> Iterator[tuple[str, str]]:
    lines = list(_lines(page, _Holders(page)))
    for line in lines:
        if where := _sticks_out(line):
            yield (
                f"'{short(line.text)}' sticks out of {where}",
                "let it break ('overflow-wrap: anywhere'), shorten it, or give it more room",
            )
    for one, other in _collisions(lines):
        yield (
            f"'{short(one.text)}' and '{short(other.text)}' lie over each other",
            "give one of them more room",
        )


def _lines(box: Any, holders: _Holders) -> Iterator[_Line]:
    """Give the text of a box; what is turned, or repeated behind the text, is left out."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        if box.text.strip() and box.style["visibility"] == "visible":
            yield _line(box, holders)
        return
    if box.style["transform"] or box.style["position"] == "fixed":
        return
    if isinstance(box, boxes.MarginBox):
        holders = replace(holders, margin=box, block=box)
    elif isinstance(box, boxes.TableCellBox):
        holders = replace(holders, cell=box, block=box)
    elif isinstance(box, boxes.BlockContainerBox) and not _is_part(box, holders):
        holders = replace(holders, block=box)
    for child in box.children:
        yield from _lines(getattr(child, "_box", child), holders)  # a placeholder holds a box


def _is_part(box: Any, holders: _Holders) -> bool:
    """Tell a box that the engine made inside an element's own: it lacks the element's padding."""
    outer = holders.block or holders.page
    same = box.element is not None and box.element is outer.element
    return box is holders.page or (same and box.element_tag == outer.element_tag)  # no ::marker


def _line(box: Any, holders: _Holders) -> _Line:
    size, baseline = box.style["font_size"], box.position_y + box.baseline
    return _Line(
        left=box.position_x,
        top=baseline - ASCENT * size,
        right=box.position_x + box.width,
        bottom=baseline + DESCENT * size,
        text=box.text,
        holders=holders,
    )


def _sticks_out(line: _Line) -> str:
    """Say out of what a text sticks: sideways of a box, or into the margins of the page."""
    page, margin = line.holders.page, line.holders.margin
    for box, name in ((line.holders.block, "its box"), (line.holders.cell, "its cell")):
        if box is not None:
            left = box.border_box_x()
            if _out(line.left, line.right, left, left + box.border_width()):
                return name
    if margin is not None:
        top = margin.border_box_y()
        out = _out(line.top, line.bottom, top, top + margin.border_height())
        return "the margin of the page" if out else ""
    left, top = page.content_box_x(), page.content_box_y()
    # Signs of change may hang in the margin.
    wide = _out(line.left, line.right, left - page.margin_left / 3, left + page.width)
    high = _out(line.top, line.bottom, top, top + page.height)
    return "the text area of the page" if wide or high else ""


def _out(start: float, end: float, first: float, last: float) -> bool:
    return start < first - TOLERANCE or end > last + TOLERANCE


def _collisions(lines: list[_Line]) -> Iterator[tuple[_Line, _Line]]:
    ordered = sorted(lines, key=lambda line: line.top)
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if other.top >= one.bottom:
                break
            wide = min(one.right, other.right) - max(one.left, other.left)
            high = min(one.bottom, other.bottom) - max(one.top, other.top)
            if wide > 0 and high > 0 and wide * high > SHARED * min(_area(one), _area(other)):
                yield one, other


def _area(line: _Line) -> float:
    return (line.right - line.left) * (line.bottom - line.top)
