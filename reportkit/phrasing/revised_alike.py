"""What a source revised of several of its records, in one sentence: how many, and which way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reportkit.changes.change import Change
from reportkit.changes.delta import best
from reportkit.changes.edition_view import EditionView
from reportkit.i18n.formats import number
from reportkit.i18n.sentences import capital, stop
from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.model.evidence import Actor, Figure
from reportkit.phrasing.claims import actor_in_sentence
from reportkit.phrasing.in_numbers import in_numbers
from reportkit.phrasing.source import publisher_of
from reportkit.phrasing.titles import commas

_WAYS = {
    1: gettext_noop("{n} now higher"),
    -1: gettext_noop("{n} now lower"),
    0: gettext_noop("{n} otherwise"),
}


def revised_alike(changes: Sequence[Change], now: EditionView) -> str:
    """Say who revised how many records, and of numbers which way; "" if there is no one name."""
    records = [change.after for change in changes if change.after is not None]
    figures = [record for record in records if isinstance(record, Figure)]
    if figures and len(figures) < len(records):
        return ""
    cited = {id for change in changes for id in change.evidence}
    name = _provider(figures, now) if figures else publisher_of(cited, now)
    if not name:
        return ""
    counted = gettext(
        "revised by {provider} itself: {figure}", provider=name, figure=in_numbers(records)
    )
    return stop(capital(commas([counted, *(_ways(changes) if figures else ())])))


def _provider(figures: Sequence[Figure], now: EditionView) -> str:
    providers = {figure.provider for figure in figures}
    if len(providers) != 1:
        return ""
    id = providers.pop()
    return actor_in_sentence(now.book.get(Actor, id), id).name


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
