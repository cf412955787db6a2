"""A net change, as lines for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from reportkit.changes.change import Change
from reportkit.changes.edition_view import EditionView
from reportkit.cli.format.record_history import field_line, why_lines
from reportkit.phrasing.change_log import by_class, counts_of, discrepancy, rows
from reportkit.phrasing.fields import fields_for_desks
from reportkit.phrasing.sentence import sentence
from reportkit.queries.diff import EditionDiff
from reportkit.queries.listing import side_name
from reportkit.text_lines import BLANK, Line


def diff_lines(compared: EditionDiff) -> Iterator[Line]:
    """Tell the counts, then each change under its class with what was and is."""
    counts = compared.log.reconciliation
    yield Line(
        f"{side_name(compared.from_)} to {side_name(compared.to)}: {counts_of(compared.log)}",
        heading=True,
    )
    yield Line(
        f"records: {counts.before:,} before + {counts.added:,} added − {counts.ended:,} ended "
        f"= {counts.now:,} now"
    )
    if discrepancy(compared.log):
        yield Line(discrepancy(compared.log))
    for class_, changes in groupby(
        by_class(compared.log.changes), key=lambda change: change.class_
    ):
        yield BLANK
        yield Line(class_.value, heading=True)
        for change in changes:
            yield from _change_lines(change, compared.now)
    if compared.log.renamed:
        yield BLANK
    for id, old in sorted(compared.log.renamed.items()):
        yield Line(f"renamed: {old} is now {id}")


def _change_lines(change: Change, now: EditionView) -> Iterator[Line]:
    text = sentence(change, now)
    yield Line(f"{change.record}: {text}", indent=2, hang=2)
    for found in fields_for_desks(change, now):
        yield field_line(found, indent=6)
    for line in why_lines(change.reason, change.evidence, text):
        yield line._replace(indent=6)
    if len(change.via) > 1:
        steps = "; ".join(f"No. {step.edition} {step.class_.value}" for step in change.via)
        yield Line(f"on the way: {steps}", indent=6, hang=2)


def diff_json(compared: EditionDiff) -> dict[str, Any]:
    """Give the fields of ``diff --json``: the rows of changes.json, and whether they add up."""
    return {
        "from": compared.from_,
        "to": compared.to,
        "changes": rows(compared.log.changes, compared.now),
        "reconciles": compared.log.reconciliation.holds,
        "vanished": list(compared.log.vanished),
    }
