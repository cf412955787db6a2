"""What was found, as lines for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from reportkit.i18n.formats import day as spoken_day
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.queries.listing import SEEDS
from reportkit.queries.search import Found, FoundChange, Result, Wording
from reportkit.queries.search_filters import Asked
from reportkit.queries.search_words import Span
from reportkit.text_lines import BLANK, Line


def search_lines(result: Result) -> Iterator[Line]:
    """Tell record by record what was said, newest first, with the words set apart."""
    for place, record in enumerate(result.records):
        if place:
            yield BLANK
        yield Line(_heading(record), heading=True)
        for wording in record.wordings:
            then = f", as {wording.record}" if wording.record != record.record else ""
            text = set_apart(wording.text, wording.found)
            yield Line(f"{editions_said(wording)}{then}: {text}", indent=2, hang=2)
            if wording.passage:
                apart = set_apart(wording.passage, wording.found_in_passage)
                yield Line(f"in it: {apart}", indent=4, hang=2)
        for change in record.changes:
            if _is_told_already(change, record.wordings):
                continue
            text = set_apart(change.text, change.found)
            yield Line(f"No. {change.edition}, {change.class_}: {text}", indent=2, hang=2)
            if change.reason:
                apart = set_apart(change.reason, change.found_in_reason)
                yield Line(f"why: {apart}", indent=4, hang=2)


def _is_told_already(change: FoundChange, wordings: Sequence[Wording]) -> bool:
    """Tell that a record came: where its first wording stands, that says no more."""
    came = change.class_ == ChangeClass.ADDED and not change.reason
    return came and any(wording.first == change.edition for wording in wordings)


def set_apart(text: str, spans: Sequence[Span]) -> str:
    """Put asterisks around the words that were found."""
    for span in reversed(spans):
        text = f"{text[: span.start]}*{text[span.start : span.end]}*{text[span.end :]}"
    return text


def editions_said(wording: Wording) -> str:
    """Say which editions said so: "No. 2 to 5"."""
    if wording.first == SEEDS:
        return "seeds"
    to = f" to {wording.last}" if wording.last != wording.first else ""
    return f"No. {wording.first}{to}"


def search_json(asked: Asked, result: Result) -> dict[str, Any]:
    """Give the fields of ``search --json``; places in a text count characters from 0."""
    return {
        "words": [f"{' '.join(term.words)}{'*' if term.begins else ''}" for term in asked.terms],
        "found": result.in_all,
        "records": [_json(found) for found in result.records],
    }


def _heading(found: Found) -> str:
    where = f" in {found.section}" if found.section else ""
    return f"{found.record} ({found.type}{where}{_days(found)})"


def _days(record: Found) -> str:
    if not record.start:
        return ""
    start = spoken_day(date.fromisoformat(record.start))
    if not record.end:
        return f", since {start}"
    if record.end == record.start:
        return f", {start}"
    return f", {start} to {spoken_day(date.fromisoformat(record.end))}"


def _json(record: Found) -> dict[str, Any]:
    return {
        "record": record.record,
        "type": record.type,
        "section": record.section or None,
        "days": {"start": record.start, "end": record.end or None} if record.start else None,
        "wordings": [_wording_json(wording) for wording in record.wordings],
        "changes": [_change_json(change) for change in record.changes],
    }


def _wording_json(wording: Wording) -> dict[str, Any]:
    return {
        "editions": {"first": wording.first, "last": wording.last},
        "record": wording.record,
        "marking": wording.marking.value,
        "text": wording.text,
        "matches": [list(span) for span in wording.found],
        "passage": wording.passage or None,
        "passage_matches": [list(span) for span in wording.found_in_passage],
    }


def _change_json(change: FoundChange) -> dict[str, Any]:
    return {
        "edition": change.edition,
        "record": change.record,
        "class": change.class_,
        "text": change.text,
        "matches": [list(span) for span in change.found],
        "reason": change.reason,
        "reason_matches": [list(span) for span in change.found_in_reason],
    }
