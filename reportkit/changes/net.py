"""Several editions at once: the net change for a reader who missed some."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportkit.changes.assign import ENDS
from reportkit.changes.change import Change, Classified, Past, Step
from reportkit.changes.classify import CLASS_ORDER, classify
from reportkit.changes.detect import FOLLOWING
from reportkit.changes.edition_view import EditionView
from reportkit.changes.field_schema import Value
from reportkit.changes.log import SCHEMA_VERSION, ChangeLog, change_log
from reportkit.loading.serialize import Plain, plain_value
from reportkit.model.series import ChangeNote
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.problems import IntegrityBroken, MachineUnable

#: Of several classes on the way the net change has the gravest that the author declared.
_GRAVEST = (
    ChangeClass.CORRECTED,
    ChangeClass.SOURCE_REVISED,
    ChangeClass.METHOD_CHANGED,
    ChangeClass.UPDATED,
    ChangeClass.EDITORIAL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedChange:
    """What a sealed ``changes.json`` says of one record."""

    record: str
    class_: ChangeClass
    reason: str | None
    evidence: tuple[str, ...]
    field: str | None
    was: Plain | None
    now: Plain | None
    type: str = ""
    title: str = ""
    sentence: str = ""


_Wording = tuple[Step, SealedChange]


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedLog:
    """A ``changes.json`` read back: a row for each changed field."""

    from_: str | None
    to: str
    rows: tuple[SealedChange, ...]
    counts: Mapping[str, int]
    renamed: Mapping[str, str]

    @property
    def reasons(self) -> frozenset[str]:
        """Every reason that was given, for ``Past.reasons`` of the next edition."""
        return frozenset(row.reason for row in self.rows if row.reason)


def read_log(content: bytes, name: str) -> SealedLog:
    """Read a sealed ``changes.json``; ``name`` says which, in errors.

    Raises MachineUnable for a newer format and IntegrityBroken for what is no change log.
    """
    try:
        document = json.loads(content)
        version = document["schema_version"]
        if not isinstance(version, int):
            raise TypeError("it names no format")
        if version > SCHEMA_VERSION:
            raise MachineUnable(
                f"{name} has format {version}; this reportkit reads up to {SCHEMA_VERSION}"
            )
        return SealedLog(
            from_=None if document["from"] is None else _text(document["from"]),
            to=_text(document["to"]),
            rows=tuple(_sealed_change(row) for row in _list(document["changes"])),
            counts={_text(name): _count(number) for name, number in document["counts"].items()},
            renamed={old: _text(new) for old, new in document["renamed"].items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise IntegrityBroken(f"{name} is no change log: {error}") from error


def as_sealed(log: ChangeLog) -> SealedLog:
    """Give a log as one that is sealed and read back, without what is only read by people."""
    return SealedLog(
        from_=log.from_,
        to=log.to,
        rows=tuple(
            SealedChange(
                record=change.record,
                class_=change.class_,
                reason=change.reason,
                evidence=change.evidence,
                field=difference.field if difference else None,
                was=plain_value(difference.was) if difference else None,
                now=plain_value(difference.now) if difference else None,
                type=change.type,
            )
            for change in log.changes
            for difference in change.fields or (None,)
        ),
        counts={str(class_): number for class_, number in log.counts.items()},
        renamed=log.renamed,
    )


def _sealed_change(row: Mapping[str, Any]) -> SealedChange:
    return SealedChange(
        record=_text(row["record"]),
        class_=ChangeClass(row["class"]),
        reason=None if row["reason"] is None else _text(row["reason"]),
        evidence=tuple(_text(each) for each in _list(row["evidence"])),
        field=None if row["field"] is None else _text(row["field"]),
        was=row["was"],
        now=row["now"],
        type=_text(row["type"]),
        title=_text(row["title"]),
        sentence=_text(row["sentence"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{value!r} is no count")
    return value


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is no list")
    return value


def collapse(
    was: EditionView, now: EditionView, logs: Sequence[SealedLog], notes: Sequence[ChangeNote] = ()
) -> ChangeLog:
    """Compare the first and the last of several editions.

    ``logs`` are those after ``was`` up to ``now``, in order. What changed and changed back is
    no net change. Each change carries, as ``via``, what the editions on the way said of it,
    and takes over their class and reasons where only their authors could know. ``notes`` are
    an author's own words, which come before those of the logs. A value that was wrong only on
    the way is no correction to readers who never met it.
    """
    renamed = renames_over(logs)
    steps = _steps(logs)
    own = notes or tuple(_reviews(logs))
    classified = classify(was, now, own, past=Past(renamed=renamed, spans=True))
    net = [_net(each, steps.get(each.record, ()), noted=bool(notes)) for each in classified.changes]
    net = [*_merged(net), *_unmatched(was, now, classified.renamed, steps)]
    ordered = sorted(net, key=lambda change: (change.record, CLASS_ORDER[change.class_]))
    return change_log(was, now, Classified(tuple(ordered), classified.renamed))


def _reviews(logs: Sequence[SealedLog]) -> Iterator[ChangeNote]:
    """Give the notes on what was reviewed and kept on the way, which no comparison finds."""
    rows = {
        row.record: row for log in logs for row in log.rows if row.class_ is ChangeClass.REAFFIRMED
    }
    for row in rows.values():
        yield ChangeNote(
            record=row.record, class_=row.class_, reason=row.reason, evidence=row.evidence
        )


def renames_over(logs: Sequence[SealedLog]) -> dict[str, str]:
    """Follow renames through several editions: id in the last to id in the first."""
    return follow_renames(log.renamed for log in logs)


def follow_renames(editions: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Follow what one edition after another renamed, new ids to old ones, in the same way."""
    first: dict[str, str] = {}
    for renamed in editions:
        for new, old in renamed.items():
            first[new] = first.pop(old, old)
    return first


def _steps(logs: Sequence[SealedLog]) -> dict[str, tuple[_Wording, ...]]:
    """Gather what was said of each record, by its id in the last edition."""
    steps: dict[str, tuple[_Wording, ...]] = {}
    for log in logs:
        for new, old in log.renamed.items():
            if old in steps:
                steps[new] = steps.pop(old)
        for row in log.rows:
            step = Step(log.to, row.class_, row.reason)
            steps[row.record] = (*steps.get(row.record, ()), (step, row))
    return steps


def _unmatched(
    was: EditionView,
    now: EditionView,
    renamed: Mapping[str, str],
    steps: Mapping[str, Sequence[_Wording]],
) -> Iterator[Change]:
    """Records that ended on the way and have left the seeds since."""
    kept = {*now.records, *renamed.values()}
    for id in sorted(was.live_records - kept):
        record, trail = was.records[id], steps.get(id, ())
        ends = [row.class_ for _, row in trail if row.class_ in ENDS]
        yield Change(
            record=id,
            type=record.type,
            section=record.section,
            class_=ends[-1] if ends else ChangeClass.DROPPED,
            reason=next((row.reason for _, row in reversed(trail)), None),
            tlp=was.book.marking(record),
            before=record,
            via=tuple(dict.fromkeys(step for step, _ in trail)),
        )


def _net(change: Change, trail: Sequence[_Wording], *, noted: bool) -> Change:
    via, overtaken = tuple(dict.fromkeys(step for step, _ in trail)), _overtaken(trail)
    before = {found.field: found.was for found in change.fields}
    trail = [(step, row) for step, row in trail if not _was_unread(row, before)]
    said = {row.class_ for _, row in trail if row.field in before}
    class_ = change.class_
    if class_ is ChangeClass.UPDATED:
        class_ = next((grave for grave in _GRAVEST if grave in said), class_)
    own = [(step, row) for step, row in trail if row.class_ is class_]
    if noted and change.reason:
        return replace(change, class_=class_, via=via)
    reasons = dict.fromkeys(step.reason for step, _ in own if step.reason and step not in overtaken)
    evidence = dict.fromkeys(id for _, row in own for id in row.evidence)
    return replace(
        change,
        class_=class_,
        reason=" ".join(reasons) or change.reason,
        evidence=tuple(evidence) or change.evidence,
        via=via,
    )


def _overtaken(trail: Sequence[_Wording]) -> set[Step]:
    """Find what was put right later on the way: its reasons speak of a value that was wrong."""
    corrected = [
        (at, row.field)
        for at, (_, row) in enumerate(trail)
        if row.class_ is ChangeClass.CORRECTED and row.field not in FOLLOWING
    ]
    return {
        step
        for at, field in corrected
        for step, row in trail[:at]
        if row.field == field and row.class_ is not ChangeClass.CORRECTED
    }


def _merged(changes: Sequence[Change]) -> Iterator[Change]:
    """Tell once what the logs made one class: of two fields one had a note and one a correction."""
    found: dict[tuple[str, ChangeClass], list[Change]] = {}
    for change in changes:
        found.setdefault((change.record, change.class_), []).append(change)
    for first, *others in found.values():
        fields = (field for change in (first, *others) for field in change.fields)
        held = (one for change in (first, *others) for one in change.corrections)
        reasons = dict.fromkeys(one.reason for one in (first, *others) if one.reason)
        yield replace(
            first,
            fields=tuple(sorted(fields, key=lambda difference: difference.field)),
            corrections=tuple({one.id: one for one in held}.values()),
            reason=" ".join(reasons) or None,
            evidence=tuple(dict.fromkeys(id for one in (first, *others) for id in one.evidence)),
        )


def _was_unread(row: SealedChange, before: Mapping[str, Value]) -> bool:
    """An error that the first edition did not hold was put right on the way."""
    corrected = row.class_ is ChangeClass.CORRECTED
    return corrected and (row.field not in before or row.was != plain_value(before[str(row.field)]))
