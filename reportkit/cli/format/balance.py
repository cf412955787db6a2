"""How each party is treated, as a table for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from reportkit.queries.balance import Balance, Row
from reportkit.text_lines import BLANK, Line

_GAP = 2
_NO_PARTY = (
    "no actor is a party to the conflict, so there is nothing to set side by side; "
    "'party_to_conflict: true' makes an actor one"
)
_ONE_PARTY = "one party alone: there is nobody to compare it with"
_LIMITS = (
    "Counts, not a verdict: a difference may have its reason, as where a side says little. "
    "A remark stands where one party has more than 70% of six or more, or where shares lie "
    "more than 30 points apart."
)


def balance_lines(balances: Sequence[Balance], width: int) -> Iterator[Line]:
    """Give a table for each balance; on a narrow terminal a line for each party instead."""
    parties = balances[0].parties
    if not parties:
        yield Line(_NO_PARTY)
        return
    for balance in balances:
        rows = [_cells(row) for row in balance.rows]
        heads = ("", *balance.names, *(("difference", "") if len(parties) > 1 else ()))
        widths = [max(len(row[at]) for row in (heads, *rows)) for at in range(len(heads))]
        needed = sum(widths) + _GAP * len(widths) + _GAP
        yield Line(balance.title, heading=True)
        yield from _table(balance, heads, widths) if needed <= width else _stacked(balance)
        yield BLANK
    yield Line(_LIMITS if len(parties) > 1 else _ONE_PARTY)


def balance_json(balance: Balance) -> dict[str, Any]:
    """Give the fields of one balance; counts are by the party's id."""
    return {
        "title": balance.title,
        "parties": [
            {"id": id, "name": name}
            for id, name in zip(balance.parties, balance.names, strict=True)
        ],
        "rows": [
            {
                "id": row.id,
                "group": row.group,
                "what": row.what,
                "counts": dict(zip(balance.parties, row.counts, strict=True)),
                "of": dict(zip(balance.parties, row.of, strict=True)) if row.of else None,
                "difference": row.difference,
                "unit": "points" if row.of else "count",
                "remark": row.note,
            }
            for row in balance.rows
        ],
    }


def _table(balance: Balance, heads: Sequence[str], widths: Sequence[int]) -> Iterator[Line]:
    yield _row(heads, widths)
    for group, rows in groupby(balance.rows, key=lambda row: row.group):
        yield Line(group, heading=True)
        for row in rows:
            yield _row(_cells(row)[: len(heads)], widths)


def _row(cells: Sequence[str], widths: Sequence[int]) -> Line:
    """Set one row; numbers stand at the right of their column, the remark at the left."""
    numbers = (
        cell if at == len(widths) - 1 > _REMARK_AFTER else cell.rjust(width)
        for at, (cell, width) in enumerate(zip(cells[1:], widths[1:], strict=True), 1)
    )
    text = (" " * _GAP).join((cells[0].ljust(widths[0]), *numbers)).rstrip()
    return Line(text, indent=_GAP, verbatim=True)


_REMARK_AFTER = 2


def _cells(row: Row) -> tuple[str, ...]:
    """Give the words of a row: what, a cell for each party, the difference, the remark."""
    counted = (
        f"{one:,} of {row.of[at]:,}" if row.of else f"{one:,}" for at, one in enumerate(row.counts)
    )
    step = f"{row.difference} points" if row.of else f"{row.difference:,}"
    return (row.what, *counted, step if row.difference else "-", row.note)


def _stacked(balance: Balance) -> Iterator[Line]:
    for group, rows in groupby(balance.rows, key=lambda row: row.group):
        yield Line(group, heading=True)
        for row in rows:
            _, *counted, _, note = _cells(row)
            told = ", ".join(
                f"{name} {cell}" for name, cell in zip(balance.names, counted, strict=True)
            )
            yield Line(f"{row.what}: {told}" + (f" ({note})" if note else ""), indent=2, hang=2)
