"""Lines of the change log on records that are counted and not listed: one line says how many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reportkit.changes.change import Change
from reportkit.changes.edition_view import EditionView
from reportkit.i18n.sentences import stop
from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.model.evidence import Figure
from reportkit.model.numerous import numerous
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.phrasing.compared import Passage
from reportkit.phrasing.in_numbers import MOST_LINES, in_numbers
from reportkit.phrasing.revised_alike import revised_alike

_WORDINGS = {
    ChangeClass.ADDED: gettext_noop("New: {records}"),
    ChangeClass.SOURCE_REVISED: gettext_noop("Revised by the source: {records}"),
    ChangeClass.UPDATED: gettext_noop("Updated: {records}"),
}


class Gathered(NamedTuple):
    """The lines of a section; what one line tells of together stands apart, line by line."""

    passages: tuple[Passage, ...]
    apart: tuple[Passage, ...]


def gathered(
    passages: Sequence[Passage], now: EditionView, changes: Mapping[str, Change]
) -> Gathered:
    """Let one line stand for each class of change of which there are too many lines.

    ``changes`` are those of which the lines tell, by record.
    """
    many = numerous(now.book).ids
    by_class: dict[ChangeClass, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.class_ in _WORDINGS and many >= {*passage.records}:
            by_class[passage.class_].append(passage)
    groups = [
        group
        for class_, alike in by_class.items()
        if _lines(alike) > MOST_LINES
        for group in (_revised(alike, now) if class_ is ChangeClass.SOURCE_REVISED else [alike])
    ]
    apart = [passage for group in groups for passage in group]
    if not apart:
        return Gathered(tuple(passages), ())
    listed = [passage for passage in passages if passage not in apart]
    lines = [_line(group, now, changes) for group in groups]
    return Gathered((*listed, *lines), tuple(apart))


def each_on_screen() -> str:
    """Say on paper where each of many records is."""
    return gettext("Each is in the HTML edition.")


def _lines(passages: Sequence[Passage]) -> int:
    return sum(len(passage.records) for passage in passages)


def _revised(alike: Sequence[Passage], now: EditionView) -> list[list[Passage]]:
    """Part numbers from the rest: few numbers keep their lines, for each says how far it moved."""
    figures = [one for one in alike if isinstance(now.book.by_id[one.records[0]], Figure)]
    others = [one for one in alike if one not in figures]
    return [group for group in (others, figures if _lines(figures) > MOST_LINES else []) if group]


def _line(alike: Sequence[Passage], now: EditionView, changes: Mapping[str, Change]) -> Passage:
    first = alike[0]
    ids = [id for passage in alike for id in passage.records]
    records = [now.book.by_id[id] for id in ids]
    whys = {passage.why for passage in alike}
    sources = (id for each in records for id in getattr(each, "source_refs", ()))
    moved = [change for id in ids if (change := changes.get(id))]
    text = revised_alike(moved, now) if first.class_ is ChangeClass.SOURCE_REVISED else ""
    return Passage(
        records=(),
        class_=first.class_,
        text=stop(text or gettext(_WORDINGS[first.class_], records=in_numbers(records))),
        elsewhere=each_on_screen(),
        why=whys.pop() if len(whys) == 1 else None,
        evidence=tuple(dict.fromkeys([*(id for one in alike for id in one.evidence), *sources])),
    )
