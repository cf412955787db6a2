"""What the author still owes: no released value changes without a word that explains it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from reportkit.changes.assign import POSITION, Assigned
from reportkit.changes.change import Change, Past
from reportkit.changes.correction_snippet import Views, correction_first, correction_yaml
from reportkit.changes.diff import EDITION_FILE, Difference, Locate
from reportkit.changes.edition_view import EditionView
from reportkit.changes.notes import (
    Notes,
    covers,
    left_no_record,
    missing_note,
    note_yaml,
    reason_of,
    values_in_message,
    weight,
)
from reportkit.changes.older_sources import older_sources
from reportkit.loading.snippets import is_filled_in
from reportkit.model.analysis import Correction, Judgement
from reportkit.model.envelope import Record
from reportkit.model.evidence import Source
from reportkit.model.series import ChangeNote
from reportkit.model.vocabulary.changes import ChangeClass, JudgementChange
from reportkit.model.vocabulary.sources import SourceStatus
from reportkit.problems import Level, Mark, Problem, did_you_mean

#: A reason for a moved judgement says what moved it, in a sentence.
REASON_WORDS = 8
#: Two reasons of which this share of words is the same are one reason.
_REPEATED = 0.85
#: An error that is mended by another record, or by none.
_REPLACED = frozenset({ChangeClass.WITHDRAWN, ChangeClass.SUPERSEDED, ChangeClass.ADDED})
_KINDS_IN_WORDS = frozenset({JudgementChange.SPLIT_OR_MERGED, JudgementChange.REWORDED})


class Enforcer:
    """Holds the author's notes against the changes and keeps the problems."""

    def __init__(
        self, was: EditionView, now: EditionView, notes: Notes, past: Past, locate: Locate
    ) -> None:
        self.was, self.now, self.notes, self.past, self.locate = was, now, notes, past, locate
        self.problems: list[Problem] = []
        self._earlier = tuple(filter(None, map(_words, past.reasons)))
        self._spoken: dict[int, set[ChangeClass]] = {}  # by id() of the note
        self._misnamed_notes: set[int] = set()  # likewise
        self._kinds: dict[str, set[JudgementChange]] = {}

    def born_ended(self, id: str, record: Record) -> None:
        """Refuse a record that no edition carried and that has ended already."""
        self._report(
            "record-born-ended",
            f"{id} is new and already {record.status}",
            self.locate(id, "status"),
            "leave it out: no edition has carried it",
        )

    def born_late(self, id: str, record: Record) -> None:
        """Warn of a new forecast of days that were over when the edition was written."""
        if not isinstance(record, Judgement) or record.last_day is None:
            return
        day, resolution = self.now.book.edition.cut_off.date(), record.resolution
        if resolution and resolution.outcome:
            field, message = "resolution.outcome", f"decided already ({resolution.outcome})"
        elif record.last_day < day:
            field = "horizon" if record.horizon else "resolution.due"
            message = f"looks to {record.last_day}, before the cut-off of {day}"
        else:
            return
        self._report(
            "forecast-born-late",
            f"{id} is new and {message}",
            self.locate(id, field),
            "write what happened as a fact, or look further ahead",
            Level.WARNING,
        )

    def case(self, assigned: Sequence[Assigned], made: Sequence[Change]) -> None:
        """Check all changes of one record."""
        self._remember(assigned, made)
        left = [assignment for assignment in assigned if assignment.class_ is None]
        for assignment in sorted(left, key=lambda assignment: weight(assignment.difference)):
            if assignment.note and id(assignment.note) not in self._misnamed_notes:
                self._misnamed_notes.add(id(assignment.note))
                self._misnamed(assignment.difference, assignment.note)
        if unexplained := [assignment for assignment in left if not assignment.note]:
            self._unexplained(unexplained, made)
        for change in made:
            own = [assignment for assignment in assigned if assignment.class_ is change.class_]
            note = next((assignment.note for assignment in own if assignment.note), None)
            if not left:
                self._requirements(change, note)
            if change.class_ is ChangeClass.CORRECTED:
                self._correction(change, note, own)
            self.problems += older_sources(
                change, self.was, self.now, self.locate, revises=self.past.revises
            )

    def unused_notes(self, changes: Sequence[Change]) -> None:
        """Check each note and each new correction against what has changed at all."""
        by_record: dict[str, list[Change]] = {}
        for change in changes:
            by_record.setdefault(change.record, []).append(change)
        counted = Counter((note.record, note.field) for note in self.notes.all)
        for note in self.notes.all:
            if counted[note.record, note.field] > 1:
                self._report("change-note-repeated", f"{note.record} has two notes on the same",
                             note.at("record"), "keep one, or name a field in each")  # fmt: skip
            elif not self._is_unused(note, by_record.get(note.record, ())):
                self._class_of(note, by_record[note.record])
            self._repeated_reason(note)
        for id, correction in self.notes.corrections.items():
            self._unmatched(id, correction, by_record)

    # One record -----------------------------------------------------------------------------

    def _remember(self, assigned: Iterable[Assigned], made: Iterable[Change]) -> None:
        for found in assigned:
            if found.note:
                classes = self._spoken.setdefault(id(found.note), set())
                classes.update({found.class_} if found.class_ else ())
        for change in made:
            self._kinds.setdefault(change.record, set()).update(change.kinds)

    def _unexplained(self, left: Sequence[Assigned], made: Sequence[Change]) -> None:
        first = min((assignment.difference for assignment in left), key=weight)
        others = [
            assignment.difference.field for assignment in left if assignment.difference != first
        ]
        also = f" (so did {', '.join(others)})" if others else ""
        change = next(change for change in made if first in change.fields)
        wanted = missing_note(change, [assignment.difference for assignment in left])
        offered = f"paste under 'changes:' in seeds/edition.yaml:\n{note_yaml(wanted)}"
        self._report(
            "change-unexplained",
            f"{self._moved(first)} now{also}, and nothing says why",
            self.locate(first.record, first.field),
            correction_first(change, first, self._worlds(), offered)
            if self.past.revises
            else offered,
        )

    def _moved(self, found: Difference) -> str:
        was, now = values_in_message(found)
        return f"{found.record}.{found.field} was {was} in No. {self.was.name}, is {now}"

    def _misnamed(self, difference: Difference, note: ChangeNote) -> None:
        """A note speaks for the field but its class cannot be."""
        if note.class_ is not ChangeClass.EDITORIAL:
            self._wrong_class(note, f"{difference.field} has changed", {ChangeClass.UPDATED})
            return
        was, now = values_in_message(difference)
        self._report(
            "change-not-editorial",
            f"{difference.record}.{difference.field} changed from {was} to {now}, "
            "which is more than wording",
            note.at("class"),
            "if in doubt it is not editorial: write UPDATED, CORRECTED or SOURCE-REVISED",
        )

    def _requirements(self, change: Change, note: ChangeNote | None) -> None:
        mark = note.at("class") if note else self._place(change)
        if change.class_ is ChangeClass.JUDGEMENT_CHANGED:
            self._judgement(change, note)
        elif change.class_ is ChangeClass.SOURCE_REVISED and not change.evidence:
            self._report(
                "change-evidence-missing",
                f"{change.record}: no source shows that it revised its own statement",
                mark,
                "name the source that says the new number under 'evidence'",
            )
        elif note and note.reason and not is_filled_in(note.reason) and change.evidence:
            self._report(
                "change-reason-missing",
                f"{change.record}: '{note.reason}' is what was offered, and no reason",
                note.at("reason"),
                "say why, in a sentence, or delete the line: a new source explains an update",
            )
        elif _needs_reason(change, note) and not change.reason:
            self._report(
                "change-reason-missing",
                f"{change.record} is {change.class_} and nothing says why",
                mark,
                "write a 'reason' that a reader of the change log understands"
                if note
                else "paste under 'changes:' in seeds/edition.yaml:\n"
                f"{note_yaml(missing_note(change, ()))}",
            )

    def _judgement(self, change: Change, note: ChangeNote | None) -> None:
        first = min(change.fields, key=weight)
        if note is None or reason_of(note) is None:
            kinds = " and ".join(str(kind).replace("_", " ") for kind in change.kinds)
            self._report(
                "change-unexplained",
                f"{self._moved(first)} now: a judgement changed ({kinds}) and nothing says why",
                note.at("reason") if note else self.locate(change.record, first.field),
                "paste under 'changes:' in seeds/edition.yaml:\n"
                f"{note_yaml(missing_note(change, ()))}",
            )
            return
        if len((note.reason or "").split()) < REASON_WORDS:
            self._report(
                "change-reason-short",
                f"{change.record}: '{note.reason}' is no reason for a changed judgement",
                note.at("reason"),
                f"say in {REASON_WORDS} words or more what moved it",
            )
        if not note.evidence and not left_no_record(change, self.now.records[change.record]):
            self._report(
                "change-evidence-missing",
                f"{change.record}: no evidence is named for the changed judgement",
                note.at("class"),
                "name at least one record under 'evidence'",
            )

    # Corrections ----------------------------------------------------------------------------

    def _correction(self, change: Change, note: ChangeNote | None, own: Sequence[Assigned]) -> None:
        correction = next((found.correction for found in own if found.correction), None)
        if correction is None:
            field = min(change.fields, key=weight)
            self._report(
                "correction-missing",
                f"{change.record} is CORRECTED and no new correction tells of it",
                note.at("class") if note else self._place(change),
                f"paste into a file of seeds/:\n{correction_yaml(change, field, self._worlds())}",
            )
            return
        self._known_then(change, note, correction)

    def _worlds(self) -> Views:
        return Views(self.was, self.now, self.past.printed_since)

    def _known_then(self, change: Change, note: ChangeNote | None, correction: Correction) -> None:
        """An error could have been recognised at publication (ICMJE); newer news is UPDATED."""
        editions = correction.editions_affected
        cut_off = self.past.cut_offs.get(editions[0]) if editions else None
        days = [day for id in change.evidence if (day := self._day_of(id)) is not None]
        justified = note is not None and "known" in _words(note.reason or "")
        if cut_off is None or not days or min(days) <= cut_off.date() or justified:
            return
        self._report(
            "correction-newer",
            f"{change.record} is CORRECTED with evidence of {min(days)}, after the cut-off of "
            f"No. {editions[0]} ({cut_off.date()}): why should it have been known?",
            note.at("evidence") if note else self._place(change),
            "UPDATED or SOURCE-REVISED if it could not be known; else say in the reason why it "
            "should have been known then",
            Level.WARNING,
        )

    def _day_of(self, id: str) -> date | None:
        """The earliest day on which a piece of evidence was published."""
        record = self.now.records.get(id)
        sources = (
            self.now.book.get(Source, source) for source in getattr(record, "source_refs", ())
        )
        days = [getattr(record, name, None) for name in ("published", "date")]
        days += [source.published for source in sources if source]
        return min((day for day in days if day is not None), default=None)

    def _unmatched(
        self, id: str, correction: Correction, by_record: Mapping[str, Sequence[Change]]
    ) -> None:
        record, field = correction.record, correction.field
        for change in by_record.get(record, ()):
            told = any(covers(field, found.field) for found in change.fields)
            handled = change.class_ in (ChangeClass.CORRECTED, ChangeClass.HANDLING_CHANGED)
            if (handled and told) or change.class_ in _REPLACED:
                return
        self._report(
            "correction-unmatched",
            f"{id} corrects {record}.{field}, which is not CORRECTED in this edition",
            self.locate(id, "field"),
            "correct the field in the same edition, with class CORRECTED or no note at all",
        )

    # Notes ----------------------------------------------------------------------------------

    def _is_unused(self, note: ChangeNote, changes: Sequence[Change]) -> bool:
        if not changes:
            known = note.record in self.now.records
            self._report(
                "change-note-unused",
                f"{note.record} has not changed since No. {self.was.name}"
                if known
                else f"there is no record '{note.record}'",
                note.at("record"),
                "delete the note" if known else did_you_mean(note.record, self.now.records),
            )
            return True
        fields = [found.field for change in changes for found in change.fields]
        if note.field is None or any(covers(note.field, field) for field in fields):
            return False
        self._report(
            "change-note-unused",
            f"{note.record}.{note.field} has not changed since No. {self.was.name}",
            note.at("field"),
            f"changed: {', '.join(field for field in fields if field != POSITION)}"
            if fields
            else "delete 'field': the whole record is new",
        )
        return True

    def _class_of(self, note: ChangeNote, changes: Sequence[Change]) -> None:
        spoken = self._spoken.get(id(note))
        if spoken is None:  # it speaks for no field: an added or a reaffirmed record
            spoken = {change.class_ for change in changes}
        if note.class_ is ChangeClass.REAFFIRMED and spoken <= {ChangeClass.EDITORIAL}:
            return
        if spoken and note.class_ not in spoken:
            self._wrong_class(note, f"the change is {_either(spoken)}", spoken)
            return
        kinds = self._kinds.get(note.record, set())
        if note.kind and spoken and note.kind not in kinds | _KINDS_IN_WORDS:
            self._report(
                "change-kind-wrong",
                f"{note.record}: the kind is {_either(kinds) or 'none'}, not {note.kind}",
                note.at("kind"),
                "delete 'kind': it is found by comparing",
            )

    def _wrong_class(self, note: ChangeNote, why: str, classes: Collection[ChangeClass]) -> None:
        self._report(
            "change-class-wrong",
            f"{note.record} cannot be {note.class_}: {why}",
            note.at("class"),
            f"write 'class: {_either(classes)}'" if len(classes) == 1 else "",
        )

    def _repeated_reason(self, note: ChangeNote) -> None:
        words = _words(reason_of(note) or "")
        for earlier in self._earlier if words else ():
            if len(words & earlier) >= _REPEATED * len(words | earlier):
                self._report(
                    "change-reason-repeated",
                    f"{note.record}: an earlier edition gave the same reason, '{note.reason}'",
                    note.at("reason"),
                    "say what is new this time; delete notes of earlier editions",
                    Level.WARNING,
                )
                return

    def _place(self, change: Change) -> Mark:
        if not change.fields:
            return EDITION_FILE
        return self.locate(change.record, min(change.fields, key=weight).field)

    def _report(
        self, code: str, message: str, mark: Mark, hint: str = "", level: Level = Level.ERROR
    ) -> None:
        self.problems.append(Problem(code, message, mark, hint, level))


def _needs_reason(change: Change, note: ChangeNote | None) -> bool:
    """A source that came along explains an update; new methods and grades of sources do not.

    That a quarrel ended is seen by comparing, and why is not: who gave in is the news.
    """
    if change.class_ is ChangeClass.UPDATED:
        return note is not None and not change.evidence
    if change.class_ is ChangeClass.RE_GRADED:  # of a source that fell, source-status-reason asks
        return isinstance(change.after, Source) and change.after.source_status is SourceStatus.OK
    return change.class_ in (ChangeClass.METHOD_CHANGED, ChangeClass.SETTLED)


def _either(words: Collection[str]) -> str:
    return " or ".join(sorted(map(str, words)))


def _words(sentence: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", sentence.casefold()))
