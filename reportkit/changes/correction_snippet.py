"""A correction ready to paste into the seeds: all that can be known is filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NamedTuple

from reportkit.changes.change import Change
from reportkit.changes.corrections import IMMEDIATE, triggers_of
from reportkit.changes.diff import Difference
from reportkit.changes.edition_view import EditionView
from reportkit.changes.field_schema import Value
from reportkit.changes.prominence import carrying_of, resting_on
from reportkit.loading.serialize import plain_value
from reportkit.loading.snippets import NAME_WANTED, REASON_WANTED, WORD_WANTED, quoted
from reportkit.model.analysis import Correction
from reportkit.model.vocabulary.changes import Cause, FoundBy, Severity


class Views(NamedTuple):
    """The edition before and the one in work."""

    was: EditionView
    now: EditionView
    printed_since: Callable[[str, str], int] | None  # in which number the wrong value stood first


def correction_yaml(change: Change, field: Difference, worlds: Views) -> str:
    """Write the record under ``corrections:``; what only its author knows is left to them."""
    last = int(worlds.was.name.partition("-")[0])
    first = worlds.printed_since(change.record, field.field) if worlds.printed_since else last
    affected = dict.fromkeys((min(first, last), last))
    judgements = sorted(resting_on(change.record, worlds.now))
    day = worlds.now.book.edition.published.date()
    lines = (
        f"id: {_id(change.record, worlds.now)}",
        f"record: {change.record}",
        f"field: {quoted(field.field)}",
        f"editions_affected: [{', '.join(map(str, affected))}]",
        f"was: {quoted(_written(field.was))}",
        f"now: {quoted(_written(field.now))}",
        f"cause: {WORD_WANTED}  # {_words(Cause)}",
        f"because: {REASON_WANTED}",
        f"found_by: {WORD_WANTED}  # {_words(FoundBy)}",
        f"severity: {_severity(change, field, worlds)}  # {_words(Severity)}",
        f"judgements_affected: [{', '.join(judgements)}]",
        f"approved_by: {NAME_WANTED}",
        f"date: {day}",
    )
    return "corrections:\n  - " + "\n    ".join(lines)


def correction_first(change: Change, field: Difference, worlds: Views, note: str) -> str:
    """Offer a correction and then the note: in a revision it is likelier that we were wrong."""
    return (
        f"if No. {worlds.was.name} was wrong, paste into a file of seeds/:\n"
        f"{correction_yaml(change, field, worlds)}\n"
        f"if it was right when it was published, {note}"
    )


def _id(record: str, now: EditionView) -> str:
    """Name it after what it corrects; an id is never used twice."""
    wanted = f"correction.{record}"
    taken = (f"{wanted}-{number}" for number in range(2, 1 + len(now.records) + 2))
    return next(id for id in (wanted, *taken) if id not in now.records)


def _severity(change: Change, field: Difference, worlds: Views) -> Severity:
    draft = Correction(
        id="draft",
        record=change.record,
        field=field.field,
        editions_affected=(),
        was=_written(field.was),
        now=_written(field.now),
        cause=Cause.TRANSCRIPTION,
        because="",
        found_by=FoundBy.TEAM,
        severity=Severity.MINOR,
        approved_by="",
        date=worlds.now.book.edition.published.date(),
    )
    carrying = carrying_of(worlds.was) | carrying_of(worlds.now)
    fired = triggers_of(draft, worlds.now, change, carrying)
    if not IMMEDIATE.isdisjoint(fired):
        return Severity.SERIOUS
    return Severity.MATERIAL if fired else Severity.MINOR


def _written(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_written, value))
    if isinstance(value, bool):
        return str(value).lower()
    return "nothing" if value is None else str(plain_value(value))


def _words(kind: Iterable[StrEnum]) -> str:
    return ", ".join(word.value for word in kind)
