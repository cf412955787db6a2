"""What the author says of the changes: the notes of edition.yaml and the new corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from reportkit.changes.beginnings import without_common_beginning
from reportkit.changes.change import Change
from reportkit.changes.detect import new_links
from reportkit.changes.diff import Difference
from reportkit.changes.field_schema import Value
from reportkit.loading.serialize import plain_value
from reportkit.loading.snippets import REASON_WANTED, is_filled_in
from reportkit.model.analysis import Correction, Judgement
from reportkit.model.base import Located
from reportkit.model.envelope import Record
from reportkit.model.series import ChangeNote
from reportkit.model.vocabulary.analysis import Outcome
from reportkit.model.vocabulary.changes import ChangeClass, JudgementChange


class Notes:
    """The author's word on each field of each record."""

    def __init__(self, notes: Sequence[ChangeNote], corrections: Mapping[str, Correction]) -> None:
        self.all = tuple(notes)
        self.corrections = corrections  # those new in this edition, by id
        self._by_record: defaultdict[str, list[ChangeNote]] = defaultdict(list)
        for note in notes:
            self._by_record[note.record].append(note)
        self._corrected: defaultdict[str, list[Correction]] = defaultdict(list)
        for correction in corrections.values():
            self._corrected[correction.record].append(correction)

    def about(self, record: str) -> Sequence[ChangeNote]:
        """Give all notes about a record."""
        return self._by_record.get(record, ())

    def of(self, difference: Difference) -> ChangeNote | None:
        """Give the note that speaks for a field: the one that names it, else the record's."""
        notes = self.about(difference.record)
        named = (note for note in notes if note.field and covers(note.field, difference.field))
        return next(named, None) or self.whole(difference.record)

    def whole(self, record: str) -> ChangeNote | None:
        """Give the note that names no field and so speaks for every changed one."""
        return next((note for note in self.about(record) if note.field is None), None)

    def correction_of(self, difference: Difference) -> Correction | None:
        """Give the new correction of a field."""
        corrections = self._corrected.get(difference.record, ())
        return next(
            (found for found in corrections if covers(found.field, difference.field)),
            None,
        )


def covers(named: str, field: str) -> bool:
    """A field named as a whole covers what lies in it: "confidence", "confidence.level"."""
    return field == named or field.startswith((f"{named}.", f"{named}["))


def reason_of(note: ChangeNote | None) -> str | None:
    """Give a note's reason; the words of a pasted note that was not filled in are none."""
    return note.reason if note is not None and is_filled_in(note.reason) else None


def left_no_record(change: Change, record: Record) -> bool:
    """What did not happen leaves none: the note of the outcome says where was looked."""
    resolution = record.resolution if isinstance(record, Judgement) else None
    return (
        change.kinds == (JudgementChange.RESOLVED,)
        and resolution is not None
        and resolution.outcome in (Outcome.DID_NOT, Outcome.UNRESOLVABLE)
        and is_filled_in(resolution.note)
    )


class MissingNote(NamedTuple):
    """The note that would explain a change."""

    record: str
    class_: ChangeClass
    kinds: tuple[JudgementChange, ...] = ()
    evidence: tuple[str, ...] = ()


def note_yaml(wanted: MissingNote) -> str:
    """Write a note ready to paste under ``changes:``; the reason is left to the author."""
    judgement = wanted.class_ is ChangeClass.JUDGEMENT_CHANGED
    # By comparing: no choice is left.
    found = judgement or wanted.class_ in (ChangeClass.RE_GRADED, ChangeClass.SETTLED)
    others = "" if found else _others(wanted.class_)
    lines = [f"  - record: {wanted.record}", f"    class: {wanted.class_}{others}"]
    if wanted.kinds:
        lines.append(f"    kind: {wanted.kinds[0]}")
    lines.append(f"    reason: {REASON_WANTED}")
    if wanted.evidence:
        lines.append(f"    evidence: [{', '.join(wanted.evidence)}]")
    elif JudgementChange.RESOLVED in wanted.kinds:
        lines.append("    evidence: []  # ids of what shows it; none where nothing happened")
    elif judgement:
        lines.append("    evidence: []  # ids of the facts that moved it, at least one")
    return "\n".join(lines)


def missing_note(change: Change, open_fields: Collection[Difference]) -> MissingNote:
    """Propose the note for a change that nothing explains yet."""
    evidence = [link for found in open_fields for link in new_links(found)]
    evidence += [link for found in change.fields for link in new_links(found)]
    return MissingNote(change.record, change.class_, change.kinds, tuple(dict.fromkeys(evidence)))


def _others(class_: ChangeClass) -> str:
    classes = (
        ChangeClass.UPDATED,
        ChangeClass.CORRECTED,
        ChangeClass.SOURCE_REVISED,
        ChangeClass.METHOD_CHANGED,
        ChangeClass.EDITORIAL,
    )
    return f"  # or {', '.join(other for other in classes if other is not class_)}"


_SHOWN = 60  # characters of a value in a message


def in_message(value: Value) -> str:
    """Write a value as a message shows it."""
    if value is None:
        return "left out"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ", ".join(map(in_message, value))
    if isinstance(value, Located):
        return "; ".join(
            f"{name.rstrip('_')}: {in_message(held)}" for name, held in value.set_fields().items()
        )
    plain = str(plain_value(value))
    shown = plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1]}…"
    return f"'{shown}'" if " " in shown else shown


def values_in_message(difference: Difference) -> tuple[str, str]:
    """Write what a field was and is, so that a message shows where the two differ."""
    was, now = difference.was, difference.now
    if isinstance(was, str) and isinstance(now, str):
        was, now = map(str, without_common_beginning((was, now)))
    return in_message(was), in_message(now)


_WEIGHTS = (
    "likelihood.term",
    "best",
    "low",
    "high",
    "statement",
    "resolution.outcome",
    "resolution",
    "horizon",
)


def weight(difference: Difference) -> tuple[int, str]:
    """Put first what a reader would notice first."""
    field = difference.field
    minor = field in ("as_of", "source_refs")
    place = _WEIGHTS.index(field) if field in _WEIGHTS else len(_WEIGHTS) + minor
    return place, field
