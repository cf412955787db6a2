"""Boards and tables of what has a state: crossings, measures, rounds, commitments, events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from reportkit.i18n.bidi import without_marks
from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.model.book import Book
from reportkit.model.diplomacy import Commitment, Measure, Round
from reportkit.model.evidence import Claim, Event, Figure
from reportkit.model.vocabulary.diplomacy import (
    CeasefireForm,
    CommitmentStatus,
    MeasureKind,
    MeasureStatus,
    MonitoringStatus,
    NextRoundStatus,
    Traffic,
)
from reportkit.model.vocabulary.series import Status as RecordStatus
from reportkit.page.compose.citations import Citations
from reportkit.page.compose.positions_of_parties import claim_sentence, demands_of
from reportkit.page.compose.view_model import (
    Point,
    Prose,
    Row,
    Statement,
    Status,
    StatusRow,
    StatusTable,
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


def crossings(
    book: Book, measures: Sequence[Measure], citations: Citations
) -> tuple[StatusTable, ...]:
    """Lay out the crossings by place and kind of traffic; none give no board."""
    shown = [m for m in measures if _is_crossing(m)]
    if not shown:
        return ()
    used = [traffic for traffic in _TRAFFIC if any(m.traffic is traffic for m in shown)]
    by_place: dict[str, list[Measure]] = defaultdict(list)
    for measure in shown:
        by_place[measure.place or ""].append(measure)
    return (
        StatusTable(
            caption=gettext("Crossings by kind of traffic"),
            heads=tuple(
                gettext("All traffic") if t is Traffic.ALL else capital(label(t)) for t in used
            ),
            rows=tuple(
                StatusRow(
                    place_name(book, where),
                    tuple(
                        tuple(_status(book, m, citations) for m in here if m.traffic is traffic)
                        for traffic in used
                    ),
                )
                for where, here in by_place.items()
            ),
            notes=tuple(
                Prose(
                    f"{commas([place_name(book, m.place), label(m.traffic)])}: {stop(m.note)}",
                    citations.of(m),
                )
                for m in shown
                if m.note and m.traffic
            ),
        ),
    )


def _is_crossing(measure: Measure) -> bool:
    return bool(measure.kind is MeasureKind.CROSSING_CLOSURE and measure.place and measure.traffic)


def _status(book: Book, measure: Measure, citations: Citations) -> Status:
    sign, word = crossing_state(measure.measure_status)
    year = book.edition.period.end.year
    details = []
    if measure.until:
        details.append(gettext("from {day}", day=short_day(measure.until, year)))
    elif measure.since and measure.measure_status is MeasureStatus.EASED:
        details.append(gettext("after closing on {day}", day=short_day(measure.since, year)))
    elif measure.since:
        details.append(gettext("since {day}", day=short_day(measure.since, year)))
    return Status(
        citations.anchor(measure.id), sign, word, " ".join(details), citations.of(measure)
    )


def measures_table(book: Book, measures: Sequence[Measure], citations: Citations) -> list[Table]:
    """List the measures that close no crossing."""
    year = book.edition.period.end.year
    rows = tuple(
        TableRow(
            anchor=citations.anchor(m.id),
            head=_from_to(m.since, m.until, year),
            cells=(
                capital(label(m.kind)),
                gettext(
                    "{by} → {against}",
                    by=actor_short(book, m.by),
                    against=actor_short(book, m.against),
                )
                if m.against
                else actor_short(book, m.by),
                " ".join(stop(part) for part in (m.statement, m.note) if part),
                " ".join(measure_state(m.measure_status)),
            ),
            cites=citations.of(m),
        )
        for m in sorted(measures, key=lambda m: m.since or date.max)
        if not _is_crossing(m)
    )
    heads = (
        gettext("Since"),
        gettext("Kind"),
        gettext("By → against"),
        gettext("Measure"),
        gettext("Status"),
    )
    return _table(gettext("Measures"), "measures", heads, rows, cited=2)


def figure_statement(book: Book, figure: Figure, citations: Citations) -> Statement:
    """Tell a figure that stands in no matrix: one provider, one value."""
    year = book.edition.period.end.year
    given = [actor_short(book, figure.provider)]
    given += [short_day(figure.as_of, year)] if figure.as_of else []
    sentences = [capital(commas(given)), _figure_note(book, figure)]
    return Statement(
        anchor=citations.anchor(figure.id),
        lead=stop(f"{capital(counted(book, figure))}: {quantity(figure)}"),
        text=" ".join(stop(part) for part in sentences if part),
        cites=citations.of(figure),
        state=state_of(figure),
        struck=figure.status is RecordStatus.WITHDRAWN,
    )


def commitments_table(
    book: Book, commitments: Sequence[Commitment], citations: Citations
) -> list[Table]:
    """List promises with their state; a breach alleged is not a breach."""
    year = book.edition.period.end.year
    rows = tuple(
        TableRow(
            anchor=citations.anchor(c.id),
            head=short_day(c.made_on, year) if c.made_on else gettext("undated"),
            cells=(
                gettext("{by} to {to}", by=actors(book, c.by), to=actors(book, c.to))
                if c.to
                else actors(book, c.by),
                " ".join(
                    [
                        stop(c.text),
                        *_ceasefire(book, c),
                        *(claim_sentence(book, claim) for claim in _on_a_breach(book, c)),
                    ]
                ),
                short_day(c.due, year) if c.due else gettext("no day set"),
                commitment_state(c.commitment_status),
            ),
            cites=citations.cite(_sources(book, c)),
        )
        for c in sorted(commitments, key=lambda c: (c.made_on or date.max, c.id))
    )
    heads = gettext("Made"), gettext("By"), gettext("Commitment"), gettext("Due"), gettext("Status")
    return _table(gettext("Commitments"), "commitments", heads, rows, cited=1)


_FORMS = {
    CeasefireForm.VERBAL: gettext_noop("by word of mouth"),
    CeasefireForm.WRITTEN: gettext_noop("in writing"),
    CeasefireForm.UNKNOWN: gettext_noop("its form not known"),
}
_MONITORING = {
    MonitoringStatus.NONE: gettext_noop("Not monitored"),
    MonitoringStatus.PROPOSED: gettext_noop("Monitoring proposed"),
    MonitoringStatus.AGREED: gettext_noop("Monitoring agreed"),
    MonitoringStatus.OPERATING: gettext_noop("Monitored"),
    MonitoringStatus.ENDED: gettext_noop("No longer monitored"),
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
    sentences = [
        gettext(
            gettext_noop("{sides} ceasefire, {form}, from {start} to {end}")
            if truce.end
            else gettext_noop("{sides} ceasefire, {form}, from {start}"),
            sides=capital(label(truce.sides)),
            form=gettext(_FORMS[truce.form]),
            start=day(truce.start),
            end=day(truce.end) if truce.end else "",
        )
    ]
    if truce.coverage:
        sentences.append(gettext("Covers {what}", what=truce.coverage))
    if truce.end_reason:
        sentences.append(gettext("Ended: {reason}", reason=truce.end_reason))
    if truce.monitoring:
        watch = truce.monitoring
        state = gettext(_MONITORING[watch.status])
        if watch.by:
            by = actors(book, watch.by)
            told = gettext("{mechanism}, by {actors}", mechanism=watch.mechanism, actors=by)
        else:
            told = watch.mechanism
        sentences.append(gettext("{state}: {mechanism}", state=state, mechanism=told))
    for violation in truce.violations:
        event = book.get(Event, violation.event)
        what = event.summary if event else violation.event
        sentences.append(gettext("Violation alleged: {what}", what=what))
    return [stop(part) for part in sentences]


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
        return gettext("Not told.")
    return " ".join(stop(capital(part)) for part in (told, note) if part)


def _next(book: Book, round_: Round) -> str:
    later = round_.next_round
    if later is None or later.status is NextRoundStatus.NONE:
        return gettext("None agreed.")
    parts = [place_name(book, later.venue), day(later.date) if later.date else ""]
    return stop(capital(commas([label(later.status), *(part for part in parts if part)])))


def _figure_note(book: Book, figure: Figure) -> str:
    event, where = book.get(Event, figure.event), place_name(book, figure.place)
    happened = event.summary if event and not figure.label else ""
    parts = [
        happened,
        "" if without_marks(where) in without_marks(happened) else where,
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


def _table(
    caption: str, css: str, heads: tuple[str, ...], rows: tuple[TableRow, ...], *, cited: int
) -> list[Table]:
    return [Table(caption=caption, css=css, heads=heads, rows=rows, cited=cited)] if rows else []
