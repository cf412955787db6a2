"""Boards and tables of what has a state: crossings, measures, rounds, commitments, events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from reportkit.i18n.bidi import bare
from reportkit.i18n.translate import noted, say
from reportkit.model.book import Book
from reportkit.model.diplomacy import Commitment, Measure, Round
from reportkit.model.evidence import Claim, Event, Figure
from reportkit.model.vocabulary import (
    CeasefireForm,
    CommitmentStatus,
    MeasureKind,
    MeasureStatus,
    MonitoringStatus,
    NextRoundStatus,
    Traffic,
)
from reportkit.model.vocabulary import Status as RecordStatus
from reportkit.page.compose.citations import Apparatus
from reportkit.page.compose.positions_of_parties import claim_said, demands_of
from reportkit.page.compose.view_model import (
    Board,
    BoardRow,
    Point,
    Prose,
    Row,
    Statement,
    Status,
    Table,
    TableRow,
)
from reportkit.page.compose.view_model import Round as RoundView
from reportkit.page.labels import (
    actor,
    actor_short,
    actors,
    capital,
    commas,
    commitment_state,
    counted,
    crossing_state,
    day,
    label,
    measure_state,
    outcome,
    place,
    place_name,
    semicolons,
    short_day,
    short_span,
    span,
    state_of,
    stop,
)
from reportkit.phrasing.quantity import quantity

_TRAFFIC = (
    Traffic.ALL, Traffic.TRADE, Traffic.TRANSIT, Traffic.RETURNEES, Traffic.PEDESTRIANS,
    Traffic.AID,
)  # fmt: skip


def crossings(book: Book, measures: Sequence[Measure], apparatus: Apparatus) -> tuple[Board, ...]:
    """Lay out the crossings by place and kind of traffic; none give no board."""
    shown = [m for m in measures if _is_crossing(m)]
    if not shown:
        return ()
    used = [traffic for traffic in _TRAFFIC if any(m.traffic is traffic for m in shown)]
    by_place: dict[str, list[Measure]] = defaultdict(list)
    for measure in shown:
        by_place[measure.place or ""].append(measure)
    return (
        Board(
            caption=say("Crossings by kind of traffic"),
            heads=tuple(
                say("All traffic") if t is Traffic.ALL else capital(label(t)) for t in used
            ),
            rows=tuple(
                BoardRow(
                    place_name(book, where),
                    tuple(
                        tuple(_status(book, m, apparatus) for m in here if m.traffic is traffic)
                        for traffic in used
                    ),
                )
                for where, here in by_place.items()
            ),
            notes=tuple(
                Prose(
                    f"{commas([place_name(book, m.place), label(m.traffic)])}: {stop(m.note)}",
                    apparatus.of(m),
                )
                for m in shown
                if m.note and m.traffic
            ),
        ),
    )


def _is_crossing(measure: Measure) -> bool:
    return bool(measure.kind is MeasureKind.CROSSING_CLOSURE and measure.place and measure.traffic)


def _status(book: Book, measure: Measure, apparatus: Apparatus) -> Status:
    sign, word = crossing_state(measure.measure_status)
    year = book.edition.period.end.year
    details = []
    if measure.until:
        details.append(say("from {day}", day=short_day(measure.until, year)))
    elif measure.since and measure.measure_status is MeasureStatus.EASED:
        details.append(say("after closing on {day}", day=short_day(measure.since, year)))
    elif measure.since:
        details.append(say("since {day}", day=short_day(measure.since, year)))
    return Status(apparatus.spot(measure.id), sign, word, " ".join(details), apparatus.of(measure))


def measures_table(book: Book, measures: Sequence[Measure], apparatus: Apparatus) -> list[Table]:
    """List the measures that close no crossing."""
    year = book.edition.period.end.year
    rows = tuple(
        TableRow(
            spot=apparatus.spot(m.id),
            head=_from_to(m.since, m.until, year),
            cells=(
                capital(label(m.kind)),
                say(
                    "{by} → {against}",
                    by=actor_short(book, m.by),
                    against=actor_short(book, m.against),
                )
                if m.against
                else actor_short(book, m.by),
                " ".join(stop(part) for part in (m.statement, m.note) if part),
                " ".join(measure_state(m.measure_status)),
            ),
            cites=apparatus.of(m),
        )
        for m in sorted(measures, key=lambda m: m.since or date.max)
        if not _is_crossing(m)
    )
    heads = say("Since"), say("Kind"), say("By → against"), say("Measure"), say("Status")
    return _table(say("Measures"), "measures", heads, rows, cited=2)


def events_table(book: Book, events: Sequence[Event], apparatus: Apparatus) -> list[Table]:
    """List events by day with their place."""
    year = book.edition.period.end.year
    rows = tuple(
        TableRow(
            spot=apparatus.spot(event.id),
            head=short_span(event.date_start, event.date_end, year),
            cells=(
                place(book, event.place),
                capital(event.summary),
                capital(label(event.event_type)),
            ),
            cites=apparatus.of(event),
        )
        for event in sorted(events, key=lambda event: (event.date_start, event.id))
    )
    heads = say("Day"), say("Place"), say("Event"), say("Type")
    return _table(say("Events by day"), "events", heads, rows, cited=1)


def figure_alone(book: Book, figure: Figure, apparatus: Apparatus) -> Statement:
    """Tell a figure that stands in no matrix: one provider, one value."""
    year = book.edition.period.end.year
    given = [actor_short(book, figure.provider)]
    given += [short_day(figure.as_of, year)] if figure.as_of else []
    said = [capital(commas(given)), _figure_note(book, figure)]
    return Statement(
        spot=apparatus.spot(figure.id),
        lead=stop(f"{capital(counted(book, figure))}: {quantity(figure)}"),
        text=" ".join(stop(part) for part in said if part),
        cites=apparatus.of(figure),
        state=state_of(figure),
        struck=figure.status is RecordStatus.WITHDRAWN,
    )


def commitments_table(
    book: Book, commitments: Sequence[Commitment], apparatus: Apparatus
) -> list[Table]:
    """List promises with their state; a breach alleged is not a breach."""
    year = book.edition.period.end.year
    rows = tuple(
        TableRow(
            spot=apparatus.spot(c.id),
            head=short_day(c.made_on, year) if c.made_on else "–",
            cells=(
                say("{by} to {to}", by=actors(book, c.by), to=actors(book, c.to))
                if c.to
                else actors(book, c.by),
                " ".join(
                    [
                        stop(c.text),
                        *_ceasefire(book, c),
                        *(claim_said(book, claim) for claim in _on_a_breach(book, c)),
                    ]
                ),
                short_day(c.due, year) if c.due else "–",
                commitment_state(c.commitment_status),
            ),
            cites=apparatus.cite(_sources(book, c)),
        )
        for c in sorted(commitments, key=lambda c: (c.made_on or date.max, c.id))
    )
    heads = say("Made"), say("By"), say("Commitment"), say("Due"), say("Status")
    return _table(say("Commitments"), "commitments", heads, rows, cited=1)


_FORMS = {
    CeasefireForm.VERBAL: noted("by word of mouth"),
    CeasefireForm.WRITTEN: noted("in writing"),
    CeasefireForm.UNKNOWN: noted("its form not known"),
}
_MONITORING = {
    MonitoringStatus.NONE: noted("Not monitored"),
    MonitoringStatus.PROPOSED: noted("Monitoring proposed"),
    MonitoringStatus.AGREED: noted("Monitoring agreed"),
    MonitoringStatus.OPERATING: noted("Monitored"),
    MonitoringStatus.ENDED: noted("No longer monitored"),
}


def _sources(book: Book, commitment: Commitment) -> list[str]:
    own = commitment.source_refs or book.sources_under(commitment.id)
    return [*own, *(id for each in _on_a_breach(book, commitment) for id in each.source_refs)]


def _on_a_breach(book: Book, commitment: Commitment) -> list[Claim]:
    """Give who alleges a breach and who contradicts it; another state is told by the desk."""
    if commitment.commitment_status is not CommitmentStatus.BREACH_ALLEGED:
        return []
    claims = [claim for id in commitment.status_by if (claim := book.get(Claim, id))]
    claims += [answer for id in commitment.status_by for answer in book.claims_against(id)]
    return list({claim.id: claim for claim in claims}.values())


def _ceasefire(book: Book, commitment: Commitment) -> list[str]:
    truce = commitment.ceasefire
    if truce is None:
        return []
    said = [
        say(
            noted("{sides} ceasefire, {form}, from {start} to {end}")
            if truce.end
            else noted("{sides} ceasefire, {form}, from {start}"),
            sides=capital(label(truce.sides)),
            form=say(_FORMS[truce.form]),
            start=day(truce.start),
            end=day(truce.end) if truce.end else "",
        )
    ]
    if truce.coverage:
        said.append(say("Covers {what}", what=truce.coverage))
    if truce.end_reason:
        said.append(say("Ended: {reason}", reason=truce.end_reason))
    if truce.monitoring:
        watch = truce.monitoring
        state = say(_MONITORING[watch.status])
        if watch.by:
            by = actors(book, watch.by)
            told = say("{mechanism}, by {actors}", mechanism=watch.mechanism, actors=by)
        else:
            told = watch.mechanism
        said.append(say("{state}: {mechanism}", state=state, mechanism=told))
    for violation in truce.violations:
        event = book.get(Event, violation.event)
        what = event.summary if event else violation.event
        said.append(say("Violation alleged: {what}", what=what))
    return [stop(part) for part in said]


def round_of(book: Book, round_: Round, apparatus: Apparatus) -> RoundView:
    """Tell one round of talks in full."""
    rows = [
        Row(actor(book, d.party), _delegation(d.head, d.office, d.members, d.note))
        for d in sorted(round_.delegations, key=lambda d: actor(book, d.party))
    ]
    if round_.mediators:
        rows.append(Row(say("Mediators"), stop(actors(book, round_.mediators))))
    if round_.level:
        rows.append(Row(say("Level"), stop(capital(label(round_.level)))))
    if round_.agenda:
        rows.append(Row(say("Agenda"), stop(capital(semicolons(round_.agenda)))))
    if round_.next_round:
        rows.append(Row(say("Next round"), _next(book, round_)))
    points = tuple(
        Point(
            label=say("Text"),
            items=(
                Prose(
                    f"{text.title} ({semicolons([label(text.stage), label(text.text)])})",
                    apparatus.cite(text.source_refs),
                ),
            ),
        )
        for text in round_.documents
    )
    where = place_name(book, round_.venue)
    return RoundView(
        spot=apparatus.spot(round_.id),
        title=say(
            "Round {number}, {place}, {days}",
            number=round_.number,
            place=where,
            days=span(round_.start, round_.end),
        ),
        outcome=outcome(round_.outcome),
        summary=Prose(stop(round_.summary), apparatus.of(round_)),
        rows=tuple(rows),
        points=points,
        demands=demands_of(book, round_.positions, apparatus),
    )


def _delegation(
    head: str | None, office: str | None, members: tuple[str, ...], note: str | None
) -> str:
    led = f"{head} ({office})" if head and office else head or office or ""
    parts = [
        say("led by {name}", name=led) if led else "",
        say("with {names}", names=commas(members)) if members else "",
    ]
    told = semicolons(part for part in parts if part)
    if not (told or note):
        return say("Not told.")
    return " ".join(stop(capital(part)) for part in (told, note) if part)


def _next(book: Book, round_: Round) -> str:
    later = round_.next_round
    if later is None or later.status is NextRoundStatus.NONE:
        return say("None agreed.")
    parts = [place_name(book, later.venue), day(later.date) if later.date else ""]
    return stop(capital(commas([label(later.status), *(part for part in parts if part)])))


def _figure_note(book: Book, figure: Figure) -> str:
    event, where = book.get(Event, figure.event), place_name(book, figure.place)
    happened = event.summary if event and not figure.label else ""
    parts = [
        happened,
        "" if bare(where) in bare(happened) else where,
        span(figure.period.start, figure.period.end) if figure.period else "",
        say("counts its own losses") if figure.relation == "own" else "",
        say("counts the other side’s losses") if figure.relation == "enemy" else "",
        say("covers {what}", what=figure.covers) if figure.covers else "",
        say("leaves out {what}", what=figure.excludes) if figure.excludes else "",
        figure.note or "",
    ]
    return " ".join(stop(capital(part)) for part in parts if part)


def _from_to(start: date | None, end: date | None, year: int) -> str:
    if start is None:
        return say("to {day}", day=short_day(end, year)) if end else "–"
    return short_span(start, end, year)


def _table(
    caption: str, css: str, heads: tuple[str, ...], rows: tuple[TableRow, ...], *, cited: int
) -> list[Table]:
    return [Table(caption=caption, css=css, heads=heads, rows=rows, cited=cited)] if rows else []
