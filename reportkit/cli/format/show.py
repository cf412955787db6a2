"""What an edition said, as lines for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from reportkit.i18n import formats
from reportkit.i18n.formats import day as spoken_day
from reportkit.model.book import RECORD_TYPES
from reportkit.queries.listing import SEEDS, side_name
from reportkit.queries.show import Said, Saying
from reportkit.text_lines import BLANK, Line

_HEADINGS = {kind.type: kind.heading for kind in RECORD_TYPES}
_DAY_WIDTH = len("12 Oct 2025  ")


def said_lines(said: Said) -> Iterator[Line]:
    """Set an edition as its page does: masthead, bottom line, key figures, sections."""
    yield Line(f"{said.title}, {side_name(said.edition)}", heading=True)
    start, end = (spoken_day(day) for day in said.period)
    yield Line(f"{start} to {end}. Cut-off {moment(said.cut_off, said.zone)}.")
    published = "To be published" if said.edition == SEEDS else "Published"
    yield Line(f"{published} {moment(said.published, said.zone)}. {said.producer}. {said.marking}.")
    if said.as_known:
        yield BLANK
        day = spoken_day(said.as_known)
        yield Line(
            f"Known of the time up to {day}, whenever it was learnt; the state "
            f"of each record is the one in {side_name(said.edition)}."
        )
    else:
        yield from _front(said)
    for section in said.sections:
        yield BLANK
        yield Line(section.title, heading=True)
        if not section.sayings:
            yield Line("nothing", indent=2)
        yield from _sayings(section.sayings)


def _front(said: Said) -> Iterator[Line]:
    yield BLANK
    yield Line(said.bottom_line)
    yield Line(f"Trend: {said.trend}")
    if said.highlights:
        yield BLANK
    for highlight in said.highlights:
        yield Line(f"- {highlight}", hang=2)
    if said.key_figures:
        yield BLANK
        yield Line("Key figures", heading=True)
    for figure in said.key_figures:
        yield Line(f"{figure.text}{_sourced(figure)}", indent=2, hang=2)


def _sayings(sayings: tuple[Saying, ...]) -> Iterator[Line]:
    type_ = ""
    for saying in sayings:
        if saying.type != type_:
            type_ = saying.type
            yield Line(_HEADINGS[type_], indent=2)
        day = spoken_day(saying.day).ljust(_DAY_WIDTH) if saying.day else ""
        hang = len(day) or 2
        yield Line(f"{day}{saying.text}{_sourced(saying)}", indent=4, hang=hang)


def _sourced(saying: Saying) -> str:
    return f" [{', '.join((saying.record, *saying.sources))}]"


def moment(when: datetime, zone: str = "") -> str:
    """Write a moment with its zone: "19 Oct 2025 23:59 UTC"."""
    return formats.moment(when, zone).replace(",", "")


def said_json(said: Said) -> dict[str, Any]:
    """Give the fields of ``show --json``."""
    return {
        "edition": said.edition,
        "as_known": said.as_known.isoformat() if said.as_known else None,
        "title": said.title,
        "period": {"start": said.period[0].isoformat(), "end": said.period[1].isoformat()},
        "cut_off": said.cut_off.isoformat(),
        "published": said.published.isoformat(),
        "marking": said.marking,
        "bottom_line": said.bottom_line,
        "trend": said.trend,
        "highlights": list(said.highlights),
        "key_figures": [_saying_json(figure) for figure in said.key_figures],
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "records": [_saying_json(saying) for saying in section.sayings],
            }
            for section in said.sections
        ],
    }


def _saying_json(saying: Saying) -> dict[str, Any]:
    return {
        "record": saying.record,
        "type": saying.type,
        "day": saying.day.isoformat() if saying.day else None,
        "text": saying.text,
        "sources": list(saying.sources),
    }
