"""States on record as sentences: measures, commitments, rounds of talks, rows of other types."""

from __future__ import annotations

from datetime import date

from reportkit.i18n.sentences import unstopped
from reportkit.i18n.translate import gettext
from reportkit.model.book import Book
from reportkit.model.days import days_of
from reportkit.model.diplomacy import Commitment, Measure, Round
from reportkit.model.envelope import Record
from reportkit.page.compose.citations import Citations
from reportkit.page.compose.commitments_board import commitments_table
from reportkit.page.compose.last_confirmed import last_confirmed_words, with_last_confirmed
from reportkit.page.compose.record_model import Matter, Part, RecordLine
from reportkit.page.compose.record_tables import record_table
from reportkit.page.compose.status_tables import round_of
from reportkit.page.compose.view_model import Anchor, Prose
from reportkit.page.labels import (
    capital,
    label,
    measure_state,
    semicolons,
    short_day,
    short_span,
    state_of,
    stop,
)

_NOWHERE = Anchor("", "")


def row_of(book: Book, record: Record, citations: Citations) -> tuple[date, Matter] | None:
    """Tell a record that has a state, with the day by which it is ordered."""
    match record:
        case Measure():
            line = _measure(book, record, citations)
        case Commitment():
            line = _commitment(book, record, citations)
        case Round():
            return record.start, _round(book, record, citations)
        case _ if record.table:
            line = _tabled(book, record, citations)
        case _:
            return None
    days = days_of(record, book)
    return (days.start if days else date.min), _alone(line)


def _alone(line: RecordLine) -> Matter:
    return Matter(anchor=_NOWHERE, title="", lines=(line,))


def _measure(book: Book, measure: Measure, citations: Citations) -> RecordLine:
    year = book.edition.period.end.year
    state = with_last_confirmed(book, measure, measure_state(measure.measure_status)[1])
    texts = [measure.statement, measure.note or ""]
    days = short_span(measure.since, measure.until, year) if measure.since else ""
    if measure.until and not measure.since:
        days = gettext("to {day}", day=short_day(measure.until, year))
    return RecordLine(
        lead=days,
        parts=(
            Part(
                citations.anchor(measure.id),
                " ".join(stop(text) for text in texts if text),
                citations.of(measure),
            ),
        ),
        aside=" ".join(filter(None, (stop(capital(state)), state_of(measure)))),
    )


def _commitment(book: Book, commitment: Commitment, citations: Citations) -> RecordLine:
    """Say who promised what; the words are those of the table in the body."""
    year = book.edition.period.end.year
    row = commitments_table(book, [commitment], citations)[0].rows[0]
    states = [capital(label(commitment.commitment_status))]
    if commitment.due:
        states.append(gettext("due {day}", day=short_day(commitment.due, year)))
    if confirmed := last_confirmed_words(book, commitment):
        states.append(confirmed)
    return RecordLine(
        lead=row.head if commitment.made_on else "",
        parts=(Part(row.anchor, row.cells[0], row.cites),),
        aside=" ".join(each for each in (stop(semicolons(states)), state_of(commitment)) if each),
    )


def _tabled(book: Book, record: Record, citations: Citations) -> RecordLine:
    (table,) = record_table(book, type(record), [record], citations)
    row = table.rows[0]
    cells = [
        gettext("{what}: {value}", what=head, value=unstopped(cell))
        for head, cell in zip(table.heads[1:], row.cells, strict=True)
        if cell != "–"
    ]
    return RecordLine(
        lead=row.head,
        parts=(Part(row.anchor, stop(semicolons(cells)), row.cites),),
        aside=state_of(record),
    )


def _round(book: Book, round_: Round, citations: Citations) -> Matter:
    view = round_of(book, round_, citations)
    lines = [
        _plain("", Prose(f"{stop(view.outcome)} {view.summary.text}", view.summary.cites)),
        *(_plain(row.label, Prose(row.text)) for row in view.rows),
        *(_plain(point.label, item) for point in view.points for item in point.items),
    ]
    lines += [
        _plain(side.party, Prose(statement.text, statement.cites))
        for side in (view.demands.columns if view.demands else ())
        for statement in side.statements
    ]
    return Matter(anchor=view.anchor, title=stop(view.title), lines=tuple(lines))


def _plain(lead: str, prose: Prose) -> RecordLine:
    return RecordLine(
        lead=gettext("{provider}:", provider=lead) if lead else "",
        parts=(Part(_NOWHERE, stop(prose.text), prose.cites),),
    )


def kinds_with_rows(kind: type[Record]) -> bool:
    """Tell whether records of a type are view by their state."""
    return kind in (Measure, Commitment, Round) or bool(kind.table)
