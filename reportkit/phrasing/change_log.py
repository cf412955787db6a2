"""The change log of an edition as files, for machines and for people.

``changes.json`` holds ``schema_version``, ``from`` (null: a baseline), ``to``, ``baseline``,
``changes`` (a row for each changed field of each change: record, type, title, section, class,
kind, field, was, now, reason, evidence, significance, key, formerly, sentence, via), ``counts``
(changes of each class), ``reconciliation`` (before + added - ended = now) and ``renamed`` (id
now to id before). ``field`` is null where the record as a whole was added or reaffirmed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reportkit.changes.assign import ENDS
from reportkit.changes.change import Change
from reportkit.changes.diff import Difference
from reportkit.changes.edition_view import EditionView
from reportkit.changes.log import SCHEMA_VERSION, ChangeLog
from reportkit.i18n.formats import number
from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.loading.serialize import plain_value
from reportkit.model.evidence import Figure
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.phrasing.fields import NONE, fields_for_readers
from reportkit.phrasing.notice import edition_title
from reportkit.phrasing.quantity import quantity
from reportkit.phrasing.sentence import sentence
from reportkit.phrasing.since_box import counts_line
from reportkit.phrasing.titles import commas
from reportkit.phrasing.values import change_title

#: Between the fields of one cell, until the cell is safe to hold markup.
_BREAK = "\x1f"
#: Of the table for people.
_HEADS = (
    gettext_noop("Record"),
    gettext_noop("Section"),
    gettext_noop("Class"),
    gettext_noop("What"),
    gettext_noop("Was"),
    gettext_noop("Now"),
    gettext_noop("Why"),
    gettext_noop("Evidence"),
)


def counts_of(log: ChangeLog) -> str:
    """Say how many changes of which class a log holds: "4 added, 6 updated"."""
    counts = counts_line(log.counts)
    if log.vanished:
        missing = gettext("{number} no longer on file", number=number(len(log.vanished)))
        return commas([counts, missing]) if counts else missing
    return counts or (gettext("baseline") if log.baseline else gettext("no change"))


def discrepancy(log: ChangeLog) -> str:
    """Say why before + added - ended is not now; "" where it is."""
    counts = log.reconciliation
    if counts.holds:
        return ""
    sum_ = counts.before + counts.added - counts.ended
    if not log.vanished:
        return gettext(
            "This does not add up: {sum} expected, {now} on file.",
            sum=number(sum_),
            now=number(counts.now),
        )
    return gettext(
        "This does not add up: {sum} expected, {now} on file. "
        "Published and no longer on file: {records}.",
        sum=number(sum_),
        now=number(counts.now),
        records=commas(log.vanished),
    )


def to_json(log: ChangeLog, now: EditionView, combined: ChangeLog | None = None) -> bytes:
    """Write ``changes.json``: the same log gives the same bytes.

    Of a revision ``log`` is what changed since the edition that it replaces, ``net`` what
    changed since the edition before that.
    """
    document = {"schema_version": SCHEMA_VERSION, "to": log.to, **_plain(log, now)}
    if combined:
        document |= {"replaces": log.from_, "since": _plain(combined, now)}
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def _plain(log: ChangeLog, now: EditionView) -> dict[str, object]:
    counts = log.reconciliation
    return {
        "from": log.from_,
        "baseline": log.baseline,
        "changes": rows(log.changes, now),
        "counts": {str(class_): number for class_, number in log.counts.items()},
        "reconciliation": {
            "before": counts.before,
            "added": counts.added,
            "ended": counts.ended,
            "now": counts.now,
        },
        "renamed": dict(log.renamed),
    }


def rows(changes: Iterable[Change], now: EditionView) -> list[dict[str, object]]:
    """Give a row for each changed field: what ``diff --json`` lists too."""
    return [
        {
            "record": change.record,
            "type": change.type,
            "title": change_title(change, now),
            "section": change.section,
            "class": str(change.class_),
            "kind": [str(kind) for kind in change.kinds],
            "field": field.field if field else None,
            "was": plain_value(field.was) if field else None,
            "now": plain_value(field.now) if field else None,
            "reason": change.reason,
            "evidence": list(change.evidence),
            "significance": str(change.significance),
            "key": change.key,
            "formerly": change.formerly,
            "sentence": sentence(change, now),
            "via": [
                {"edition": step.edition, "class": str(step.class_), "reason": step.reason}
                for step in change.via
            ],
        }
        for change in changes
        for field in _fields(change)
    ]


def to_markdown(log: ChangeLog, now: EditionView, combined: ChangeLog | None = None) -> str:
    """Write ``changes.md``: a table by class, then section, then record.

    Of a revision first what it puts right in the edition that it replaces, then the changes
    since the edition before that.
    """
    lines = ["# " + gettext("Change log of {edition}", edition=edition_title(log.to)), ""]
    if combined is None:
        return "\n".join([*lines, *_text_lines(log, now)])
    replaced = edition_title(log.from_ or "")
    lines += [gettext("This revision takes the place of {edition}.", edition=replaced), ""]
    lines += [
        "## " + gettext("Put right in {edition}", edition=replaced),
        "",
        *_text_lines(log, now),
    ]
    if combined.from_:
        lines += ["## " + gettext("Since {edition}", edition=edition_title(combined.from_)), ""]
    return "\n".join([*lines, *_text_lines(combined, now)])


def _text_lines(log: ChangeLog, now: EditionView) -> Iterator[str]:
    counts = log.reconciliation
    if log.baseline:
        yield gettext("First edition: a baseline of {number} records.", number=number(counts.now))
        yield ""
        return
    before = edition_title(log.from_ or "")
    yield gettext("Since {edition}: {counts}.", edition=before, counts=counts_of(log))
    yield ""
    yield gettext(
        "Records: {before} before + {added} added − {ended} ended = {now} now.",
        **{name: number(value) for name, value in counts._asdict().items()},
    )
    if reason := discrepancy(log):
        yield reason
    yield ""
    if log.changes:
        yield f"| {' | '.join(map(gettext, _HEADS))} |"
        yield "|---|---|---|---|---|---|---|---|"
        yield from _table(log.changes, now)
        yield ""
    for id, old in sorted(log.renamed.items()):
        yield gettext("Renamed: {old} is now {new}.", old=_cell(old), new=_cell(id))
    if log.renamed:
        yield ""


def by_class(changes: Iterable[Change]) -> list[Change]:
    """Sort as the annex prints: class, then section, then record."""
    order = {class_: place for place, class_ in enumerate(ChangeClass)}
    return sorted(
        changes, key=lambda change: (order[change.class_], change.section or "", change.record)
    )


def _fields(change: Change) -> Sequence[Difference | None]:
    return change.fields or (None,)


def _table(changes: Iterable[Change], now: EditionView) -> Iterator[str]:
    """A row for each change, so that each says who claims what and what became of it."""
    for change in by_class(changes):
        shown = tuple(fields_for_readers(change, now))
        was = _BREAK.join(f"{one.name}: {one.was}" for one in shown if one.was != NONE)
        after = _BREAK.join(f"{one.name}: {one.now}" for one in shown if one.now != NONE)
        if change.class_ in ENDS:  # what a reader must stop using, in words
            was = quantity(change.before) if isinstance(change.before, Figure) else ""
            after = ""
        cells = (
            change.record,
            change.section or "",
            str(change.class_),
            sentence(replace(change, reason=None), now),  # it has a column of its own
            was,
            after,
            change.reason or "",
            ", ".join(change.evidence),
        )
        yield f"| {' | '.join(map(_cell, cells))} |".replace(_BREAK, "<br>")


def _cell(said: str) -> str:
    """Show a text as it is: no character of the seeds is markup."""
    plain = _BREAK.join(" ".join(line.split()) for line in said.split(_BREAK))
    return "".join(f"\\{one}" if one in "\\|`*_[]<>#" else one for one in plain)
