"""The sections of the brief: facts with the claims behind them, boards, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from reportkit.i18n.translate import say, say_many
from reportkit.model.analysis import Gap, Indicator, Judgement
from reportkit.model.book import RECORD_TYPES, Book
from reportkit.model.corroboration import is_told_by_others, position_of
from reportkit.model.diplomacy import Commitment, Measure, Round
from reportkit.model.displacement import Displacement
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Event, Fact, Figure
from reportkit.model.series import Section as SectionOfBrief
from reportkit.model.vocabulary import Position, Status, Verification
from reportkit.page.compose.annexes_model import StatementPart
from reportkit.page.compose.attribution import attributes_itself
from reportkit.page.compose.citations import Apparatus
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
    figure_alone,
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
class Desk:
    """What every part of the page is composed from."""

    book: Book
    selection: Selection
    apparatus: Apparatus
    behind: Mapping[str, tuple[Claim, ...]]  # contested fact to the claims printed under it
    pictures: Pictures = NO_PICTURES


def desk_of(
    book: Book, selection: Selection, apparatus: Apparatus, pictures: Pictures = NO_PICTURES
) -> Desk:
    """Lay everything ready, no source numbered yet."""
    return Desk(book, selection, apparatus, claims_behind(book, selection), pictures)


def section_of(desk: Desk, section: SectionOfBrief, quiet: str = "") -> Section:
    """Compose a section of the body; ``quiet`` says that nothing in it changed."""
    composed = _compose(
        desk,
        section.id,
        section.title,
        desk.selection.in_body,
        anchor="sec",
        lead=section.lead or "",
        trend=_trend(desk, section.id),
        quiet=quiet,
    )
    figures = in_two(_figures(desk, section.id), lambda each: len(each.lead) + len(each.text))
    composed = replace(composed, back=_standing_back(desk, section.id), figures=figures)
    return replace(composed, filed=_filed(desk, section.id)) if composed.empty else composed


def _figures(desk: Desk, id: str) -> tuple[Statement, ...]:
    return tuple(
        figure_alone(desk.book, figure, desk.apparatus)
        for figure in figures_in_body(desk.book, desk.selection)
        if _section_id(desk.book, figure) == id
    )


def _filed(desk: Desk, id: str) -> Link | None:
    """Say what is on file of a section whose body is empty, and where it begins."""
    found = [
        record
        for kind in _FILED
        for record in desk.book.all(kind)
        if _section_id(desk.book, record) == id
    ]
    if not found:
        return None
    # What is judged is no part of the record, and stands in the analysis.
    found = [record for record in found if not isinstance(record, _ANALYTIC)] or found
    if all(isinstance(record, Judgement) for record in found):
        said = say_many("{n} judgement", "{n} judgements", len(found))
    elif desk.selection.first or isinstance(found[0], _ANALYTIC):
        said = say_many("{n} record elsewhere", "{n} records elsewhere", len(found))
    else:
        said = say_many("{n} earlier record", "{n} earlier records", len(found))
    return Link(said, f"rec-{found[0].id}")


_ANALYTIC = (Judgement, Indicator, Gap)
#: What a section may have on file, in the order in which the annexes print it.
_FILED: tuple[type[Record], ...] = (
    Fact, Round, Measure, Commitment, Displacement, Event, Claim, Figure, Judgement, Indicator, Gap,
)  # fmt: skip
_OF_SECTIONS = tuple(kind for kind in RECORD_TYPES if kind.in_section)


def _section_id(book: Book, record: Record) -> str:
    """Name the section of a record; "" where the brief has none of that name."""
    known = {section.id for section in book.brief.sections}
    return record.section if record.section in known and record.section else ""


def _standing_back(desk: Desk, id: str) -> Link | None:
    """Say how many records of a section lack of room keeps in the annex."""
    records = (desk.book.by_id[left] for left in desk.selection.left)
    found = [record for record in records if (record.section or "") == id]
    if not found:
        return None
    said = say_many(
        "{n} more on record in the annex", "{n} more on record in the annex", len(found)
    )
    only = all(isinstance(record, Figure) for record in found)
    return Link(said, f"rec-{found[0].id}" if only else f"earlier-{id or 'other'}")


def earlier_of(desk: Desk, section: SectionOfBrief) -> Section:
    """Compose what a section still keeps on record but does not print in its body."""
    return _compose(
        desk,
        section.id,
        section.title,
        lambda record: not desk.selection.in_body(record),
        anchor="earlier",
        pictured=all,
    )


def sections_of(book: Book) -> tuple[SectionOfBrief, ...]:
    """Give the sections in order; records of no section of the brief close the list."""
    known = {section.id for section in book.brief.sections}
    kinds = (Event, Figure, *_OF_SECTIONS)
    stray = any((record.section or "") not in known for record in book if type(record) in kinds)
    return (
        *book.brief.sections,
        *([SectionOfBrief(id="", title=say("Other records"))] if stray else []),
    )


def _compose(  # noqa: PLR0913  # one section has that many sides
    desk: Desk,
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
    book, apparatus = desk.book, desk.apparatus
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
    news = [fact for fact in facts if anchor != "sec" or desk.selection.is_news(fact)]
    standing = [fact for fact in facts if fact not in news]
    return Section(
        anchor=f"{anchor}-{id or 'other'}",
        title=title,
        lead=lead,
        trend=trend,
        quiet=quiet,
        facts=tuple(_fact(desk, fact) for fact in news),
        standing=in_two(
            [_fact(desk, fact) for fact in standing], lambda fact: len(fact.prose.text), head=40
        ),
        matrices=tuple(
            matrix_of(book, event, figures_of(book, event), apparatus)
            for event in sorted(in_matrices, key=lambda event: (event.date_start, event.id))
        ),
        boards=crossings(book, measures, apparatus),
        rounds=tuple(
            round_of(book, round_, apparatus)
            for round_ in sorted(here(Round), key=lambda r: (r.start, r.number))
        ),
        tables=(
            *measures_table(book, measures, apparatus),
            *commitments_table(book, here(Commitment), apparatus),
            *(
                table
                for kind in RECORD_TYPES
                if kind.table
                for table in record_table(book, kind, here(kind), apparatus)
            ),
        ),
        drawings=tuple(
            drawing
            for section, records, drawing in desk.pictures.parts
            if (section if section in known else "") == id
            and pictured(wanted(book.by_id[record]) for record in records)
        ),
    )


def figures_alone(book: Book) -> list[Figure]:
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
    in_tables = {record.count for record in book.all(Displacement) if selection.in_body(record)}
    return [
        figure
        for figure in figures_alone(book)
        if figure.event is None
        and figure.id not in in_tables
        and selection.in_body(figure)
        and (figure.id not in book.edition.key_figures or _section_id(book, figure) not in filled)
    ]


def _in_a_matrix(book: Book, figure: Figure) -> bool:
    event = book.get(Event, figure.event)
    return bool(event and is_carried(event) and is_carried(figure) and has_matrix(book, event))


def _trend(desk: Desk, id: str) -> Trend | None:
    for told in desk.book.edition.section_trends:
        if told.section == id:
            rationale = told.rationale
            return Trend(
                sign=TREND_SIGNS[told.trend],
                word=capital(label(told.trend)),
                css=told.trend.value,
                rationale=desk.apparatus.prose(rationale.text, rationale.basis),
            )
    return None


def _fact(desk: Desk, fact: Fact) -> FactView:
    book = desk.book
    claims = desk.behind.get(fact.id, ())
    year = book.edition.period.end.year
    prose = Prose(stop(fact.statement), desk.apparatus.of(fact))
    return FactView(
        spot=desk.apparatus.spot(fact.id),
        date=short_day(fact.date, year) if fact.date else "–",
        chips=tuple(_chips(book, fact)),
        prose=prose,
        state=state_of(fact),
        struck=fact.status is Status.WITHDRAWN,
        sides=sides_of(book, claims, desk.apparatus) if claims else None,
    )


def _chips(book: Book, fact: Fact) -> list[str]:
    """Say in a word or two how firmly a fact stands; nothing where it simply stands."""
    position = position_of(book, fact)
    chips = [say(CHIPS_OF_POSITION[position]) if position in CHIPS_OF_POSITION else ""]
    if position is Position.SINGLE_PARTY and (
        attributes_itself(book, fact.statement) or is_told_by_others(book, fact)
    ):
        chips = []
    # What is contested or told by one side alone is unverified until somebody verifies it.
    if position not in CHIPS_OF_POSITION or fact.verification is not Verification.UNVERIFIED:
        chip = CHIPS_OF_VERIFICATION.get(fact.verification)
        chips.append(say(chip) if chip else "")
    reports, roots = origins(book, book.sources_under(fact.id))
    if reports > 1 and roots == 1:
        chips.append(say_many("{n} report, 1 origin", "{n} reports, 1 origin", reports))
    if fact.stale_after and fact.stale_after < book.edition.cut_off.date():
        since = fact.as_of or fact.date
        told = (
            say("last confirmed {day}", day=short_day(since, since.year)) if since else say("stale")
        )
        chips.append(told)
    return [chip for chip in chips if chip]


def statements_of(desk: Desk) -> tuple[StatementPart, ...]:
    """List the claims that stand under no fact, section by section, by day."""
    book = desk.book
    printed = {claim.id for claims in desk.behind.values() for claim in claims}
    known = {section.id for section in book.brief.sections}
    parts = []
    for section in (*book.brief.sections, SectionOfBrief(id="", title=say("Other"))):
        said = tuple(
            statement_of(book, claim, desk.apparatus)
            for claim in sorted(book.all(Claim), key=lambda claim: (claim.date, claim.id))
            if claim.id not in printed
            and (claim.section if claim.section in known else "") == section.id
        )
        if said:
            parts.append(StatementPart(section.title, said))
    return tuple(parts)
