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

from reportkit.changes.assign import ENDS
from reportkit.changes.change import Change, Classified
from reportkit.changes.diff import Difference
from reportkit.changes.edition_view import EditionView, commas
from reportkit.changes.fields import NONE, fields_for_readers
from reportkit.changes.notice import edition_title
from reportkit.changes.quantity import quantity
from reportkit.changes.say import sentence
from reportkit.changes.summary import counts_line
from reportkit.i18n.formats import number
from reportkit.i18n.translate import noted, say
from reportkit.loading.serialize import plain_value
from reportkit.model.evidence import Figure
from reportkit.model.vocabulary import ChangeClass, Tlp

SCHEMA_VERSION = 1
#: Between the fields of one cell, until the cell is safe to hold markup.
_BREAK = "\x1f"
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
    vanished: tuple[str, ...] = ()  # carried before and on file no more, without a word

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
        counts = counts_line(self.counts)
        if self.vanished:
            missing = say("{number} no longer on file", number=number(len(self.vanished)))
            return commas([counts, missing]) if counts else missing
        return counts or (say("baseline") if self.baseline else say("no change"))

    @property
    def discrepancy(self) -> str:
        """Say why before + added - ended is not now; "" where it is."""
        counts = self.reconciliation
        if counts.holds:
            return ""
        sum_ = counts.before + counts.added - counts.ended
        if not self.vanished:
            return say(
                "This does not add up: {sum} expected, {now} on file.",
                sum=number(sum_),
                now=number(counts.now),
            )
        return say(
            "This does not add up: {sum} expected, {now} on file. "
            "Published and no longer on file: {records}.",
            sum=number(sum_),
            now=number(counts.now),
            records=commas(self.vanished),
        )

    def counted_from(self, sealed: EditionView, was: EditionView) -> ChangeLog:
        """Count from an edition as it was sealed, where ``was`` is what may be known of it now.

        A record that is kept back now is counted as ended, without a row that names it.
        """
        counts, had, has = self.reconciliation, sealed.live_records, was.live_records
        added, ended = counts.added + len(has - had), counts.ended + len(had - has)
        return replace(
            self, reconciliation=counts._replace(before=len(had), added=added, ended=ended)
        )


def baseline(now: EditionView) -> ChangeLog:
    """Give the log of a first edition."""
    carried = len(now.live_records)
    return ChangeLog(
        from_=None,
        to=now.name,
        changes=(),
        reconciliation=Reconciliation(carried, 0, 0, carried),
    )


def change_log(was: EditionView, now: EditionView, classified: Classified) -> ChangeLog:
    """Count and reconcile the changes of two editions.

    Added and ended are counted from the changes, before and now from the records, so that a
    change which the log misses does not reconcile.
    """
    changes = classified.changes
    added = sum(change.class_ is ChangeClass.ADDED for change in changes)
    ended = sum(_ends(change, was) for change in changes)
    told = {*now.records, *classified.renamed.values(), *(change.record for change in changes)}
    return ChangeLog(
        from_=was.name,
        to=now.name,
        changes=changes,
        reconciliation=Reconciliation(len(was.live_records), added, ended, len(now.live_records)),
        renamed=classified.renamed,
        vanished=tuple(sorted(was.live_records - told)),
    )


def within(log: ChangeLog, tlp: Tlp) -> ChangeLog:
    """Leave out what a reader up to a marking must not learn, earlier values included."""
    open_ = tuple(change for change in log.changes if change.tlp.rank <= tlp.rank)
    shown = {change.record for change in open_}
    hidden = {change.record for change in log.changes} - shown
    return replace(
        log,
        changes=open_,
        renamed={id: old for id, old in log.renamed.items() if id not in hidden},
    )


def to_json(log: ChangeLog, now: EditionView, net: ChangeLog | None = None) -> bytes:
    """Write ``changes.json``: the same log gives the same bytes.

    Of a revision ``log`` is what changed since the edition that it replaces, ``net`` what
    changed since the edition before that.
    """
    document = {"schema_version": SCHEMA_VERSION, "to": log.to, **_plain(log, now)}
    if net:
        document |= {"replaces": log.from_, "since": _plain(net, now)}
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
            "title": change.title,
            "section": change.section,
            "class": str(change.class_),
            "kind": [str(kind) for kind in change.kinds],
            "field": found.field if found else None,
            "was": plain_value(found.was) if found else None,
            "now": plain_value(found.now) if found else None,
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


def to_markdown(log: ChangeLog, now: EditionView, net: ChangeLog | None = None) -> str:
    """Write ``changes.md``: a table by class, then section, then record.

    Of a revision first what it puts right in the edition that it replaces, then the changes
    since the edition before that.
    """
    lines = ["# " + say("Change log of {edition}", edition=edition_title(log.to)), ""]
    if net is None:
        return "\n".join([*lines, *_text_lines(log, now)])
    replaced = edition_title(log.from_ or "")
    lines += [say("This revision takes the place of {edition}.", edition=replaced), ""]
    lines += ["## " + say("Put right in {edition}", edition=replaced), "", *_text_lines(log, now)]
    if net.from_:
        lines += ["## " + say("Since {edition}", edition=edition_title(net.from_)), ""]
    return "\n".join([*lines, *_text_lines(net, now)])


def _text_lines(log: ChangeLog, now: EditionView) -> Iterator[str]:
    counts = log.reconciliation
    if log.baseline:
        yield say("First edition: a baseline of {number} records.", number=number(counts.now))
        yield ""
        return
    before = edition_title(log.from_ or "")
    yield say("Since {edition}: {counts}.", edition=before, counts=log.summary)
    yield ""
    yield say(
        "Records: {before} before + {added} added − {ended} ended = {now} now.",
        **{name: number(value) for name, value in counts._asdict().items()},
    )
    if log.discrepancy:
        yield log.discrepancy
    yield ""
    if log.changes:
        yield f"| {' | '.join(map(say, _HEADS))} |"
        yield "|---|---|---|---|---|---|---|---|"
        yield from _table(log.changes, now)
        yield ""
    for id, old in sorted(log.renamed.items()):
        yield say("Renamed: {old} is now {new}.", old=_cell(old), new=_cell(id))
    if log.renamed:
        yield ""


def by_class(changes: Iterable[Change]) -> list[Change]:
    """Sort as the annex prints: class, then section, then record."""
    order = {class_: place for place, class_ in enumerate(ChangeClass)}
    return sorted(
        changes, key=lambda change: (order[change.class_], change.section or "", change.record)
    )


def _ends(change: Change, was: EditionView) -> bool:
    """An ended record that ends otherwise (dropped, then withdrawn) has ended before."""
    return change.class_ in ENDS and (change.formerly or change.record) in was.live_records


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
