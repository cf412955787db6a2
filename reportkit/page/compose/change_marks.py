"""Change marks: the sign beside a record that changed, and what it means. Never colour alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from reportkit.changes.change import Change
from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.model.vocabulary.changes import ChangeClass, JudgementChange
from reportkit.page.compose.view_model import ChangeMark
from reportkit.phrasing.asides import GROWN, aside_of
from reportkit.phrasing.figure_changes import counted_again
from reportkit.phrasing.judgement import stands


class Sign(NamedTuple):
    """How a class of change is shown and called."""

    sign: str
    word: str  # in the legend: "new"
    title: str  # above its rows in the log: "New"


#: Every class that a reader is shown, in the order of the log; editorial changes are for machines.
SIGNS: Mapping[ChangeClass, Sign] = {
    ChangeClass.CORRECTED: Sign(
        "!", gettext_noop("corrected"), gettext_noop("Corrected: we were wrong")
    ),
    ChangeClass.WITHDRAWN: Sign("×", gettext_noop("withdrawn"), gettext_noop("Withdrawn")),
    ChangeClass.UNDER_REVIEW: Sign("?", gettext_noop("under review"), gettext_noop("Under review")),
    ChangeClass.JUDGEMENT_CHANGED: Sign(
        "~", gettext_noop("changed"), gettext_noop("Judgements that changed")
    ),
    ChangeClass.CONTESTED: Sign("<>", gettext_noop("now contested"), gettext_noop("Now contested")),
    ChangeClass.SETTLED: Sign(
        "=", gettext_noop("kept or settled"), gettext_noop("No longer contested")
    ),
    ChangeClass.METHOD_CHANGED: Sign(
        "≠", gettext_noop("not comparable"), gettext_noop("Counted differently: not comparable")
    ),
    ChangeClass.SOURCE_REVISED: Sign(
        "~", gettext_noop("changed"), gettext_noop("Revised by the source itself")
    ),
    ChangeClass.STATUS_MOVED: Sign("~", gettext_noop("changed"), gettext_noop("State moved")),
    ChangeClass.UPDATED: Sign("~", gettext_noop("changed"), gettext_noop("Updated")),
    ChangeClass.RE_GRADED: Sign("~", gettext_noop("changed"), gettext_noop("Graded anew")),
    ChangeClass.SUPERSEDED: Sign("»", gettext_noop("replaced"), gettext_noop("Replaced")),
    ChangeClass.ADDED: Sign("+", gettext_noop("new"), gettext_noop("New")),
    ChangeClass.REAFFIRMED: Sign(
        "=", gettext_noop("kept or settled"), gettext_noop("Reviewed and kept")
    ),
    ChangeClass.HANDLING_CHANGED: Sign(
        "#", gettext_noop("marked differently"), gettext_noop("Marked differently")
    ),
    ChangeClass.DROPPED: Sign("−", gettext_noop("dropped"), gettext_noop("No longer carried")),
}
#: The line of the log that tells of all new sources.
NEW_SOURCES = "chg-sources"
_RANK = {class_: rank for rank, class_ in enumerate(SIGNS)}


def in_order_of_weight(changes: Iterable[Change]) -> list[Change]:
    """Sort by class, the weightiest first; editorial changes are left out."""
    return sorted((c for c in changes if c.class_ in SIGNS), key=lambda c: _RANK[c.class_])


def marks_of(
    changes: Iterable[Change], lines: Mapping[str, str] | None = None
) -> dict[str, ChangeMark]:
    """Give each changed record the mark of its weightiest change.

    ``lines`` name the record with whose line in the log a record is told.
    """
    marks: dict[str, ChangeMark] = {}
    for change in in_order_of_weight(changes):
        mark = mark_of(change)
        if lines and change.record in lines and not is_new_source(change):
            mark = mark._replace(anchor=f"chg-{lines[change.record]}")
        marks.setdefault(change.record, mark)
    return marks


def mark_of(change: Change) -> ChangeMark:
    """Give the mark of one change, leading to the record's line in the log."""
    found = SIGNS[_class_of(change)]
    line = NEW_SOURCES if is_new_source(change) else f"chg-{change.record}"
    return ChangeMark(found.sign, gettext(found.word), f"mark-{change.class_.value.lower()}", line)


def _class_of(change: Change) -> ChangeClass:
    """Give the class that a mark shows: what stands as it was, or came to its end, is no change."""
    match change.class_:
        case ChangeClass.JUDGEMENT_CHANGED:
            same = stands(change) or JudgementChange.RESOLVED in change.kinds
        case ChangeClass.UPDATED:
            same = stands(change) or counted_again(change) or aside_of(change) == GROWN
        case _:
            same = False
    return ChangeClass.REAFFIRMED if same else change.class_


def is_new_source(change: Change) -> bool:
    """New sources share one line of the log: the list of sources describes them."""
    return change.type == "source" and change.class_ is ChangeClass.ADDED


def legend_of(marks: Iterable[ChangeMark]) -> tuple[ChangeMark, ...]:
    """Explain each sign once, in the order of the log."""
    used = {mark.sign: mark for mark in marks}
    signs = dict.fromkeys(found.sign for found in SIGNS.values())
    return tuple(used[sign]._replace(anchor="annex-log") for sign in signs if sign in used)
