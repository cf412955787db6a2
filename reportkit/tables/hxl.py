"""Tags of the Humanitarian Exchange Language: "#affected +killed +f" above a column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportkit.tables.rows import Cell

_TAG = re.compile(r"#[a-z][a-z0-9_]*(\s*\+\s*[a-z][a-z0-9_]*)*", re.IGNORECASE)
_HALF = 2
#: As the standard has it, tags stand within the first 25 rows.
WITHIN = 25


def normal_tag(text: str) -> str:
    """Write a tag as all do: "#affected+killed+f"; "" where it is none."""
    return re.sub(r"\s+", "", text).lower() if _TAG.fullmatch(text.strip()) else ""


def tags_of(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Give the tag of each cell; none if this is no row of tags.

    Half of what is written in such a row must be tags, as libhxl asks: a column may have none.
    """
    written = [cell for cell in cells if cell is not None]
    tags = tuple(normal_tag(cell) if isinstance(cell, str) else "" for cell in cells)
    tagged = sum(map(bool, tags))
    return tags if tagged and tagged * _HALF >= len(written) else ()


def same_tag(one: str, other: str) -> bool:
    """Tell that two tags mean the same: the order of attributes says nothing."""
    (name, *attributes), (its_name, *its) = one.split("+"), other.split("+")
    return name == its_name and set(attributes) == set(its)
