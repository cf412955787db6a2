"""Lines of the change log on records that are counted and not listed: one line says how many."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reportkit.changes.change import Change
from reportkit.changes.delta import best
from reportkit.changes.edition_view import EditionView
from reportkit.i18n.formats import number
from reportkit.i18n.sentences import capital, stop
from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.model.evidence import Actor, Figure
from reportkit.model.numerous import numerous
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.phrasing.claims import actor_in_sentence
from reportkit.phrasing.compared import Passage
from reportkit.phrasing.in_numbers import MOST_LINES, in_numbers
from reportkit.phrasing.titles import commas

_WORDINGS = {
    ChangeClass.ADDED: gettext_noop("New: {records}"),
    ChangeClass.SOURCE_REVISED: gettext_noop("Revised by the source: {records}"),
    ChangeClass.UPDATED: gettext_noop("Updated: {records}"),
}


_WAYS = {
    1: gettext_noop("{n} now higher"),
    -1: gettext_noop("{n} now lower"),
    0: gettext_noop("{n} otherwise"),
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
    apart = [
        passage
        for alike in by_class.values()
        if sum(len(passage.records) for passage in alike) > MOST_LINES
        for passage in alike
    ]
    if not apart:
        return Gathered(tuple(passages), ())
    listed = [passage for passage in passages if passage not in apart]
    lines = [_line(alike, now, changes) for alike in by_class.values() if alike[0] in apart]
    return Gathered((*listed, *lines), tuple(apart))


def each_on_screen() -> str:
    """Say on paper where each of many records is."""
    return gettext("Each is in the HTML edition.")


def _line(alike: Sequence[Passage], now: EditionView, changes: Mapping[str, Change]) -> Passage:
    first = alike[0]
    ids = [id for passage in alike for id in passage.records]
    records = [now.book.by_id[id] for id in ids]
    whys = {passage.why for passage in alike}
    sources = (id for each in records for id in getattr(each, "source_refs", ()))
    moved = [change for id in ids if (change := changes.get(id))]
    text = _revised(moved, now) if first.class_ is ChangeClass.SOURCE_REVISED else ""
    return Passage(
        records=(),
        class_=first.class_,
        text=stop(text or gettext(_WORDINGS[first.class_], records=in_numbers(records))),
        elsewhere=each_on_screen(),
        why=whys.pop() if len(whys) == 1 else None,
        evidence=tuple(dict.fromkeys([*(id for one in alike for id in one.evidence), *sources])),
    )


def _revised(changes: Sequence[Change], now: EditionView) -> str:
    """Say who revised how many of its numbers, and which way; "" of what is no number."""
    figures = [change.after for change in changes if isinstance(change.after, Figure)]
    providers = {figure.provider for figure in figures}
    if len(figures) < len(changes) or len(providers) != 1:
        return ""
    id = providers.pop()
    provider = actor_in_sentence(now.book.get(Actor, id), id).name
    counted = gettext(
        "revised by {provider} itself: {figure}", provider=provider, figure=in_numbers(figures)
    )
    return capital(commas([counted, *_ways(changes)]))


def _ways(changes: Sequence[Change]) -> Iterator[str]:
    ways = Counter(map(_way, changes))
    if ways[1] == len(changes):
        yield gettext("all now higher")
    elif ways[-1] == len(changes):
        yield gettext("all now lower")
    else:
        yield from (
            gettext(pattern, n=number(ways[way])) for way, pattern in _WAYS.items() if ways[way]
        )


def _way(change: Change) -> int:
    if not (isinstance(change.before, Figure) and isinstance(change.after, Figure)):
        return 0
    was, now = best(change.before), best(change.after)
    if was is None or now is None:
        return 0
    return (now > was) - (now < was)
