"""What a section has on record and does not print, and where that stands."""

from __future__ import annotations

from reportkit.i18n.translate import ngettext
from reportkit.model.analysis import Gap, Indicator, Judgement
from reportkit.model.book import RECORD_TYPES
from reportkit.model.diplomacy import Commitment, Measure, Round
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Event, Fact, Figure
from reportkit.model.numerous import numerous
from reportkit.page.compose.compose_context import ComposeContext, section_id
from reportkit.page.compose.view_model import Link

_ANALYTIC = (Judgement, Indicator, Gap)
#: What a section may have on file, in the order in which the annexes print it.
_FILED: tuple[type[Record], ...] = (
    Fact, Round, Measure, Commitment, *(kind for kind in RECORD_TYPES if kind.table),
    Event, Claim, Figure, Judgement, Indicator, Gap,
)  # fmt: skip


def filed(context: ComposeContext, id: str) -> Link | None:
    """Say what is on file of a section whose body is empty, and where it begins."""
    records = [
        record
        for kind in _FILED
        for record in context.book.all(kind)
        if section_id(context.book, record) == id
    ]
    if not records:
        return None
    # What is judged is no part of the record, and stands in the analysis.
    records = [record for record in records if not isinstance(record, _ANALYTIC)] or records
    if all(isinstance(record, Judgement) for record in records):
        wording = ngettext("{n} judgement", "{n} judgements", len(records))
    elif context.selection.first or isinstance(records[0], _ANALYTIC):
        wording = ngettext("{n} record elsewhere", "{n} records elsewhere", len(records))
    else:
        wording = ngettext("{n} earlier record", "{n} earlier records", len(records))
    if records[0].id in numerous(context.book).ids:  # the paper counts it and has no place for it
        return Link(wording, f"earlier-{id or 'other'}")
    return Link(wording, f"rec-{records[0].id}")


def standing_back(context: ComposeContext, id: str) -> Link | None:
    """Say how many records of a section lack of room keeps in the annex."""
    records = (context.book.by_id[left] for left in context.selection.demoted)
    section_records = [record for record in records if (record.section or "") == id]
    if not section_records:
        return None
    wording = ngettext(
        "{n} more on record in the annex", "{n} more on record in the annex", len(section_records)
    )
    only = all(isinstance(record, Figure) for record in section_records)
    return Link(wording, f"rec-{section_records[0].id}" if only else f"earlier-{id or 'other'}")
