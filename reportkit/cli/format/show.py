"""What an edition said, as lines for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from reportkit.i18n import formats
from reportkit.i18n.formats import day as spoken_day
from reportkit.model.book import RECORD_TYPES
from reportkit.queries.listing import SEEDS, side_name
from reportkit.queries.show import ReportText, Sentence
from reportkit.text_lines import BLANK, Line

_HEADINGS = {kind.type: kind.heading for kind in RECORD_TYPES}
_DAY_WIDTH = len("12 Oct 2025  ")


def report_lines(text: ReportText) -> Iterator[Line]:
    """Set an edition as its page does: masthead, bottom line, key figures, sections."""
    yield Line(f"{text.title}, {side_name(text.edition)}", heading=True)
    start, end = (spoken_day(day) for day in text.period)
    yield Line(f"{start} to {end}. Cut-off {moment(text.cut_off, text.zone)}.")
    published = "To be published" if text.edition == SEEDS else "Published"
    yield Line(f"{published} {moment(text.published, text.zone)}. {text.producer}. {text.marking}.")
    if text.as_known:
        yield BLANK
        day = spoken_day(text.as_known)
        yield Line(
            f"Known of the time up to {day}, whenever it was learnt; the state "
            f"of each record is the one in {side_name(text.edition)}."
        )
    else:
        yield from _front(text)
    for section in text.sections:
        yield BLANK
        yield Line(section.title, heading=True)
        if not section.sentences:
            yield Line("nothing", indent=2)
        yield from _sentences(section.sentences)


def _front(text: ReportText) -> Iterator[Line]:
    yield BLANK
    yield Line(text.bottom_line)
    yield Line(f"Trend: {text.trend}")
    if text.highlights:
        yield BLANK
    for highlight in text.highlights:
        yield Line(f"- {highlight}", hang=2)
    if text.key_figures:
        yield BLANK
        yield Line("Key figures", heading=True)
    for figure in text.key_figures:
        yield Line(f"{figure.text}{_sourced(figure)}", indent=2, hang=2)


def _sentences(sentences: tuple[Sentence, ...]) -> Iterator[Line]:
    type_ = ""
    for saying in sentences:
        if saying.type != type_:
            type_ = saying.type
            yield Line(_HEADINGS[type_], indent=2)
        day = spoken_day(saying.day).ljust(_DAY_WIDTH) if saying.day else ""
        hang = len(day) or 2
        yield Line(f"{day}{saying.text}{_sourced(saying)}", indent=4, hang=hang)
        for note in saying.quoted:
            words = f"{note.publisher}: “{note.text}” [{note.source}]"
            yield Line(words, indent=4 + hang, hang=2)


def _sourced(sentence: Sentence) -> str:
    numbers = "".join(f"; {scheme} {id}" for scheme, id in sentence.external_ids)
    return f" [{', '.join((sentence.record, *sentence.sources))}{numbers}]"


def moment(when: datetime, zone: str = "") -> str:
    """Write a moment with its zone: "19 Oct 2025 23:59 UTC"."""
    return formats.moment(when, zone).replace(",", "")


def report_json(text: ReportText) -> dict[str, Any]:
    """Give the fields of ``show --json``."""
    return {
        "edition": text.edition,
        "as_known": text.as_known.isoformat() if text.as_known else None,
        "title": text.title,
        "period": {"start": text.period[0].isoformat(), "end": text.period[1].isoformat()},
        "cut_off": text.cut_off.isoformat(),
        "published": text.published.isoformat(),
        "marking": text.marking,
        "bottom_line": text.bottom_line,
        "trend": text.trend,
        "highlights": list(text.highlights),
        "key_figures": [_sentence_json(figure) for figure in text.key_figures],
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "records": [_sentence_json(saying) for saying in section.sentences],
            }
            for section in text.sections
        ],
    }


def _sentence_json(sentence: Sentence) -> dict[str, Any]:
    return {
        "record": sentence.record,
        "type": sentence.type,
        "day": sentence.day.isoformat() if sentence.day else None,
        "text": sentence.text,
        "sources": list(sentence.sources),
        "external_ids": [{"scheme": scheme, "id": id} for scheme, id in sentence.external_ids],
        "source_notes": [
            {"source": note.source, "text": note.text, "language": note.language}
            for note in sentence.quoted
        ],
    }
