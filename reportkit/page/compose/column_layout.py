"""Two columns of one height, as near as can be told before anything is set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

#: Letters that a paragraph costs beside its own: its last line is seldom full.
_PARAGRAPH = 25


def in_two(
    items: Sequence[T], letters: Callable[[T], int], *, head: int = 0
) -> tuple[tuple[T, ...], ...]:
    """Share paragraphs out in order; one alone has one column, none have none.

    ``letters`` tells how long an item is, ``head`` what stands above the first. WeasyPrint's
    own columns leave a gap below themselves and cut a paragraph in two.
    """
    if len(items) < len(("left", "right")):
        return (tuple(items),) if items else ()
    weights = [letters(item) + _PARAGRAPH for item in items]
    cut = min(
        range(1, len(items)),
        key=lambda at: max(head + sum(weights[:at]), sum(weights[at:])),
    )
    return tuple(items[:cut]), tuple(items[cut:])
