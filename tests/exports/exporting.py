"""Small editions handed on, made from the few fields that a test is about."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from reportkit.exports.export import Export, Options, Row
from reportkit.model.vocabulary.events import Position
from tests.records import Written, edition_view

BRIEF: Written = {
    "id": "valley",
    "title": "The valley",
    "producer": "Desk",
    "tlp": "TLP:GREEN",
    "sections": [{"id": "clashes", "title": "Clashes"}],
}
EDITION: Written = {
    "period": {"start": "2026-01-05", "end": "2026-01-11"},
    "cut_off": "2026-01-11T18:00:00+00:00",
    "published": "2026-01-12T06:00:00+00:00",
}
PLAIN = Options()


def export_of(
    *records: Written,
    options: Options = PLAIN,
    draft: bool = False,
    changes: Sequence[Row] = (),
    positions: Mapping[str, Position] | None = None,
) -> Export:
    """Hand on records as No. 3."""
    by_id = {str(record["id"]): record for record in records}
    view = edition_view("3", by_id, brief=BRIEF, edition=EDITION, positions=positions)
    return Export(
        view=view,
        records=tuple(view.book),
        options=options,
        draft=draft,
        changes=lambda: changes,
        earlier=tuple,
    )


def rows_of(content: bytes) -> list[dict[str, str]]:
    """Read CSV as programs do."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
