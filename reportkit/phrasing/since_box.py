"""The box "Since No. N" of page 1: at most seven sentences, and the rest as counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reportkit.changes.change import Change
from reportkit.changes.corrections import Notice
from reportkit.changes.delta import ELAPSED
from reportkit.changes.edition_view import EditionView
from reportkit.i18n.translate import word
from reportkit.model.evidence import Fact, Figure
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.model.vocabulary.sources import SourceStatus
from reportkit.phrasing.notice import notice_sentence
from reportkit.phrasing.sentence import ended_together, sentence
from reportkit.phrasing.titles import commas

#: Lines of the box; a reader who is given more reads none.
MAX_LINES = 7

#: What is counted, as English says it; other languages have a word of their own for each class.
COUNTED: Mapping[ChangeClass, str] = {
    class_: class_.value.lower().replace("-", " ") for class_ in ChangeClass
} | {
    ChangeClass.SOURCE_REVISED: "revised by the source",
    ChangeClass.RE_GRADED: "graded anew",
    ChangeClass.JUDGEMENT_CHANGED: "judgement changed",
    ChangeClass.REAFFIRMED: "reviewed and kept",
    ChangeClass.STATUS_MOVED: "state moved",
    ChangeClass.CONTESTED: "newly contested",
    ChangeClass.METHOD_CHANGED: "counted differently",
    ChangeClass.HANDLING_CHANGED: "marked differently",
}
#: The same of several, where English says it otherwise.
_SEVERAL: Mapping[ChangeClass, str] = {
    ChangeClass.JUDGEMENT_CHANGED: "judgements changed",
    ChangeClass.STATUS_MOVED: "states moved",
}


class Line(NamedTuple):
    """One sentence of the box, about one record or about what ended together with it."""

    record: str
    class_: ChangeClass
    text: str
    along: tuple[str, ...] = ()  # the other records of which it tells
    always: bool = False  # for want of room others leave, this one stays


@dataclass(frozen=True, slots=True)
class SinceBox:
    """What page 1 says of the edition before: the most weighty first, the rest as counts."""

    lines: tuple[Line, ...]
    counts: str  # of what no line tells; "" when the lines tell all


def since_box(
    changes: Sequence[Change],
    now: EditionView,
    notices: Sequence[Notice] = (),
    *,
    lines: int = MAX_LINES,
) -> SinceBox:
    """Choose what page 1 says, in the order of weight, at most ``lines`` sentences.

    Corrections, then what was withdrawn and what readers acted upon and is no longer carried,
    withdrawn and disputed sources among it; judgements, key figures, new contested claims, then
    commitments, measures, rounds and indicators whose state moved, and sources that are graded
    anew. Corrections and what ended come whole; of the others each kind gives its first before
    any gives its second, so that five new figures do not hide a round of talks that failed.
    """
    wording: dict[str, str] = {}
    for notice in notices:
        earlier = wording.get(notice.record)
        wording[notice.record] = (
            f"{earlier} {notice_sentence(notice.entry, now)}"
            if earlier
            else notice_sentence(notice.entry, now)
        )
    rows = _uncorrected(changes, now, notices)[:lines]  # its record ended, or is marked otherwise
    for group in _chosen(changes, lines - len(rows)):
        change = group[0]
        corrected = change.class_ is ChangeClass.CORRECTED
        phrase = wording.get(change.record) if corrected else None
        if phrase is None and len(group) > 1:
            phrase = ended_together(_without_repetition(group), now)
        along = tuple(other.record for other in group[1:])
        always = any(belongs(change) for belongs in _WHOLE)
        text = phrase or sentence(change, now)
        rows.append(Line(change.record, change.class_, text, along, always))
    shown = {(id, line.class_) for line in rows for id in (line.record, *line.along)}
    notified = {notice.correction for notice in notices}
    rest = [
        change
        for change in changes
        if (change.record, change.class_) not in shown
        and not (change.record in notified and change.class_ is ChangeClass.ADDED)
    ]
    counted = counts_line(Counter(change.class_ for change in rest))
    return SinceBox(tuple(rows), counted)


def _uncorrected(
    changes: Sequence[Change], now: EditionView, notices: Sequence[Notice]
) -> list[Line]:
    """Give the corrections of records that no CORRECTED change tells of."""
    corrected = {change.record for change in changes if change.class_ is ChangeClass.CORRECTED}
    return [
        Line(
            notice.record,
            ChangeClass.CORRECTED,
            notice_sentence(notice.entry, now),
            always=True,
        )
        for notice in notices
        if notice.record not in corrected
    ]


def counts_line(counts: Mapping[ChangeClass, int]) -> str:
    """Count in words, "4 added, 6 updated"; editorial changes are for the machine log."""
    return commas(
        f"{counts[class_]} {_counted(class_, counts[class_])}"
        for class_ in ChangeClass
        if counts.get(class_) and class_ is not ChangeClass.EDITORIAL
    )


def _counted(class_: ChangeClass, number: int) -> str:
    one = COUNTED[class_]
    english = one if number == 1 else _SEVERAL.get(class_, one)
    return word("counted changes", class_.value.lower(), english)


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
    if change.type != "figure" or not change.key or _only_time_passed(change):
        return False
    return moved or change.class_ is ChangeClass.ADDED


def _only_time_passed(change: Change) -> bool:
    """Tell whether a count of days went on: the number beside the box says as much."""
    after = change.after
    counts_days = isinstance(after, Figure) and after.metric in ELAPSED
    return counts_days and change.class_ is ChangeClass.UPDATED


def _contested(change: Change) -> bool:
    new = change.class_ is ChangeClass.ADDED and change.contested
    return new or change.class_ is ChangeClass.CONTESTED


def _state(change: Change) -> bool:
    """A state that moved, or talks and promises that are new."""
    new = change.class_ is ChangeClass.ADDED and change.type in ("round", "commitment")
    return new or change.class_ is ChangeClass.STATUS_MOVED


def _ended(change: Change) -> bool:
    """What a reader must stop using: it is told with its last value and why."""
    if change.class_ is ChangeClass.RE_GRADED and change.type == "source":
        stands = change.difference("source_status")
        return stands is not None and stands.now is not None and stands.now != SourceStatus.OK
    dropped = change.class_ is ChangeClass.DROPPED and change.acted_upon
    return change.class_ is ChangeClass.WITHDRAWN or dropped


def _source(change: Change) -> bool:
    return change.class_ is ChangeClass.RE_GRADED and change.type == "source"


#: What is told however little room there is.
_WHOLE: tuple[Callable[[Change], bool], ...] = (_is(ChangeClass.CORRECTED), _ended)
_IN_TURN: tuple[Callable[[Change], bool], ...] = (
    _judgement,
    _key_figure,
    _contested,
    _state,
    _source,
)


def _chosen(changes: Sequence[Change], lines: int) -> list[tuple[Change, ...]]:
    """Choose what is told, once for each record, in the order of the kinds.

    What ended in one way for one reason is told in one sentence.
    """
    seen: set[str] = set()
    kinds: list[list[Change]] = []
    for belongs in (*_WHOLE, *_IN_TURN):
        kinds.append([])
        for change in sorted(filter(belongs, changes), key=_weight):
            if change.record not in seen:
                seen.add(change.record)
                kinds[-1].append(change)
    whole, in_turn = kinds[: len(_WHOLE)], kinds[len(_WHOLE) :]
    first = [group for members in whole for group in _together(members)]
    left = max(lines - sum(map(len, whole)), 0)  # one sentence of three takes the room of three
    turns = sorted(
        (turn, kind) for kind, members in enumerate(in_turn) for turn in range(len(members))
    )
    given = Counter(kind for _, kind in turns[:left])
    return first[:lines] + [
        (change,) for kind, members in enumerate(in_turn) for change in members[: given[kind]]
    ]


def _together(changes: Iterable[Change]) -> list[tuple[Change, ...]]:
    groups: dict[object, list[Change]] = {}
    for change in changes:
        alike = change.class_ in _JOINED and change.reason
        key = (change.class_, change.reason) if alike else (change.record, change.class_)
        groups.setdefault(key, []).append(change)
    return [tuple(found) for found in groups.values()]


_JOINED = (ChangeClass.WITHDRAWN, ChangeClass.DROPPED)


def _without_repetition(group: Sequence[Change]) -> list[Change]:
    """Leave out a fact that only repeats the figures that end with it; the dead come first."""
    gone = {change.record for change in group if change.type == "figure"}
    kept = [
        change
        for change in group
        if not (isinstance(change.before, Fact) and gone.intersection(change.before.about))
    ]
    return sorted(kept or group, key=lambda change: not _counts_the_dead(change))


def _counts_the_dead(change: Change) -> bool:
    return isinstance(change.before, Figure) and change.before.metric == "killed"


_STATES = ("round", "commitment", "measure", "indicator", "gap")


def _weight(change: Change) -> tuple[bool, int, bool]:
    """Key records first, talks before gaps, and what moved before what is merely new."""
    place = _STATES.index(change.type) if change.type in _STATES else 0
    return not change.key, place, change.class_ is ChangeClass.ADDED and change.before is None
