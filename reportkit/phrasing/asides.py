"""Changes that have no words for a stranger: one plain line for all of a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from reportkit.changes.change import Change
from reportkit.changes.detect import GROUNDS, HOUSEKEEPING, SOURCE_GRADES, TIES
from reportkit.changes.edition_view import EditionView
from reportkit.i18n.translate import gettext, ngettext, pgettext
from reportkit.model.evidence import Figure
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.phrasing.titles import name_of

SOURCE, _NAMED, GROWN, _REMARK, _GRADED = "source", "named", "grown", "remark", "graded"


#: When something was, begins, ends or is due: a moved day is news, with its reason.
_DAYS = frozenset({"date", "date_start", "date_end", "due", "since", "until", "made_on"})


#: Of what a record rests on, that which a reader calls its evidence; ``about`` is what it tells of.
_EVIDENCE = {"source_refs", *GROUNDS} - {"about"}


class Aside(NamedTuple):
    """One plain line for changes that have no words for a stranger."""

    records: tuple[str, ...]
    text: str


def aside_of(change: Change) -> str:
    """Tell which plain line counts a change; "" of what has words of its own."""
    fields = {one.field for one in change.fields}
    if change.class_ is ChangeClass.ADDED and change.type == "source":
        return SOURCE
    if change.class_ is ChangeClass.ADDED and change.type in ("actor", "place"):
        return _NAMED
    if change.class_ is ChangeClass.RE_GRADED and not source_fell(change):
        return _GRADED
    if change.class_ is not ChangeClass.UPDATED or (change.type == "judgement" and change.reason):
        return ""
    if fields and fields <= {"source_refs", *GROUNDS, *TIES, *HOUSEKEEPING}:
        return GROWN if fields & _EVIDENCE else _REMARK
    plain = {one.partition("[")[0].partition(".")[0] for one in fields}
    said = {"statement", "text", "summary", "question", "low", "best", "high", "as_of", *_DAYS}
    return "" if plain & said or isinstance(change.after, Figure) else _REMARK


def asides_of(changes: Sequence[Change], now: EditionView) -> Iterator[Aside]:
    """Count what has no words of its own, kind by kind; who and what is new is named."""
    for kind, say in _ASIDES.items():
        records = tuple(dict.fromkeys(c.record for c in changes if aside_of(c) == kind))
        if records:
            yield Aside(records, say(len(records)))
    named = [change for change in changes if aside_of(change) == _NAMED]
    if named:
        names = pgettext("list", ", ").join(name_of(change.record, now) for change in named)
        said = gettext("Named for the first time: {names}.", names=names)
        yield Aside(tuple(change.record for change in named), said)


_ASIDES: Mapping[str, Callable[[int], str]] = {
    GROWN: lambda n: ngettext(
        "Sources or evidence of {n} earlier entry were updated; what it says has not changed.",
        "Sources or evidence of {n} earlier entries were updated; what they say has not changed.",
        n,
    ),
    _REMARK: lambda n: ngettext(
        "Remarks or details of {n} earlier entry were updated.",
        "Remarks or details of {n} earlier entries were updated.",
        n,
    ),
    _GRADED: lambda n: ngettext(
        "How far {n} earlier entry is confirmed was reassessed.",
        "How far {n} earlier entries are confirmed was reassessed.",
        n,
    ),
}


def source_fell(change: Change) -> bool:
    """Tell whether a source was graded anew, withdrawn or disputed."""
    return change.type == "source" and any(change.difference(name) for name in SOURCE_GRADES)
