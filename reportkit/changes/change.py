"""What became of one record, and what that means: the value that all of this room speaks of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from reportkit.changes.diff import Difference
from reportkit.model.analysis import Correction
from reportkit.model.envelope import Record
from reportkit.model.vocabulary.changes import ChangeClass, JudgementChange, Significance
from reportkit.model.vocabulary.series import Tlp
from reportkit.problems import Problem


class Step(NamedTuple):
    """What one edition on the way from the first to the last said of a record."""

    edition: str
    class_: ChangeClass
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One class of change of one record; a record that changed in two ways has two.

    ``before`` and ``after`` are the record as the two editions hold it, None for the series and
    the edition. Before an added figure stands the last point of its series, so that its
    movement can be told.
    """

    record: str
    type: str
    section: str | None
    class_: ChangeClass
    kinds: tuple[JudgementChange, ...] = ()  # of judgements
    fields: tuple[Difference, ...] = ()  # none: the record as a whole
    reason: str | None = None
    evidence: tuple[str, ...] = ()
    significance: Significance = Significance.SUBSTANTIVE
    key: bool = False  # a key figure or key judgement
    acted_upon: bool = False  # it ended, and readers of the edition before relied on it
    contested: bool = False  # a fact that parties dispute, now
    tlp: Tlp = Tlp.CLEAR  # the stricter of both editions: a log must not tell what was hidden
    formerly: str | None = None  # its id in the edition before
    before: Record | None = field(default=None, repr=False)
    after: Record | None = field(default=None, repr=False)
    corrections: tuple[Correction, ...] = field(default=(), repr=False)  # of what was wrong
    via: tuple[Step, ...] = ()  # of a net change: what the editions between said

    def difference(self, name: str) -> Difference | None:
        """Give the difference of one field."""
        return next((found for found in self.fields if found.field == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What the earlier editions have to do with the comparison and the notes of this one.

    ``renamed`` holds renames that lie between two editions further apart, id now to id then;
    ``unknown_then`` the (type, field) pairs that only one of the two snapshot formats knows.
    """

    cut_offs: Mapping[int, datetime] = field(default_factory=dict)  # by number of edition
    reasons: Collection[str] = ()  # every reason that a sealed change log holds
    renamed: Mapping[str, str] = field(default_factory=dict)
    unknown_then: Collection[tuple[str, str]] = ()
    revises: bool = False  # the edition before is of the same number
    spans: bool = False  # other editions lie between: an error may have come and gone on the way
    printed_since: Callable[[str, str], int] | None = (
        None  # record and field: in which number first
    )


NO_PAST = Past()


@dataclass(frozen=True, slots=True)
class Classified:
    """All changes by record and class, with what their author still has to say."""

    changes: tuple[Change, ...]
    renamed: Mapping[str, str]  # id now to id before
    problems: tuple[Problem, ...] = ()
