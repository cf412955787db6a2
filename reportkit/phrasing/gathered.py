"""Lines of the change log on records that are counted and not listed: one line says how many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportkit.changes.edition_view import EditionView
from reportkit.i18n.formats import span
from reportkit.i18n.sentences import stop
from reportkit.i18n.translate import gettext, gettext_noop, ngettext
from reportkit.model.envelope import Record
from reportkit.model.evidence import Event, Figure
from reportkit.model.numerous import numerous
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.phrasing.compared import Passage
from reportkit.phrasing.titles import commas

#: So many of such records that changed alike have lines of their own; more have one together.
MOST_LINES = 12
_WORDINGS = {
    ChangeClass.ADDED: gettext_noop("New: {records}"),
    ChangeClass.SOURCE_REVISED: gettext_noop("Revised by the source: {records}"),
    ChangeClass.UPDATED: gettext_noop("Updated: {records}"),
}


class Gathered(NamedTuple):
    """The lines of a section; what one line tells of together stands apart, line by line."""

    passages: tuple[Passage, ...]
    apart: tuple[Passage, ...]


def gathered(passages: Sequence[Passage], now: EditionView) -> Gathered:
    """Let one line stand for each class of change of which there are too many lines."""
    many = numerous(now.book).ids
    by_class: dict[ChangeClass, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.class_ in _WORDINGS and many >= {*passage.records}:
            by_class[passage.class_].append(passage)
    apart = [
        passage
        for alike in by_class.values()
        if sum(len(passage.records) for passage in alike) > MOST_LINES
        for passage in alike
    ]
    if not apart:
        return Gathered(tuple(passages), ())
    listed = [passage for passage in passages if passage not in apart]
    lines = [_line(alike, now) for alike in by_class.values() if alike[0] in apart]
    return Gathered((*listed, *lines), tuple(apart))


def _line(alike: Sequence[Passage], now: EditionView) -> Passage:
    first = alike[0]
    records = [now.book.by_id[id] for passage in alike for id in passage.records]
    text = stop(gettext(_WORDINGS[first.class_], records=commas(_counted(records))))
    whys = {passage.why for passage in alike}
    sources = (id for each in records for id in getattr(each, "source_refs", ()))
    return Passage(
        records=(),
        class_=first.class_,
        text=text,
        elsewhere=gettext("Each is in the HTML edition."),
        why=whys.pop() if len(whys) == 1 else None,
        evidence=tuple(dict.fromkeys([*(id for one in alike for id in one.evidence), *sources])),
    )


def _counted(records: Sequence[Record]) -> Iterator[str]:
    if events := [record for record in records if isinstance(record, Event)]:
        days = [event.date_start for event in events]
        yield ngettext("{n} event", "{n} events", len(events))
        yield span(min(days), max(days))
    if figures := sum(isinstance(record, Figure) for record in records):
        yield ngettext("{n} figure", "{n} figures", figures)
