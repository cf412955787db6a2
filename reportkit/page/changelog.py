"""The change log of an edition as its annex prints it, the notices, the editions before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from reportkit.changes.change import Change
from reportkit.changes.compare import Difference
from reportkit.changes.log import value_text
from reportkit.changes.quantity import day as plain_day
from reportkit.changes.quantity import quantity
from reportkit.changes.say import sentence
from reportkit.changes.shape import field_names
from reportkit.changes.side import Side
from reportkit.changes.since import counts_line
from reportkit.editions.history import History
from reportkit.editions.sealed import Sealed
from reportkit.facts.analysis import Correction
from reportkit.facts.words import ChangeClass
from reportkit.page.marks import NEW_SOURCES, SIGNS, in_order_of_weight, is_new_source
from reportkit.page.sections import Desk
from reportkit.page.view import Link
from reportkit.page.view_annexes import EditionRow, Field, Log, LogPart, LogRow, Notice
from reportkit.page.wording import (
    capital,
    day,
    edition_title,
    label,
    listed,
    moment,
    short_digest,
    span,
    stop,
)

_BOUNDS = frozenset({"low", "best", "high", "operator", "vague_term", "unit"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
#: Classes of records that came, went or were kept as a whole.
_WHOLE = frozenset(
    {
        ChangeClass.ADDED,
        ChangeClass.REAFFIRMED,
        ChangeClass.WITHDRAWN,
        ChangeClass.SUPERSEDED,
        ChangeClass.DROPPED,
        ChangeClass.UNDER_REVIEW,
    }
)
#: Kinds of record by the word a reader would use.
_KINDS = {"round": "round of talks", "measure": "measure", "claim": "statement"}


def log_of(desk: Desk, history: History | None) -> Log:
    """Compose the annex: by class, then section, then record; a first edition is a baseline."""
    if history is None or history.log.baseline:
        return Log(
            lead="First edition: it sets the baseline, and the next one says what changed.",
            reconciliation=f"{_carried(desk, history):,} records.",
            parts=(),
        )
    log = history.log
    before = edition_title(log.from_ or "")
    lead = f"Since {before}: {counts_line(log.counts) or 'no change'}."
    if editorial := log.counts.get(ChangeClass.EDITORIAL):
        lead += f" {editorial} changed in wording only; changes.json lists them."
    return Log(
        lead=lead, reconciliation=reconciliation(history), parts=tuple(_parts(desk, history))
    )


def reconciliation(history: History) -> str:
    """Show that the log misses no record: before + added - ended = now."""
    found = history.log.reconciliation
    return (
        f"{found.before:,} records before + {found.added:,} added − {found.ended:,} ended "
        f"= {found.now:,} now."
    )


def _carried(desk: Desk, history: History | None) -> int:
    return history.log.reconciliation.now if history else len(desk.book)


# The log --------------------------------------------------------------------------------------


def _parts(desk: Desk, history: History) -> Iterator[LogPart]:
    seen: set[str] = set()
    order = {section.id: place for place, section in enumerate(desk.book.brief.sections)}
    for class_, found in groupby(in_order_of_weight(history.told), lambda c: c.class_):
        changes = list(found)
        told = [change for change in changes if not is_new_source(change)]
        told.sort(key=lambda c: (order.get(c.section or "", len(order)), c.record))
        rows = [_row(desk, history, change, seen) for change in told]
        if new_sources := [c.record for c in changes if is_new_source(c)]:
            rows.append(_sources_row(desk, new_sources))
        sign = SIGNS[class_]
        yield LogPart(
            title=f"{sign.title} ({len(changes)})",
            sign=sign.sign,
            css=f"mark-{class_.value.lower()}",
            rows=tuple(rows),
        )


def _row(desk: Desk, history: History, change: Change, seen: set[str]) -> LogRow:
    """Compose a row; only the first of a record carries its anchor."""
    first = change.record not in seen
    seen.add(change.record)
    notice = None
    if change.class_ is ChangeClass.CORRECTED:
        notice = _notice_for(desk, history, change)
    fields = () if notice else tuple(_fields(change, history.now))
    return LogRow(
        anchor=f"chg-{change.record}" if first else "",
        record=desk.apparatus.link(change.record),
        section=desk.book.section_title(change.section) if change.section else "",
        what=_what(change, history.now, fields),
        fields=fields,
        why=stop(change.reason) if change.reason else "",
        evidence=desk.apparatus.links(change.evidence),
        notice=notice,
    )


def _sources_row(desk: Desk, sources: list[str]) -> LogRow:
    """New sources are told in one row, by the numbers under which the list describes them."""
    return LogRow(
        anchor=NEW_SOURCES,
        record=Link(f"{len(sources)} sources", "annex-sources"),
        section="",
        what="By their numbers in the list:",
        fields=(),
        why="",
        evidence=(),
        notice=None,
        cites=desk.apparatus.cite(sources),
    )


def _notice_for(desk: Desk, history: History, change: Change) -> Link | None:
    for notice in history.notices:
        if notice.record == change.record:
            return desk.apparatus.link(notice.correction)
    return None


def _what(change: Change, now: Side, shown: tuple[Field, ...]) -> str:
    """Say what the row is about, without what its other cells say."""
    title = stop(capital(change.title))
    if shown:
        said = "" if any(stop(field.now) == title for field in shown) else title
        return " ".join(part for part in (said, _unshown(change)) if part)
    if change.class_ is ChangeClass.ADDED and change.before is None and not change.fields:
        value = f": {quantity(change.after)}" if change.type == "figure" and change.after else ""
        kind = _KINDS.get(change.type, change.type)
        return f"{capital(kind)}: {stop(change.title + value)}"
    return title if change.reason else sentence(change, now)


def _fields(change: Change, now: Side) -> Iterator[Field]:
    """Give what a reader can compare: the value of a figure in words, other fields as they are."""
    if change.class_ in _WHOLE:
        return
    if change.type == "figure" and any(one.field in _BOUNDS for one in change.fields):
        yield Field("value", quantity(change.before or {}), quantity(change.after or {}))
    for one in change.fields:
        if _is_shown(one) and not (change.type == "figure" and one.field in _BOUNDS):
            yield Field(_name(one), *_values(one, now))


def _is_shown(found: Difference) -> bool:
    """What is nested in a list, and where a value was found, is only named."""
    return "[" not in found.field and found.field not in ("source_refs", "status_reason")


def _name(found: Difference) -> str:
    return " ".join(field_names(found.field)[-2:]).replace("_", " ")


def _unshown(change: Change) -> str:
    names = (found for found in change.fields if not _is_shown(found))
    heads = dict.fromkeys(
        field_names(found.field)[0].replace("_refs", "s").replace("_", " ") for found in names
    )
    return f"Also changed: {listed(list(heads))}." if heads else ""


def _values(found: Difference, now: Side) -> tuple[str, str]:
    """Word a field before and after; of a list that grew, only what came and what went."""
    was, after = found.was, found.now
    if isinstance(was, list) and isinstance(after, list):
        gone = [item for item in was if item not in after]
        come = [item for item in after if item not in was]
        if gone or come:
            return value_text(gone) or "–", value_text(come) or "–"
    return _value(was, now), _value(after, now)


def _value(value: object, now: Side) -> str:
    said = value_text(value)  # type: ignore[arg-type]  # a difference holds plain data
    if isinstance(value, str) and value in now.records:
        return now.name_of(value)
    if _DAY.match(said):
        return plain_day(said)
    return said.replace("_", " ") or "–"


# Corrections and editions -----------------------------------------------------------------------


def notices_of(desk: Desk, history: History | None) -> tuple[Notice, ...]:
    """Give our own errors, newest first: what we wrote, what is right, why, and what follows."""
    judged = {n.correction: n.judgements for n in history.notices} if history else {}
    corrections = sorted(desk.book.all(Correction), key=lambda each: each.date, reverse=True)
    return tuple(
        Notice(
            spot=desk.apparatus.spot(each.id),
            where=f"In {_numbers(each.editions_affected)} we wrote",
            wrong=each.was.rstrip("."),
            right=stop(each.now),
            because=stop(f"Because {each.because.removeprefix('because ')}"),
            details=_details(each, judged.get(each.id, ())),
        )
        for each in corrections
    )


def _details(each: Correction, judgements: Iterable[tuple[str, bool]]) -> str:
    parts = [f"Cause: {label(each.cause)}"]
    parts += [
        f"Judgement re-examined and {'changed' if changed else 'kept'}: {title}"
        for title, changed in judgements
    ]
    parts.append(f"Approved by {each.approved_by}, {day(each.date)}")
    return " ".join(stop(part) for part in parts)


def _numbers(editions: tuple[int, ...]) -> str:
    names = [f"No. {number}" for number in dict.fromkeys(editions)]
    return " to ".join([names[0], names[-1]]) if len(names) > 1 else "".join(names)


def editions_of(desk: Desk, history: History | None, number: str) -> tuple[EditionRow, ...]:
    """List this edition and those before it, newest first."""
    edition = desk.book.edition
    now = EditionRow(
        edition=number,
        period=span(edition.period.start, edition.period.end),
        cut_off=moment(edition.cut_off),
        published=moment(edition.published),
        records=f"{len(desk.book):,}",
        changes=history.log.summary if history else "baseline",
        sha256="told by the next",
    )
    return (now, *(_sealed_row(sealed) for sealed in (history.recent if history else ())))


def _sealed_row(sealed: Sealed) -> EditionRow:
    imprint = sealed.manifest
    return EditionRow(
        edition=edition_title(sealed.name.spoken),
        period=span(imprint.period.start, imprint.period.end),
        cut_off=moment(imprint.cut_off),
        published=moment(imprint.published),
        records=f"{imprint.records:,}",
        changes=_counted(imprint.changes) or ("no change" if imprint.previous else "baseline"),
        sha256=short_digest(sealed.sha256),
    )


def _counted(changes: Mapping[str, int]) -> str:
    return counts_line({ChangeClass(name): number for name, number in changes.items()})
