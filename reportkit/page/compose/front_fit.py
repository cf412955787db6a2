"""How page 1 stays one page: what gives way, step by step, and what a short one looks like."""

from __future__ import annotations

from dataclasses import replace

from reportkit.page.compose.page_model import Page
from reportkit.page.pagination import FLOWING

_STRIP, _COLUMN, _HIGHLIGHTS, _CHANGES = "strip", "column", "highlights", "changes"
#: What gives way, step by step: the strip goes behind page 1, the key figures into rows, the
#: highlights, which the body says too, leave, then both, and of what changed the least weighty.
STEPS: tuple[frozenset[str], ...] = (
    frozenset({_STRIP}),
    frozenset({_STRIP, _COLUMN}),
    frozenset({_STRIP, _HIGHLIGHTS}),
    frozenset({_STRIP, _COLUMN, _HIGHLIGHTS}),
    frozenset({_STRIP, _COLUMN, _HIGHLIGHTS, _CHANGES}),
)
#: So many sentences on what changed stay: what was wrong or is withdrawn stands first.
_LEAST_CHANGES = 4


def fitted(page: Page, step: int) -> Page:
    """Give the same edition with so many steps taken."""
    if step == FLOWING:
        return replace(page, front=replace(page.front, apart=False))
    taken = STEPS[step - 1] if step else frozenset()
    front, drawings = page.front, page.drawings
    if _STRIP in taken and front.strip:
        drawings = (front.strip, *drawings)
        front = replace(front, strip=None)
    if _COLUMN in taken:
        front = replace(front, close=True)
    if _HIGHLIGHTS in taken:
        front = replace(front, highlights=())
    if _CHANGES in taken:
        since = front.since._replace(lines=front.since.lines[:_LEAST_CHANGES])
        front = replace(front, since=since)
    return replace(page, front=front, drawings=drawings)
