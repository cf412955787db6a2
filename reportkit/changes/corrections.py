"""Our own errors: the notice, how prominent it must be, and whether it can wait.

A correction must be prominent when one of eight triggers fires (standards.md 4); three of
them demand a revision at once instead of the next regular edition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from reportkit.changes.change import Change
from reportkit.changes.edition_view import EditionView
from reportkit.changes.field_schema import Value
from reportkit.changes.notes import covers
from reportkit.changes.prominence import carrying_of
from reportkit.model.analysis import Correction, Judgement
from reportkit.model.diplomacy import Measure, Round
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Event, Figure, Place
from reportkit.model.metrics import LOSSES
from reportkit.model.vocabulary.changes import Cause, ChangeClass
from reportkit.model.vocabulary.diplomacy import MeasureKind
from reportkit.model.vocabulary.series import Tlp


class Trigger(StrEnum):
    """Why a correction must be prominent; the letters are those of the rule."""

    CARRIES_THE_BRIEF = "a"  # bottom line, highlight, key figure, map, basis of a key judgement
    HARM_OR_IDENTITY = "b"  # casualties, attribution, a person, a place of attack, handling
    LARGE = "c"  # 10% or more, or of sign, metric or order of magnitude
    PARTY_POSITION = "d"  # words or position of a party
    FAVOURS_A_PARTY = "e"  # any figure of a party, whomever the error favoured
    MARKED_TOO_LOW = "f"
    SEVERAL_EDITIONS = "g"
    ACTED_UPON = "h"  # security, access, crossings


#: With one of these a corrected revision goes out now, to all who got the wrong edition.
IMMEDIATE = frozenset({Trigger.HARM_OR_IDENTITY, Trigger.MARKED_TOO_LOW, Trigger.ACTED_UPON})
_LARGE = Decimal("0.1")
_PERSONS = ("spokesperson", "delegations")
_ATTACKED = ("place", "lat", "lon", "date_start", "actors")
_ACCESS = frozenset({MeasureKind.CROSSING_CLOSURE, MeasureKind.AIRSPACE, MeasureKind.TRANSIT})
_BOUNDS = frozenset({"low", "best", "high"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One correction as the reader meets it; the wrong value is shown once, in ``sentence``."""

    correction: str  # id
    record: str
    field: str
    entry: Correction = dataclass_field(repr=False)
    now: EditionView = dataclass_field(repr=False, compare=False)  # the edition that holds it
    triggers: tuple[Trigger, ...]
    judgements: tuple[tuple[str, bool], ...]  # re-examined ones: id, and whether it changed
    approved_by: str
    date: date

    @property
    def immediate(self) -> bool:
        """It cannot wait for the next regular edition."""
        return not IMMEDIATE.isdisjoint(self.triggers)


def notices(was: EditionView, now: EditionView, changes: tuple[Change, ...]) -> tuple[Notice, ...]:
    """Give the notice of every correction that is new in this edition, by its id."""
    carrying = carrying_of(was) | carrying_of(now)
    return tuple(
        _notice(change.after, now, changes, carrying)
        for change in changes
        if change.class_ is ChangeClass.ADDED and isinstance(change.after, Correction)
    )


def was_read(correction: Correction, was: EditionView) -> bool:
    """Tell whether readers of an edition met the error: one that came later was never theirs."""
    affected = correction.editions_affected
    number = int(was.name.partition("-")[0])
    return not affected or affected[0] <= number <= affected[-1]


def triggers_of(
    correction: Correction, now: EditionView, change: Change | None, carrying: frozenset[str]
) -> tuple[Trigger, ...]:
    """Tell which of the eight triggers fire.

    ``change`` is the corrected record's, None when it was withdrawn instead; ``carrying``
    holds the ids that the bottom line, highlights, key figures and key judgements rest on.
    """
    record = now.records.get(correction.record)
    fired = {
        Trigger.CARRIES_THE_BRIEF: _carries(correction, record, now, carrying),
        Trigger.HARM_OR_IDENTITY: _harm_or_identity(correction, record),
        Trigger.LARGE: _is_large(correction, change),
        Trigger.PARTY_POSITION: _party_position(correction, record, now),
        Trigger.FAVOURS_A_PARTY: _party_figure(correction, record, now),
        Trigger.MARKED_TOO_LOW: _marked_too_low(correction),
        Trigger.SEVERAL_EDITIONS: len(set(correction.editions_affected)) > 1,
        Trigger.ACTED_UPON: isinstance(record, Measure) and record.kind in _ACCESS,
    }
    return tuple(trigger for trigger in Trigger if fired[trigger])


def _notice(
    correction: Correction,
    now: EditionView,
    changes: tuple[Change, ...],
    carrying: frozenset[str],
) -> Notice:
    own = (found for found in changes if found.record == correction.record)
    change = next((found for found in own if found.class_ is ChangeClass.CORRECTED), None)
    moved = {found.record for found in changes if found.class_ is ChangeClass.JUDGEMENT_CHANGED} | {
        found.record for found in changes if found.class_ is ChangeClass.WITHDRAWN
    }
    return Notice(
        correction=correction.id,
        record=correction.record,
        field=correction.field,
        entry=correction,
        now=now,
        triggers=triggers_of(correction, now, change, carrying),
        judgements=tuple((id, id in moved) for id in correction.judgements_affected),
        approved_by=correction.approved_by,
        date=correction.date,
    )


# The triggers ---------------------------------------------------------------------------------


def _carries(
    correction: Correction, record: Record | None, now: EditionView, carrying: frozenset[str]
) -> bool:
    on_the_map = isinstance(record, Place) or _field_in(correction, ("place",))
    affected = (now.book.get(Judgement, id) for id in correction.judgements_affected)
    key = any(judgement is not None and judgement.key for judgement in affected)
    return key or on_the_map or correction.record in carrying


def _harm_or_identity(correction: Correction, record: Record | None) -> bool:
    if isinstance(record, Figure) and record.metric in LOSSES:
        return True
    if correction.cause is Cause.ATTRIBUTION or _field_in(correction, _PERSONS):
        return True
    if isinstance(record, Event) and _field_in(correction, _ATTACKED):
        return True
    if isinstance(record, Claim) and _field_in(correction, ("speaker",)):
        return True
    return _field_in(correction, ("tlp", "attribution_rule"))


def _is_large(correction: Correction, change: Change | None) -> bool:
    if correction.cause is Cause.UNIT_METRIC or _field_in(correction, ("metric", "unit")):
        return True
    bound = next(
        (
            difference
            for difference in (change.fields if change else ())
            if difference.field in _BOUNDS
        ),
        None,
    )
    was = _number(bound.was if bound else correction.was)
    now = _number(bound.now if bound else correction.now)
    if was is None or now is None or was == now:
        return False
    return now == 0 or abs(was - now) >= _LARGE * abs(now)


def _party_position(correction: Correction, record: Record | None, now: EditionView) -> bool:
    if isinstance(record, Round):
        return _field_in(correction, ("positions",))
    words = _field_in(correction, ("statement", "quote", "modality"))
    return isinstance(record, Claim) and words and now.book.party_of(record.speaker) is not None


def _party_figure(correction: Correction, record: Record | None, now: EditionView) -> bool:
    if not isinstance(record, Figure) or not _field_in(correction, tuple(_BOUNDS)):
        return False
    return record.relation is not None or now.book.party_of(record.provider) is not None


def _marked_too_low(correction: Correction) -> bool:
    if not _field_in(correction, ("tlp",)):
        return False
    was, now = _tlp(correction.was), _tlp(correction.now)
    return was is None or now is None or now.rank > was.rank


def _tlp(written: str) -> Tlp | None:
    return next((tlp for tlp in Tlp if str(tlp) == written), None)


def _field_in(correction: Correction, names: tuple[str, ...]) -> bool:
    return any(covers(name, correction.field) for name in names)


def _number(written: Value) -> Decimal | None:
    """Take the first number of a text such as "16 killed"."""
    found = re.search(r"-?\d[\d,]*(?:\.\d+)?", str(written))
    try:
        return Decimal(found[0].replace(",", "")) if found else None
    except InvalidOperation:
        return None
