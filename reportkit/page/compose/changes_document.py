"""What changed, for those who read the last edition: two to four pages of a weekly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportkit.editions.history import History
from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.model.book import Book
from reportkit.page.compose.annexes_model import Field, LogExcerpt
from reportkit.page.compose.excerpt import self_contained, short_sources
from reportkit.page.compose.front import since_of
from reportkit.page.compose.one_page import document_head, whole_of
from reportkit.page.compose.page_model import Page
from reportkit.page.compose.profiles_model import ChangesPage, FactsMoved, JudgementMoved
from reportkit.page.compose.quotation_marks import typeset
from reportkit.page.compose.record_model import RecordSection
from reportkit.page.compose.view_model import Fact, Prose, Row, Section

#: All that the box can tell: here it has room.
_ALL = 1_000
#: Fields of a judgement whose change a reader wants to see beside it; the log gives them all.
_LISTED = {
    "statement": gettext_noop("Was"),
    "likelihood term": gettext_noop("Likelihood"),
    "confidence level": gettext_noop("Confidence"),
    "horizon": gettext_noop("Horizon"),
    "resolution outcome": gettext_noop("Outcome"),
}


def changes_of(page: Page, book: Book, history: History | None) -> ChangesPage:
    """Compose the changes of an edition out of its full page, with the same numbers of sources."""
    front = replace(
        page.front,
        expectations=(),
        track_record="",
        key_figures=(),
        highlights=(),
        strip=None,
        all_changes=None,
        since=replace(since_of(book, history, _ALL), legend=page.front.since.legend),
    )
    judgements = tuple(_judgements(page))
    parts, log = tuple(_parts(page)), page.annexes.log
    return typeset(
        self_contained(
            ChangesPage(
                **document_head(page, front=front, form=gettext("what changed")),
                judgements=judgements,
                parts=parts,
                notices=page.annexes.notices,
                annexes=LogExcerpt(log=log),
                sources=short_sources(book, page, (front, parts, log)),
                whole=whole_of(page, book),
            )
        )
    )


def _judgements(page: Page) -> Iterator[JudgementMoved]:
    rows = {row.record.anchor: row for part in page.annexes.log.parts for row in part.rows}
    for each in (*page.judgements, *page.annexes.record.analysis.judgements):
        if each.anchor.mark is not None and (row := rows.get(each.anchor.fragment)):
            short = replace(each, points=(), confidence="")
            told = {field.key: field for field in row.fields}
            was = tuple(_was(told[name]) for name in _LISTED if name in told)
            yield JudgementMoved(short, was, row.why)


def _was(field: Field) -> Row:
    """Set a field before and after; the sentence itself stands above as it is now."""
    name = gettext(_LISTED[field.key])
    if field.key == "statement":
        return Row(name, field.was)
    moved = gettext("{was} → {now}", was=field.was, now=field.now)
    return Row(name, field.now if field.was == "–" else moved)


def _parts(page: Page) -> Iterator[FactsMoved]:
    """Give the marked facts, section by section, those of the body before those of the annex."""
    outlook = (page.outlook.section,) if page.outlook else ()
    by_title: dict[str, list[Fact]] = {}
    for section in (*page.sections, *outlook):
        by_title.setdefault(section.title, []).extend(_marked(section))
    for part in page.annexes.record.sections:
        by_title.setdefault(part.title, []).extend(_marked_on_record(part))
    for title, facts in by_title.items():
        if facts:
            yield FactsMoved(title, tuple(facts))


def _marked(section: Section) -> Iterator[Fact]:
    return (fact for fact in section.facts if fact.anchor.mark is not None)


def _marked_on_record(section: RecordSection) -> Iterator[Fact]:
    """Give the marked facts of the annex: a line of their own, with its day."""
    for line in (line for matter in section.matters for line in matter.lines):
        (part, *others) = line.parts
        if part.anchor.mark is not None and not others:
            prose = Prose(part.text, part.cites)
            yield Fact(
                anchor=part.anchor,
                date=line.lead,
                chips=(),
                prose=prose,
                state=line.aside,
                struck=line.struck,
            )
