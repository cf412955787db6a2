"""The sections of the brief: facts with the claims behind them, boards, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from reportkit.i18n.translate import gettext, ngettext
from reportkit.model.analysis import Gap, Indicator, Judgement
from reportkit.model.book import RECORD_TYPES, Book
from reportkit.model.corroboration import is_claimed_by_others, position_of
from reportkit.model.diplomacy import Commitment, Measure, Round
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Event, Fact, Figure
from reportkit.model.fields import spec_of
from reportkit.model.series import Section as SectionOfBrief
from reportkit.model.vocabulary.events import Position, Verification
from reportkit.model.vocabulary.series import Status
from reportkit.page.compose.annexes_model import StatementPart
from reportkit.page.compose.attribution import attributes_itself
from reportkit.page.compose.citations import Citations
from reportkit.page.compose.claim_matrix import figures_of, has_matrix, matrix_of
from reportkit.page.compose.column_layout import in_two
from reportkit.page.compose.opposing_claims import claims_behind
from reportkit.page.compose.page_model import NO_PICTURES, Pictures
from reportkit.page.compose.positions_of_parties import sides_of, statement_of
from reportkit.page.compose.record_tables import record_table
from reportkit.page.compose.source_list import origins
from reportkit.page.compose.status_tables import (
    commitments_table,
    crossings,
    figure_statement,
    measures_table,
    round_of,
)
from reportkit.page.compose.view_model import Fact as FactView
from reportkit.page.compose.view_model import Link, Prose, Section, Statement, Trend
from reportkit.page.labels import (
    CHIPS_OF_POSITION,
    CHIPS_OF_VERIFICATION,
    TREND_SIGNS,
    capital,
    label,
    short_day,
    state_of,
    stop,
)
from reportkit.page.selection import Selection, is_carried

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class ComposeContext:
    """What every part of the page is composed from."""

    book: Book
    selection: Selection
    citations: Citations
    behind: Mapping[str, tuple[Claim, ...]]  # contested fact to the claims printed under it
    pictures: Pictures = NO_PICTURES


def context_of(
    book: Book, selection: Selection, citations: Citations, pictures: Pictures = NO_PICTURES
) -> ComposeContext:
    """Lay everything ready, no source numbered yet."""
    return ComposeContext(book, selection, citations, claims_behind(book, selection), pictures)


def section_of(context: ComposeContext, section: SectionOfBrief, quiet: str = "") -> Section:
    """Compose a section of the body; ``quiet`` says that nothing in it changed."""
    composed = _compose(
        context,
        section.id,
        section.title,
        context.selection.in_body,
        anchor="sec",
        lead=section.lead or "",
        trend=_trend(context, section.id),
        quiet=quiet,
    )
    figures = in_two(_figures(context, section.id), lambda each: len(each.lead) + len(each.text))
    composed = replace(composed, back=_standing_back(context, section.id), figures=figures)
    return replace(composed, filed=_filed(context, section.id)) if composed.empty else composed


def _figures(context: ComposeContext, id: str) -> tuple[Statement, ...]:
    return tuple(
        figure_statement(context.book, figure, context.citations)
        for figure in figures_in_body(context.book, context.selection)
        if _section_id(context.book, figure) == id
    )


def _filed(context: ComposeContext, id: str) -> Link | None:
    """Say what is on file of a section whose body is empty, and where it begins."""
    records = [
        record
        for kind in _FILED
        for record in context.book.all(kind)
        if _section_id(context.book, record) == id
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
    return Link(wording, f"rec-{records[0].id}")


_ANALYTIC = (Judgement, Indicator, Gap)
#: What a section may have on file, in the order in which the annexes print it.
_FILED: tuple[type[Record], ...] = (
    Fact, Round, Measure, Commitment, *(kind for kind in RECORD_TYPES if kind.table),
    Event, Claim, Figure, Judgement, Indicator, Gap,
)  # fmt: skip
_OF_SECTIONS = tuple(kind for kind in RECORD_TYPES if kind.in_section)


def _section_id(book: Book, record: Record) -> str:
    """Name the section of a record; "" where the brief has none of that name."""
    known = {section.id for section in book.brief.sections}
    return record.section if record.section in known and record.section else ""


def _standing_back(context: ComposeContext, id: str) -> Link | None:
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


def earlier_of(context: ComposeContext, section: SectionOfBrief) -> Section:
    """Compose what a section still keeps on record but does not print in its body."""
    return _compose(
        context,
        section.id,
        section.title,
        lambda record: not context.selection.in_body(record),
        anchor="earlier",
        pictured=all,
    )


def sections_of(book: Book) -> tuple[SectionOfBrief, ...]:
    """Give the sections in order; records of no section of the brief close the list."""
    known = {section.id for section in book.brief.sections}
    kinds = (Event, Figure, *_OF_SECTIONS)
    unfiled = any((record.section or "") not in known for record in book if type(record) in kinds)
    return (
        *book.brief.sections,
        *([SectionOfBrief(id="", title=gettext("Other records"))] if unfiled else []),
    )


def _compose(  # noqa: PLR0913  # one section has that many sides
    context: ComposeContext,
    id: str,
    title: str,
    wanted: Callable[[Record], bool],
    *,
    anchor: str,
    lead: str = "",
    trend: Trend | None = None,
    quiet: str = "",
    pictured: Callable[[Iterable[bool]], bool] = any,
) -> Section:
    book, citations = context.book, context.citations
    known = {section.id for section in book.brief.sections}

    def here(kind: type[R]) -> list[R]:
        return [
            record
            for record in book.all(kind)
            if _section_id(book, record) == id and wanted(record)
        ]

    facts = sorted(here(Fact), key=lambda fact: fact.date or date.min)
    events = here(Event)
    in_matrices = [event for event in events if is_carried(event) and has_matrix(book, event)]
    measures = here(Measure)
    news = [fact for fact in facts if anchor != "sec" or context.selection.is_news(fact)]
    standing = [fact for fact in facts if fact not in news]
    return Section(
        anchor=f"{anchor}-{id or 'other'}",
        title=title,
        lead=lead,
        trend=trend,
        quiet=quiet,
        facts=tuple(_fact(context, fact) for fact in news),
        standing=in_two(
            [_fact(context, fact) for fact in standing], lambda fact: len(fact.prose.text), head=40
        ),
        matrices=tuple(
            matrix_of(book, event, figures_of(book, event), citations)
            for event in sorted(in_matrices, key=lambda event: (event.date_start, event.id))
        ),
        status_tables=crossings(book, measures, citations),
        rounds=tuple(
            round_of(book, round_, citations)
            for round_ in sorted(here(Round), key=lambda r: (r.start, r.number))
        ),
        tables=(
            *measures_table(book, measures, citations),
            *commitments_table(book, here(Commitment), citations),
            *(
                table
                for kind in RECORD_TYPES
                if kind.table
                for table in record_table(book, kind, here(kind), citations)
            ),
        ),
        drawings=tuple(
            drawing
            for section, records, drawing in context.pictures.parts
            if (section if section in known else "") == id
            and pictured(wanted(book.by_id[record]) for record in records)
        ),
    )


def standalone_figures(book: Book) -> list[Figure]:
    """Give the figures that stand in no matrix; the others follow their event."""
    return [figure for figure in book.all(Figure) if not _in_a_matrix(book, figure)]


def figures_in_body(book: Book, selection: Selection) -> list[Figure]:
    """Give the figures of no event, which stand in the body of their section.

    A key figure stands on page 1: its section has it only where it would have nothing else.
    """
    filled = {
        _section_id(book, record)
        for kind in _OF_SECTIONS
        for record in book.all(kind)
        if selection.in_body(record)
    }
    in_tables = {
        getattr(record, spec_of(kind)[column.field].name)
        for kind in RECORD_TYPES
        for column in (kind.table.columns if kind.table else ())
        for record in book.all(kind)
        if selection.in_body(record)
    }
    return [
        figure
        for figure in standalone_figures(book)
        if figure.event is None
        and figure.id not in in_tables
        and selection.in_body(figure)
        and (figure.id not in book.edition.key_figures or _section_id(book, figure) not in filled)
    ]


def _in_a_matrix(book: Book, figure: Figure) -> bool:
    event = book.get(Event, figure.event)
    return bool(event and is_carried(event) and is_carried(figure) and has_matrix(book, event))


def _trend(context: ComposeContext, id: str) -> Trend | None:
    for section_trend in context.book.edition.section_trends:
        if section_trend.section == id:
            rationale = section_trend.rationale
            return Trend(
                sign=TREND_SIGNS[section_trend.trend],
                word=capital(label(section_trend.trend)),
                css=section_trend.trend.value,
                rationale=context.citations.prose(rationale.text, rationale.basis),
            )
    return None


def _fact(context: ComposeContext, fact: Fact) -> FactView:
    book = context.book
    claims = context.behind.get(fact.id, ())
    year = book.edition.period.end.year
    prose = Prose(stop(fact.statement), context.citations.of(fact))
    return FactView(
        anchor=context.citations.anchor(fact.id),
        date=short_day(fact.date, year) if fact.date else "–",
        chips=tuple(_chips(book, fact)),
        prose=prose,
        state=state_of(fact),
        struck=fact.status is Status.WITHDRAWN,
        sides=sides_of(book, claims, context.citations) if claims else None,
    )


def _chips(book: Book, fact: Fact) -> list[str]:
    """Say in a word or two how firmly a fact stands; nothing where it simply stands."""
    position = position_of(book, fact)
    chips = [gettext(CHIPS_OF_POSITION[position]) if position in CHIPS_OF_POSITION else ""]
    if position is Position.SINGLE_PARTY and (
        attributes_itself(book, fact.statement) or is_claimed_by_others(book, fact)
    ):
        chips = []
    # What is contested or told by one side alone is unverified until somebody verifies it.
    if position not in CHIPS_OF_POSITION or fact.verification is not Verification.UNVERIFIED:
        chip = CHIPS_OF_VERIFICATION.get(fact.verification)
        chips.append(gettext(chip) if chip else "")
    reports, roots = origins(book, book.sources_under(fact.id))
    if reports > 1 and roots == 1:
        chips.append(ngettext("{n} report, 1 origin", "{n} reports, 1 origin", reports))
    if fact.stale_after and fact.stale_after < book.edition.cut_off.date():
        since = fact.as_of or fact.date
        chips.append(
            gettext("last confirmed {day}", day=short_day(since, since.year))
            if since
            else gettext("stale")
        )
    return [chip for chip in chips if chip]


def statements_of(context: ComposeContext) -> tuple[StatementPart, ...]:
    """List the claims that stand under no fact, section by section, by day."""
    book = context.book
    printed = {claim.id for claims in context.behind.values() for claim in claims}
    known = {section.id for section in book.brief.sections}
    parts = []
    for section in (*book.brief.sections, SectionOfBrief(id="", title=gettext("Other"))):
        statements = tuple(
            statement_of(book, claim, context.citations)
            for claim in sorted(book.all(Claim), key=lambda claim: (claim.date, claim.id))
            if claim.id not in printed
            and (claim.section if claim.section in known else "") == section.id
        )
        if statements:
            parts.append(StatementPart(section.title, statements))
    return tuple(parts)
