"""Boards and tables of what has a state: crossings, measures, rounds, commitments, events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportkit.i18n.translate import gettext
from reportkit.model.book import Book
from reportkit.model.diplomacy import Measure, Round
from reportkit.model.evidence import Actor, Event, Figure
from reportkit.model.vocabulary.diplomacy import (
    MeasureKind,
    NextRoundStatus,
)
from reportkit.model.vocabulary.series import Status as RecordStatus
from reportkit.page.compose.citations import Citations
from reportkit.page.compose.last_confirmed import last_confirmed_words, with_last_confirmed
from reportkit.page.compose.positions_of_parties import demands_of
from reportkit.page.compose.view_model import (
    Point,
    Prose,
    Row,
    Statement,
    Table,
    TableRow,
)
from reportkit.page.compose.view_model import Round as RoundView
from reportkit.page.labels import (
    actor,
    actors,
    capital,
    commas,
    counted,
    day,
    label,
    measure_state,
    outcome,
    place_name,
    says_place,
    semicolons,
    short_day,
    short_span,
    span,
    state_of,
    stop,
)
from reportkit.phrasing.claims import actor_in_sentence
from reportkit.phrasing.quantity import quantity


def is_crossing(measure: Measure) -> bool:
    """Tell whether a measure stands on the board of crossings."""
    return bool(measure.kind is MeasureKind.CROSSING_CLOSURE and measure.place and measure.traffic)


def measures_table(book: Book, measures: Sequence[Measure], citations: Citations) -> list[Table]:
    """List the measures that close no crossing, each in its own sentence with its state."""
    rows = tuple(
        TableRow(
            anchor=citations.anchor(m.id),
            head=_from_to(m.since, m.until, book.edition.period.end.year),
            cells=(
                " ".join(stop(part) for part in (m.statement, m.note) if part),
                with_last_confirmed(book, m, capital(measure_state(m.measure_status)[1])),
            ),
            cites=citations.of(m),
        )
        for m in sorted(measures, key=lambda m: m.since or date.max)
        if not is_crossing(m)
    )
    heads = gettext("Since"), gettext("Measure"), gettext("Status")
    return table_of(gettext("Measures"), "measures", heads, rows, cited=0)


def figure_statement(book: Book, figure: Figure, citations: Citations) -> Statement:
    """Tell a figure that stands in no matrix: one provider, one value."""
    year = book.edition.period.end.year
    provider = actor_in_sentence(book.get(Actor, figure.provider), figure.provider).name
    told = [short_day(figure.as_of, year)] if figure.as_of else []
    if confirmed := last_confirmed_words(book, figure):
        told.append(confirmed)
    given = commas([provider, *told])
    sentences = [capital(given), _figure_note(book, figure)]
    return Statement(
        anchor=citations.anchor(figure.id),
        lead=stop(f"{capital(counted(book, figure))}: {quantity(figure)}"),
        text=" ".join(stop(part) for part in sentences if part),
        cites=citations.of(figure),
        state=state_of(figure),
        struck=figure.status is RecordStatus.WITHDRAWN,
    )


def round_of(book: Book, round_: Round, citations: Citations) -> RoundView:
    """Tell one round of talks in full."""
    rows = [
        Row(actor(book, d.party), _delegation(d.head, d.office, d.members, d.note))
        for d in sorted(round_.delegations, key=lambda d: actor(book, d.party))
    ]
    if round_.mediators:
        rows.append(Row(gettext("Mediators"), stop(actors(book, round_.mediators))))
    if round_.level:
        rows.append(Row(gettext("Level"), stop(capital(label(round_.level)))))
    if round_.agenda:
        rows.append(Row(gettext("Agenda"), stop(capital(semicolons(round_.agenda)))))
    if round_.next_round:
        rows.append(Row(gettext("Next round"), _next(book, round_)))
    points = tuple(
        Point(
            label=gettext("Text"),
            items=(
                Prose(
                    f"{text.title} ({semicolons([label(text.stage), label(text.text)])})",
                    citations.cite(text.source_refs),
                ),
            ),
        )
        for text in round_.documents
    )
    where = place_name(book, round_.venue)
    return RoundView(
        anchor=citations.anchor(round_.id),
        title=gettext(
            "Round {number}, {place}, {days}",
            number=round_.number,
            place=where,
            days=span(round_.start, round_.end),
        ),
        outcome=outcome(round_.outcome),
        summary=Prose(stop(round_.summary), citations.of(round_)),
        rows=tuple(rows),
        points=points,
        demands=demands_of(book, round_.positions, citations),
    )


def _delegation(
    head: str | None, office: str | None, members: tuple[str, ...], note: str | None
) -> str:
    led = f"{head} ({office})" if head and office else head or office or ""
    parts = [
        gettext("led by {name}", name=led) if led else "",
        gettext("with {names}", names=commas(members)) if members else "",
    ]
    told = semicolons(part for part in parts if part)
    if not (told or note):
        return gettext("Not stated.")
    return " ".join(stop(capital(part)) for part in (told, note) if part)


def _next(book: Book, round_: Round) -> str:
    later = round_.next_round
    if later is None or later.status is NextRoundStatus.NONE:
        return gettext("None agreed.")
    parts = [place_name(book, later.venue), day(later.date) if later.date else ""]
    return stop(capital(commas([label(later.status), *(part for part in parts if part)])))


def _figure_note(book: Book, figure: Figure) -> str:
    event = book.get(Event, figure.event)
    happened = event.summary if event and not figure.label else ""
    parts = [
        happened,
        ""
        if says_place(book, f"{happened}{figure.label or ''}", figure.place)
        else place_name(book, figure.place),
        span(figure.period.start, figure.period.end) if figure.period else "",
        gettext("counts its own losses") if figure.relation == "own" else "",
        gettext("counts the other side’s losses") if figure.relation == "enemy" else "",
        gettext("covers {what}", what=figure.covers) if figure.covers else "",
        gettext("leaves out {what}", what=figure.excludes) if figure.excludes else "",
        figure.note or "",
    ]
    return " ".join(stop(capital(part)) for part in parts if part)


def _from_to(start: date | None, end: date | None, year: int) -> str:
    if start is None:
        return gettext("to {day}", day=short_day(end, year)) if end else gettext("undated")
    return short_span(start, end, year)


def table_of(
    caption: str, css: str, heads: tuple[str, ...], rows: tuple[TableRow, ...], *, cited: int
) -> list[Table]:
    """Set a table; no rows give none."""
    return [Table(caption=caption, css=css, heads=heads, rows=rows, cited=cited)] if rows else []
