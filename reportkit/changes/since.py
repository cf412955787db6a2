"""The box "Since No. N" of page 1: at most seven sentences, and the rest as counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reportkit.changes.change import Change
from reportkit.changes.corrections import Notice
from reportkit.changes.say import sentence
from reportkit.changes.side import Side, commas
from reportkit.facts.words import ChangeClass
from reportkit.tongue.speech import word

#: Lines of the box; a reader who is given more reads none.
MAX_LINES = 7

#: What is counted, as English says it; other languages have a word of their own for each class.
COUNTED: Mapping[ChangeClass, str] = {
    class_: class_.value.lower().replace("-", " ") for class_ in ChangeClass
} | {
    ChangeClass.SOURCE_REVISED: "source-revised",
    ChangeClass.RE_GRADED: "re-graded",
    ChangeClass.JUDGEMENT_CHANGED: "judgement-changed",
    ChangeClass.CONTESTED: "newly contested",
    ChangeClass.METHOD_CHANGED: "counted differently",
    ChangeClass.HANDLING_CHANGED: "marked differently",
}


class Line(NamedTuple):
    """One sentence of the box, about one record."""

    record: str
    class_: ChangeClass
    text: str


@dataclass(frozen=True, slots=True)
class SinceBox:
    """What page 1 says of the edition before: the most weighty first, the rest as counts."""

    lines: tuple[Line, ...]
    counts: str  # of what no line tells; "" when the lines tell all


def since_box(
    changes: Sequence[Change], now: Side, notices: Sequence[Notice] = (), *, lines: int = MAX_LINES
) -> SinceBox:
    """Choose what page 1 says, in the order of weight, at most ``lines`` sentences.

    Corrections, withdrawn records, judgements, key figures, new contested claims, then
    commitments, measures, rounds and indicators whose state moved. Corrections and withdrawn
    records come whole; of the others each kind gives its first before any gives its second,
    so that five new figures do not hide a round of talks that failed.
    """
    wording: dict[str, str] = {}
    for notice in notices:
        earlier = wording.get(notice.record)
        wording[notice.record] = f"{earlier} {notice.sentence}" if earlier else notice.sentence
    told: list[Line] = []
    for change in _chosen(changes, lines):
        corrected = change.class_ is ChangeClass.CORRECTED
        said = wording.get(change.record) if corrected else None
        told.append(Line(change.record, change.class_, said or sentence(change, now)))
    shown = {(line.record, line.class_) for line in told}
    notified = {notice.correction for notice in notices}
    rest = [
        change
        for change in changes
        if (change.record, change.class_) not in shown
        and not (change.record in notified and change.class_ is ChangeClass.ADDED)
    ]
    counted = counts_line(Counter(change.class_ for change in rest))
    return SinceBox(tuple(told), counted)


def counts_line(counts: Mapping[ChangeClass, int]) -> str:
    """Count in words, "4 added, 6 updated"; editorial changes are for the machine log."""
    return commas(
        f"{counts[class_]} {word('counted changes', class_.value.lower(), COUNTED[class_])}"
        for class_ in ChangeClass
        if counts.get(class_) and class_ is not ChangeClass.EDITORIAL
    )


def quiet_sections(changes: Iterable[Change], sections: Sequence[str]) -> tuple[str, ...]:
    """Give the sections in which no change but an editorial one happened."""
    loud = {change.section for change in changes if change.class_ is not ChangeClass.EDITORIAL}
    return tuple(section for section in sections if section not in loud)


# What stands on page 1 ------------------------------------------------------------------------


def _is(*classes: ChangeClass) -> Callable[[Change], bool]:
    return lambda change: change.class_ in classes


def _judgement(change: Change) -> bool:
    return change.type == "judgement" and (
        change.class_ is ChangeClass.JUDGEMENT_CHANGED
        or (change.key and change.class_ in (ChangeClass.ADDED, ChangeClass.UNDER_REVIEW))
    )


def _key_figure(change: Change) -> bool:
    told = (ChangeClass.UPDATED, ChangeClass.SOURCE_REVISED)
    moved = change.class_ in told and any(
        found.field in ("low", "best", "high") for found in change.fields
    )
    return change.type == "figure" and change.key and (moved or change.class_ is ChangeClass.ADDED)


def _contested(change: Change) -> bool:
    new = change.class_ is ChangeClass.ADDED and change.contested
    return new or change.class_ is ChangeClass.CONTESTED


def _state(change: Change) -> bool:
    """A state that moved, or talks and promises that are new."""
    new = change.class_ is ChangeClass.ADDED and change.type in ("round", "commitment")
    return new or change.class_ is ChangeClass.STATUS_MOVED


_WHOLE: tuple[Callable[[Change], bool], ...] = (
    _is(ChangeClass.CORRECTED),
    _is(ChangeClass.WITHDRAWN),
)
_IN_TURN: tuple[Callable[[Change], bool], ...] = (
    _judgement,
    _key_figure,
    _contested,
    _state,
)


def _chosen(changes: Sequence[Change], lines: int) -> list[Change]:
    """Choose the changes that are told, one for each record, in the order of their kinds."""
    seen: set[str] = set()
    kinds: list[list[Change]] = []
    for belongs in (*_WHOLE, *_IN_TURN):
        kinds.append([])
        for change in sorted(filter(belongs, changes), key=_weight):
            if change.record not in seen:
                seen.add(change.record)
                kinds[-1].append(change)
    whole, in_turn = kinds[: len(_WHOLE)], kinds[len(_WHOLE) :]
    left = max(lines - sum(map(len, whole)), 0)
    turns = sorted((turn, kind) for kind, found in enumerate(in_turn) for turn in range(len(found)))
    given = Counter(kind for _, kind in turns[:left])
    chosen = [change for found in whole for change in found][:lines]
    return chosen + [
        change for kind, found in enumerate(in_turn) for change in found[: given[kind]]
    ]


_STATES = ("round", "commitment", "measure", "indicator", "gap")


def _weight(change: Change) -> tuple[bool, int, bool]:
    """Key records first, talks before gaps, and what moved before what is merely new."""
    place = _STATES.index(change.type) if change.type in _STATES else 0
    return not change.key, place, change.class_ is ChangeClass.ADDED and change.before is None
