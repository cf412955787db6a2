"""The board of crossings: which are open to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reportkit.i18n.translate import gettext
from reportkit.model.book import Book
from reportkit.model.diplomacy import Measure
from reportkit.model.vocabulary.diplomacy import ENDED_MEASURES, MeasureStatus, Traffic
from reportkit.page.compose.citations import Citations
from reportkit.page.compose.last_confirmed import last_confirmed_words
from reportkit.page.compose.status_tables import is_crossing
from reportkit.page.compose.view_model import Prose, Status, StatusRow, StatusTable
from reportkit.page.labels import (
    capital,
    commas,
    crossing_state,
    label,
    place_name,
    short_day,
    stop,
)

_TRAFFIC = (
    Traffic.ALL, Traffic.TRADE, Traffic.TRANSIT, Traffic.RETURNEES, Traffic.PEDESTRIANS,
    Traffic.AID,
)  # fmt: skip


def crossings(
    book: Book, measures: Sequence[Measure], citations: Citations
) -> tuple[StatusTable, ...]:
    """Lay out the crossings by place and kind of traffic; none give no board."""
    shown = [m for m in measures if is_crossing(m)]
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
                Prose(f"{_where(book, m)}: {stop(m.note)}", citations.of(m))
                for m in shown
                if m.note and m.traffic
            ),
        ),
    )


def _status(book: Book, measure: Measure, citations: Citations) -> Status:
    sign, word = crossing_state(measure.measure_status)
    year = book.edition.period.end.year
    over = measure.measure_status in ENDED_MEASURES
    details = []
    if measure.until and over:  # open since it ended
        details.append(gettext("since {day}", day=short_day(measure.until, year)))
    elif measure.since and measure.measure_status is MeasureStatus.EASED:
        details.append(gettext("(closed on {day})", day=short_day(measure.since, year)))
    elif measure.since:
        details.append(gettext("since {day}", day=short_day(measure.since, year)))
    if measure.until and not over:
        details.append(gettext("until {day}", day=short_day(measure.until, year)))
    if confirmed := last_confirmed_words(book, measure):
        details = [commas([*details, confirmed])]
    return Status(
        citations.anchor(measure.id), sign, word, " ".join(details), citations.of(measure)
    )


def _where(book: Book, measure: Measure) -> str:
    """Name a crossing, and the traffic where it is not all traffic."""
    place = place_name(book, measure.place)
    if measure.traffic is None or measure.traffic is Traffic.ALL:
        return place
    return commas([place, label(measure.traffic)])
