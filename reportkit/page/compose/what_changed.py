"""What changed since the edition before, as the annex prints it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportkit.changes.change import Change
from reportkit.editions.history import History
from reportkit.i18n.translate import gettext, ngettext
from reportkit.model.evidence import Figure
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.page.compose.change_marks import (
    NEW_SOURCES,
    in_order_of_weight,
    legend_of,
    mark_of,
    marks_of,
)
from reportkit.page.compose.compose_context import ComposeContext
from reportkit.page.compose.corrections import notices_of
from reportkit.page.compose.log_model import FoldedLines, Log, LogLine, LogPart
from reportkit.page.compose.view_model import ChangeMark, Cite, Link
from reportkit.page.labels import edition_title
from reportkit.phrasing.compared import Passage
from reportkit.phrasing.what_changed import WhatChanged


def log_of(context: ComposeContext, history: History | None) -> Log:
    """Compose the annex: what readers must stop using, then each section; who is first says so."""
    notices = notices_of(context, history)
    new = tuple(notice for notice in notices if notice.place)
    earlier = tuple(notice for notice in notices if not notice.place)
    base = history.base if history else None
    before = edition_title(base.name.spoken) if base else ""
    log = Log(
        title=gettext("What changed since {edition}", edition=before)
        if before
        else gettext("What changed"),
        before=before,
        lead=tuple(_lead(history)),
        notices=new,
        first=(),
        parts=(),
        asides=(),
        earlier=earlier,
        legend=(),
    )
    return _with_changes(log, context, history) if history else log


def _lead(history: History | None) -> Iterator[str]:
    if history and history.revision:
        replaced = edition_title(history.revision.replaced.name.spoken)
        yield gettext("This revision takes the place of {edition}.", edition=replaced)
    if history is None or history.log.baseline:
        yield gettext("This is the first edition.")
    elif not history.shown_changes:
        before = edition_title(history.log.from_ or "")
        yield gettext("Nothing has changed since {edition}.", edition=before)


def _with_changes(log: Log, context: ComposeContext, history: History) -> Log:
    changed = history.changed
    marks: dict[str, list[Change]] = defaultdict(list)
    for change in in_order_of_weight(history.shown_changes):
        marks[change.record].append(change)
    noted = {notice.place.removeprefix("chg-") for notice in log.notices}
    lines = _Lines(context, marks, {notice.place for notice in log.notices})
    return replace(
        log,
        first=tuple(
            lines.of(passage)
            for passage in changed.first
            if not passage.records or passage.records[0] not in noted
        ),
        apart=_folded([lines.of(passage) for passage in changed.apart]),
        parts=tuple(_parts(lines, changed)),
        asides=tuple(_asides(lines, changed)),
        legend=legend_of(marks_of(history.shown_changes).values()),
    )


def _parts(lines: _Lines, changed: WhatChanged) -> Iterator[LogPart]:
    for section in changed.sections:
        moved, kept, new = (
            tuple(lines.of(passage) for passage in passages)
            for passages in (section.moved, section.kept, section.new)
        )
        apart = _folded([lines.of(passage) for passage in section.apart])
        yield LogPart(title=section.title, moved=moved, kept=kept, new=new, apart=apart)


def _folded(lines: Sequence[LogLine]) -> FoldedLines | None:
    if not lines:
        return None
    title = ngettext("{n} more, one by one", "{n} more, one by one", len(lines))
    return FoldedLines(title, tuple(lines))


@dataclass
class _Lines:
    """Passages as lines; only the first line of a record carries its anchor."""

    context: ComposeContext
    marks: Mapping[str, Sequence[Change]]  # of each record, the weightiest first
    taken: set[str]  # anchors

    def of(self, passage: Passage) -> LogLine:
        """Give a passage as a line with its sign, its sources and where its record stands."""
        if not passage.records:
            return self._together(passage)
        lead = passage.records[0]
        return LogLine(
            anchor=self.anchor_of(lead),
            mark=self._mark(passage),
            text=passage.text,
            about=passage.about,
            was=passage.was,
            now=passage.now,
            why=passage.why.text if passage.why else "",
            is_clause=bool(passage.why and passage.why.is_clause),
            cites=self._sources(passage),
            place=self.place_of(lead),
        )

    def _mark(self, passage: Passage) -> ChangeMark | None:
        """Give the sign of the change that the line tells of, where its record has several."""
        changes = self.marks.get(passage.records[0])
        if not changes:
            return None
        its_own = next((one for one in changes if one.class_ is passage.class_), changes[0])
        return mark_of(its_own)._replace(anchor="")

    def _sources(self, passage: Passage) -> tuple[Cite, ...]:
        """Cite all that a line rests on: of new figures side by side, the sources of each."""
        citations, by_id = self.context.citations, self.context.book.by_id
        if passage.class_ is not ChangeClass.ADDED:
            return citations.under(passage.evidence)
        records = [by_id[id] for id in passage.records if id in by_id]
        if len(records) == 1 or not all(isinstance(record, Figure) for record in records):
            return citations.of(records[0]) if records else ()
        return citations.cite(ref for one in records for ref in citations.sources_of(one))

    def _together(self, passage: Passage) -> LogLine:
        """Give the line that stands for many records; it has no place, for none of them leads."""
        return LogLine(
            anchor="",
            mark=None,
            text=passage.text,
            why=passage.why.text if passage.why else "",
            is_clause=bool(passage.why and passage.why.is_clause),
            cites=self.context.citations.under(passage.evidence),
            elsewhere=passage.elsewhere,
        )

    def place_of(self, record: str) -> Link | None:
        """Lead to a record; only the body's have a page to be named, the annexes follow behind."""
        anchor = self.context.citations.link(record).anchor
        if not anchor:
            return None
        return Link(gettext("Page") if self.context.citations.is_in_body(record) else "", anchor)

    def anchor_of(self, record: str) -> str:
        """Give the place of a line; "" where an earlier line of the record has it."""
        anchor = f"chg-{record}"
        first = anchor not in self.taken
        self.taken.add(anchor)
        return anchor if first else ""


def _asides(lines: _Lines, changed: WhatChanged) -> Iterator[LogLine]:
    for aside in changed.asides:
        yield LogLine(anchor=lines.anchor_of(aside.records[0]), mark=None, text=aside.text)
    if changed.sources:
        count = len(changed.sources)
        yield LogLine(
            anchor=NEW_SOURCES,
            mark=None,
            text=ngettext("{n} source is new:", "{n} sources are new:", count),
            cites=lines.context.citations.cite(changed.sources),
        )
