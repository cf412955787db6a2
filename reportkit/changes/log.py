"""The change log of an edition: all changes, counted and reconciled, as data and as text.

``changes.json`` holds ``schema_version``, ``from`` (null: a baseline), ``to``, ``baseline``,
``changes`` (a row for each changed field of each change: record, type, title, section, class,
kind, field, was, now, reason, evidence, significance, key, formerly, sentence, via), ``counts``
(changes of each class), ``reconciliation`` (before + added - ended = now) and ``renamed`` (id
now to id before). ``field`` is null where the record as a whole was added or reaffirmed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from reportkit.changes.change import Change, Classified
from reportkit.changes.compare import Difference
from reportkit.changes.say import sentence
from reportkit.changes.side import Side
from reportkit.changes.since import counts_line
from reportkit.facts.plain import Plain
from reportkit.facts.words import ChangeClass, Tlp
from reportkit.tongue.days import number
from reportkit.tongue.speech import noted, say

SCHEMA_VERSION = 1
#: Of the table for people.
_HEADS = (
    noted("Record"), noted("Section"), noted("Class"), noted("What"), noted("Was"),
    noted("Now"), noted("Why"), noted("Evidence"),
)  # fmt: skip


class Reconciliation(NamedTuple):
    """The records that two editions carry: before + added - ended = now."""

    before: int
    added: int  # new, or carried again
    ended: int  # superseded, withdrawn, dropped
    now: int

    @property
    def holds(self) -> bool:
        """The log tells of every record that came and went."""
        return self.before + self.added - self.ended == self.now


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLog:
    """What became of the records between two editions; a baseline has no edition before."""

    from_: str | None
    to: str
    changes: tuple[Change, ...]
    reconciliation: Reconciliation
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def baseline(self) -> bool:
        """The first edition: nothing is new because nothing was before."""
        return self.from_ is None

    @property
    def counts(self) -> Mapping[ChangeClass, int]:
        """Changes of each class, in the order of the classes."""
        counted = Counter(change.class_ for change in self.changes)
        return {class_: counted[class_] for class_ in ChangeClass if counted[class_]}

    @property
    def summary(self) -> str:
        """The counts in words: "4 added, 6 updated"."""
        return counts_line(self.counts) or (say("baseline") if self.baseline else say("no change"))

    def counted_from(self, sealed: Side, was: Side) -> ChangeLog:
        """Count from an edition as it was sealed, where ``was`` is what may be known of it now.

        A record that is kept back now is counted as ended, without a row that names it.
        """
        counts, had, has = self.reconciliation, sealed.live_records, was.live_records
        added, ended = counts.added + len(has - had), counts.ended + len(had - has)
        return replace(
            self, reconciliation=counts._replace(before=len(had), added=added, ended=ended)
        )


def baseline(now: Side) -> ChangeLog:
    """Give the log of a first edition."""
    carried = len(now.live_records)
    return ChangeLog(
        from_=None,
        to=now.name,
        changes=(),
        reconciliation=Reconciliation(carried, 0, 0, carried),
    )


def change_log(was: Side, now: Side, classified: Classified) -> ChangeLog:
    """Count and reconcile the changes of two editions.

    Added and ended are counted from the changes, before and now from the records, so that a
    change which the log misses does not reconcile.
    """
    changes = classified.changes
    added = sum(change.class_ is ChangeClass.ADDED for change in changes)
    ended = sum(_ends(change, was) for change in changes)
    return ChangeLog(
        from_=was.name,
        to=now.name,
        changes=changes,
        reconciliation=Reconciliation(len(was.live_records), added, ended, len(now.live_records)),
        renamed=classified.renamed,
    )


def within(log: ChangeLog, tlp: Tlp) -> ChangeLog:
    """Leave out what a reader up to a marking must not learn, earlier values included."""
    open_ = tuple(change for change in log.changes if change.tlp.rank <= tlp.rank)
    shown = {change.record for change in open_}
    hidden = {change.record for change in log.changes} - shown
    return ChangeLog(
        from_=log.from_,
        to=log.to,
        changes=open_,
        reconciliation=log.reconciliation,
        renamed={id: old for id, old in log.renamed.items() if id not in hidden},
    )


def to_json(log: ChangeLog, now: Side) -> bytes:
    """Write ``changes.json``: the same log gives the same bytes."""
    counts = log.reconciliation
    document: dict[str, object] = {
        "schema_version": SCHEMA_VERSION,
        "from": log.from_,
        "to": log.to,
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
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def rows(changes: Iterable[Change], now: Side) -> list[dict[str, object]]:
    """Give a row for each changed field: what ``diff --json`` lists too."""
    return [
        {
            "record": change.record,
            "type": change.type,
            "title": change.title,
            "section": change.section,
            "class": str(change.class_),
            "kind": [str(kind) for kind in change.kinds],
            "field": found.field if found else None,
            "was": found.was if found else None,
            "now": found.now if found else None,
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
        for found in _fields(change)
    ]


def to_markdown(log: ChangeLog, now: Side) -> str:
    """Write ``changes.md``: a table by class, then section, then record."""
    counts = log.reconciliation
    lines = ["# " + say("Change log of No. {number}", number=log.to), ""]
    if log.baseline:
        said = say("First edition: a baseline of {number} records.", number=number(counts.now))
        return "\n".join([*lines, said, ""])
    lines += [
        say("Since No. {number}: {counts}.", number=log.from_, counts=log.summary),
        "",
        say(
            "Records: {before} before + {added} added − {ended} ended = {now} now.",
            **{name: number(value) for name, value in counts._asdict().items()},
        ),
        "",
    ]
    if log.changes:
        lines += [
            f"| {' | '.join(map(say, _HEADS))} |",
            "|---|---|---|---|---|---|---|---|",
            *_table(log.changes, now),
            "",
        ]
    for id, old in sorted(log.renamed.items()):
        lines.append(say("Renamed: {old} is now {new}.", old=_cell(old), new=_cell(id)))
    return "\n".join([*lines, ""]) if log.renamed else "\n".join(lines)


def by_class(changes: Iterable[Change]) -> list[Change]:
    """Sort as the annex prints: class, then section, then record."""
    order = {class_: place for place, class_ in enumerate(ChangeClass)}
    return sorted(
        changes, key=lambda change: (order[change.class_], change.section or "", change.record)
    )


def _ends(change: Change, was: Side) -> bool:
    """An ended record that ends otherwise (dropped, then withdrawn) has ended before."""
    ended = (ChangeClass.SUPERSEDED, ChangeClass.WITHDRAWN, ChangeClass.DROPPED)
    return change.class_ in ended and (change.formerly or change.record) in was.live_records


def _fields(change: Change) -> Sequence[Difference | None]:
    return change.fields or (None,)


def _table(changes: Iterable[Change], now: Side) -> Iterator[str]:
    for change in by_class(changes):
        for found in _fields(change):
            cells = (
                change.record,
                change.section or "",
                str(change.class_),
                found.field if found else sentence(change, now),
                value_text(found.was) if found else "",
                value_text(found.now) if found else "",
                change.reason or "",
                ", ".join(change.evidence),
            )
            yield f"| {' | '.join(map(_cell, cells))} |"


def value_text(value: Plain | None) -> str:
    """Give a value of plain data as a cell of a table; "" when it is not said."""
    if isinstance(value, list):
        return ", ".join(map(value_text, value))
    if isinstance(value, dict):
        return "; ".join(f"{name}: {value_text(held)}" for name, held in sorted(value.items()))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _cell(said: str) -> str:
    """Show a text as it is: no character of the seeds is markup."""
    plain = " ".join(said.split())
    return "".join(f"\\{one}" if one in "\\|`*_[]<>#" else one for one in plain)
