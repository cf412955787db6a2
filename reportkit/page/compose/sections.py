"""The sections of the brief: facts with the claims behind them, boards, tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from reportkit.i18n.translate import gettext
from reportkit.model.book import RECORD_TYPES, Book
from reportkit.model.diplomacy import Commitment, Measure, Round
from reportkit.model.envelope import Record
from reportkit.model.evidence import Event, Fact, Figure
from reportkit.model.fields import spec_of
from reportkit.model.series import Section as SectionOfBrief
from reportkit.page.compose.column_layout import in_two
from reportkit.page.compose.commitments_board import commitments_table
from reportkit.page.compose.compose_context import OF_SECTIONS, ComposeContext, section_id
from reportkit.page.compose.counted_records import counted_in_body, counted_statements
from reportkit.page.compose.crossings_board import crossings
from reportkit.page.compose.fact_view import parts_of
from reportkit.page.compose.record_tables import record_table
from reportkit.page.compose.section_references import filed, standing_back
from reportkit.page.compose.status_tables import (
    figure_statement,
    measures_table,
    round_of,
)
from reportkit.page.compose.toll_tables import other_tolls, toll_of
from reportkit.page.compose.topics import under_topics
from reportkit.page.compose.view_model import Section, Statement, Trend
from reportkit.page.labels import capital, label
from reportkit.page.selection import Selection, is_carried
from reportkit.page.signs import TREND_SIGNS
from reportkit.page.tolls import has_matrix

R = TypeVar("R", bound=Record)


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
    composed = replace(
        composed,
        back=standing_back(context, section.id),
        figures=figures,
        elsewhere=under_topics(context, section.id),
    )
    return replace(composed, filed=filed(context, section.id)) if composed.empty else composed


def _figures(context: ComposeContext, id: str) -> tuple[Statement, ...]:
    listed = (
        figure_statement(context.book, figure, context.citations)
        for figure in figures_in_body(context.book, context.selection)
        if section_id(context.book, figure) == id
    )
    return (*listed, *counted_statements(context, id))


def sections_of(book: Book) -> tuple[SectionOfBrief, ...]:
    """Give the sections in order; records of no section of the brief close the list."""
    known = {section.id for section in book.brief.sections}
    kinds = (Event, Figure, *OF_SECTIONS)
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
) -> Section:
    book, citations = context.book, context.citations
    known = {section.id for section in book.brief.sections}

    def here(kind: type[R]) -> list[R]:
        return [
            record for record in book.all(kind) if section_id(book, record) == id and wanted(record)
        ]

    facts = [fact for fact in here(Fact) if anchor != "sec" or fact.topic is None]
    measures = here(Measure)
    led = bool(trend or lead) or anchor != "sec"
    news, standing, leads = parts_of(context, facts, all_news=anchor != "sec", led=led)
    return Section(
        anchor=f"{anchor}-{id or 'other'}",
        title=title,
        lead=lead,
        trend=trend,
        quiet=quiet,
        leads=leads,
        facts=news,
        standing=standing,
        matrices=(
            toll_of(context, id)
            if anchor == "sec"
            else other_tolls(
                context, [event for event in book.all(Event) if section_id(book, event) == id]
            )
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
            and any(wanted(book.by_id[record]) for record in records)
        ),
    )


def standalone_figures(book: Book) -> list[Figure]:
    """Give the figures that stand in no matrix; the others follow their event."""
    return [figure for figure in book.all(Figure) if not _in_a_matrix(book, figure)]


def figures_in_body(book: Book, selection: Selection) -> list[Figure]:
    """Give the figures of no event, which stand in the body of their section.

    A key figure stands on page 1: its section has it only where it would have nothing else. What a
    fact of the body tells of is told there.
    """
    filled = {
        section_id(book, record)
        for kind in OF_SECTIONS
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
    counted = {f.id for group in counted_in_body(book, selection).values() for f in group}
    in_facts = {id for fact in book.all(Fact) if selection.in_body(fact) for id in fact.about}
    return [
        figure
        for figure in standalone_figures(book)
        if figure.event is None
        and figure.id not in in_tables
        and figure.id not in in_facts
        and figure.id not in counted
        and selection.in_body(figure)
        and (figure.id not in book.edition.key_figures or section_id(book, figure) not in filled)
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
