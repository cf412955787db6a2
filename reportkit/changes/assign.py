"""Each difference of a record to its class, in the order of decision of standards.md 4.

Handling, then the end of a record; were we wrong (CORRECTED)? did the source take its words
back (SOURCE-REVISED)? is it a judgement (JUDGEMENT-CHANGED)? has the method changed
(METHOD-CHANGED)? did a state, a grade or a position move? Else the author says it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reportkit.changes.detect import (
    FOLLOWING,
    GROUNDS,
    VALUE,
    Detected,
    detect,
    is_grown_link,
    is_typographic,
    may_be_editorial,
)
from reportkit.changes.diff import Difference
from reportkit.changes.notes import Notes
from reportkit.model.analysis import Correction
from reportkit.model.base import Located
from reportkit.model.series import ChangeNote
from reportkit.model.vocabulary.changes import ChangeClass, JudgementChange
from reportkit.model.vocabulary.events import Position
from reportkit.model.vocabulary.series import LikelihoodScale

#: The computed field of a fact; no note can speak for it.
POSITION = "position"
#: What happened to a record whatever else is said of it.
FIRST = frozenset(
    {ChangeClass.HANDLING_CHANGED, ChangeClass.WITHDRAWN, ChangeClass.SUPERSEDED,
     ChangeClass.DROPPED, ChangeClass.ADDED}
)  # fmt: skip
#: What only the author can know.
DECLARED = frozenset(
    {ChangeClass.UPDATED, ChangeClass.CORRECTED, ChangeClass.SOURCE_REVISED,
     ChangeClass.METHOD_CHANGED, ChangeClass.EDITORIAL, ChangeClass.REAFFIRMED}
)  # fmt: skip
#: Which class of a record draws along its day, its sources and its links.
_LEADING = (
    ChangeClass.CORRECTED, ChangeClass.WITHDRAWN, ChangeClass.SUPERSEDED, ChangeClass.DROPPED,
    ChangeClass.ADDED, ChangeClass.SOURCE_REVISED, ChangeClass.JUDGEMENT_CHANGED,
    ChangeClass.METHOD_CHANGED, ChangeClass.CONTESTED, ChangeClass.SETTLED,
    ChangeClass.STATUS_MOVED, ChangeClass.UPDATED, ChangeClass.RE_GRADED,
    ChangeClass.UNDER_REVIEW, ChangeClass.REAFFIRMED,
)  # fmt: skip
#: A record of which the edition tells for the last time.
ENDS = frozenset({ChangeClass.WITHDRAWN, ChangeClass.SUPERSEDED, ChangeClass.DROPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One record in two editions with everything that differs, its position included."""

    record: str  # its id; "brief", "edition"
    type: str  # of record; likewise
    was: Located
    now: Located
    differences: tuple[Difference, ...]
    scales: tuple[LikelihoodScale, LikelihoodScale]


class Assigned(NamedTuple):
    """A difference with its class; None while nothing explains it."""

    difference: Difference
    class_: ChangeClass | None
    kind: JudgementChange | None = None
    note: ChangeNote | None = None  # the one that speaks for this field
    correction: Correction | None = None


def assign(case: Case, notes: Notes) -> tuple[Assigned, ...]:
    """Give every difference of a record its class."""
    assigned = [_alone(case, difference, notes) for difference in case.differences]
    detected = {one.class_ for one in assigned if one.class_}
    assigned = [_with_the_record(one, detected) for one in assigned]
    return tuple(_following(case, one, assigned) for one in assigned)


def position_change(record: str, was: Position | None, now: Position | None) -> Difference | None:
    """Tell whether a fact became contested or ceased to be; other moves are no news."""
    if was is None or now is None or (was is now) or Position.CONTESTED not in (was, now):
        return None
    return Difference(record, POSITION, was, now)


def _alone(case: Case, difference: Difference, notes: Notes) -> Assigned:
    """Decide by the field and by what is said of it."""
    if difference.field == POSITION:
        contested = difference.now is Position.CONTESTED
        moved = ChangeClass.CONTESTED if contested else ChangeClass.SETTLED
        own = (note for note in notes.about(difference.record) if note.class_ is moved)
        return Assigned(difference, moved, note=next(own, None))
    note, correction = notes.of(difference), notes.correction_of(difference)
    found = detect(case.type, difference, case.was, case.now, case.scales)
    class_, kind = _decide(case, difference, note, correction, found)
    return Assigned(difference, class_, kind, note, correction)


def _decide(  # noqa: PLR0911  # the order of decision, a line each
    case: Case,
    difference: Difference,
    note: ChangeNote | None,
    correction: Correction | None,
    detection: Detected | None,
) -> tuple[ChangeClass | None, JudgementChange | None]:
    note_class = note.class_ if note else None
    if detection and detection.class_ in FIRST:
        return detection
    if note_class in (ChangeClass.CORRECTED, ChangeClass.SOURCE_REVISED):
        return note_class, None
    if correction and not (note and note.field):
        return ChangeClass.CORRECTED, None
    if note_class is ChangeClass.METHOD_CHANGED and case.type != "judgement":
        return note_class, None
    if note_class is ChangeClass.EDITORIAL and _only_wording(case, difference, detection):
        return note_class, None
    own_word = is_grown_link(difference) or is_typographic(case.type, difference)
    if detection and not (note_class in DECLARED and own_word):
        return detection
    if note_class in DECLARED and _may_say(case, difference, note_class):
        return note_class, None
    return None, None


def _only_wording(case: Case, difference: Difference, found: Detected | None) -> bool:
    """If in doubt it is not editorial: a state, a grade or a number never is."""
    reworded = found is None or found.kind is JudgementChange.REWORDED
    return (reworded or is_grown_link(difference)) and may_be_editorial(case.type, difference)


def _may_say(case: Case, difference: Difference, said: ChangeClass) -> bool:
    if said is ChangeClass.EDITORIAL:
        return may_be_editorial(case.type, difference)
    if said is ChangeClass.REAFFIRMED:  # reviewed and kept: nothing it says has moved
        return difference.field in FOLLOWING | {"status", "status_reason"} or is_grown_link(
            difference
        )
    return True


def _with_the_record(assignment: Assigned, detected: set[ChangeClass]) -> Assigned:
    """A note that names the class of another field explains this one too."""
    if assignment.class_ or not assignment.note or assignment.note.class_ in DECLARED:
        return assignment
    return (
        assignment._replace(class_=assignment.note.class_)
        if assignment.note.class_ in detected
        else assignment
    )


def _following(case: Case, assignment: Assigned, assigned: Sequence[Assigned]) -> Assigned:
    """Let day, sources and bounds go with the change that they belong to."""
    field = assignment.difference.field
    grown = assignment.class_ is ChangeClass.UPDATED and is_grown_link(assignment.difference)
    if assignment.class_ and not (grown and assignment.note is None):
        return assignment
    others = [other for other in assigned if other is not assignment and other.class_]
    ending = any(other.class_ in ENDS for other in others)
    values = [other for other in others if _is_value(case, other)]
    if _is_value(case, assignment) and not ending:
        others = values  # only the number itself speaks for its bounds
    elif not (ending or grown or field in FOLLOWING or _is_ground_of(others, field)):
        return assignment
    classes = {other.class_: other for other in values or others}
    leader = next((classes[class_] for class_ in _LEADING if class_ in classes), None)
    if leader is None:
        return assignment
    return assignment._replace(class_=leader.class_, note=leader.note, correction=leader.correction)


def _is_ground_of(others: Sequence[Assigned], field: str) -> bool:
    """The claim that fell away is why a fact is no longer contested, and no other change."""
    return field in GROUNDS and any(other.class_ is ChangeClass.SETTLED for other in others)


def _is_value(case: Case, found: Assigned) -> bool:
    return case.type == "figure" and found.difference.field.partition(".")[0] in VALUE
