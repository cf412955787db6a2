"""A record's life, as lines for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from reportkit.i18n.formats import day as spoken_day
from reportkit.phrasing.fields import NONE, Compared
from reportkit.queries.record_history import Entry, RecordHistory
from reportkit.text_lines import BLANK, Line


def history_lines(history: RecordHistory) -> Iterator[Line]:
    """Tell a life from the oldest edition to the newest, class by class."""
    yield Line(f"{history.record}: {history.title}", heading=True)
    for _, group in groupby(history.entries, key=lambda entry: (entry.edition, entry.class_)):
        entries = tuple(group)
        yield BLANK
        yield from _entry_lines(entries, history.record)


def _entry_lines(entries: tuple[Entry, ...], newest: str) -> Iterator[Line]:
    first = entries[0]
    then = f", as {first.record}" if first.record != newest else ""
    published = spoken_day(first.published)
    yield Line(f"No. {first.edition}, {published}: {first.class_}{then}", heading=True)
    yield Line(first.sentence, indent=2)
    for entry in entries:
        if entry.in_words:
            yield field_line(entry.in_words)
    yield from why_lines(first.reason, first.evidence, first.sentence)


def field_line(found: Compared, indent: int = 4) -> Line:
    """Tell what a field was and is."""
    was, now = ("(not said)" if said == NONE else said for said in (found.was, found.now))
    return Line(f"{found.name}: {was} → {now}", indent, hang=2)


def why_lines(reason: str | None, evidence: tuple[str, ...], said: str) -> Iterator[Line]:
    """Tell the reason, unless the sentence gave it, and the evidence."""
    if reason and reason not in said:
        yield Line(f"why: {reason}", indent=4, hang=2)
    if evidence:
        yield Line(f"evidence: {', '.join(evidence)}", indent=4, hang=2)


def history_json(history: RecordHistory) -> dict[str, Any]:
    """Give the fields of ``log --json``; the class of a first edition is BASELINE."""
    return {
        "record": history.record,
        "title": history.title,
        "history": [
            {
                "edition": entry.edition,
                "published": entry.published.isoformat(),
                "record": entry.record,
                "class": entry.class_,
                "field": entry.field,
                "was": entry.was,
                "now": entry.now,
                "reason": entry.reason,
                "evidence": list(entry.evidence),
                "sentence": entry.sentence,
            }
            for entry in history.entries
        ],
    }
