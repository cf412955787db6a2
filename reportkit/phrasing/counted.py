"""Figures in sentences: what was counted, by whom, where and when, with the value first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reportkit.changes.edition_view import EditionView
from reportkit.i18n.bidi import without_marks
from reportkit.i18n.formats import day
from reportkit.i18n.sentences import capital
from reportkit.i18n.translate import gettext, gettext_noop, pgettext
from reportkit.model.book import Book
from reportkit.model.evidence import Actor, Figure
from reportkit.model.metrics import METRICS, OF_PEOPLE
from reportkit.phrasing.claims import Speaker, actor_in_sentence
from reportkit.phrasing.quantity import quantity
from reportkit.phrasing.titles import (
    commas,
    counted_by,
    counted_where,
    group_of_people,
    is_of_several,
    name_of,
    title_of,
    what_happened,
)


class _Parts(NamedTuple):
    head: str  # "at least 50 civilians killed"
    where: str = ""  # "Kunduz, 1–31 Oct 2025"
    source: str = ""  # "UNAMA, 8 Nov 2025"


def put_at(figures: Sequence[Figure], now: EditionView) -> str:
    """Say what one provider gives, as its subject: "UNAMA puts civilians killed at 17"."""
    if is_own_count(figures[0], now):
        return pgettext("list", "; ").join(own_count(figure, now) for figure in figures)
    who = _provider(figures[0], now)
    bounds = any(quantity(figure).startswith("at ") for figure in figures)
    at, as_ = gettext_noop("{counted} at {value}"), gettext_noop("{counted} as {value}")
    pattern = as_ if bounds else at
    amounts = listed(
        [gettext(pattern, counted=_apart(one, now), value=quantity(one)) for one in figures]
    )
    return gettext(_GIVES[bounds, who.plural], provider=who.name, amounts=amounts)


#: Whether a value begins with "at" itself, as "at least 3"; whether the provider is several.
_GIVES = {
    (False, False): gettext_noop("{provider} puts {amounts}"),
    (False, True): gettext_noop("{provider} put {amounts}"),
    (True, False): gettext_noop("{provider} gives {amounts}"),
    (True, True): gettext_noop("{provider} give {amounts}"),
}


def _apart(figure: Figure, now: EditionView) -> str:
    head, *context = counted_where(figure, now)
    if not context:
        return head
    return gettext("{counted} ({provider})", counted=head, provider=commas(context))


def listed(parts: Sequence[str]) -> str:
    """Join as a sentence does: "a, b and c"."""
    *first, last = parts
    if not first:
        return last
    return pgettext("list", "{names} and {last}", names=commas(first), last=last)


def side_by_side(figures: Sequence[Figure], now: EditionView) -> str:
    """Say what several give of one thing: "Civilians injured, Kunduz: 5 (UNAMA), 6 (MSF)"."""
    values = commas(
        gettext(
            "{counted} ({provider})", counted=quantity(one), provider=name_of(one.provider, now)
        )
        for one in figures
    )
    counted = commas(counted_where(figures[0], now))
    return gettext("{title}: {value}", title=capital(counted), value=values)


def own_count(figure: Figure, now: EditionView) -> str:
    """Say a count of the desk, which needs no provider."""
    title = commas(counted_where(figure, now))
    return gettext("{title}: {value}", title=title, value=quantity(figure))


def is_own_count(figure: Figure, now: EditionView) -> bool:
    """Tell whether the desk counted: it is called by a common noun, "desk"."""
    actor = now.book.get(Actor, figure.provider)
    return bool(actor and actor.short and without_marks(actor.short)[:1].islower())


def valued(figures: Sequence[Figure], now: EditionView) -> str:
    """Call figures by their values: "at least 50 civilians killed, Kunduz (UNAMA, 8 Nov 2025)".

    What is the same of all stands once.
    """
    parts = [_valued(figure, now) for figure in figures]
    if len({(part.where, part.source) for part in parts}) == 1:
        heads = pgettext("list", " and ").join(part.head for part in parts)
        return _in_full(parts[0]._replace(head=heads))
    return pgettext("list", "; ").join(map(_in_full, parts))


def _in_full(parts: _Parts) -> str:
    counted = commas(filter(None, (parts.head, parts.where)))
    if not parts.source:
        return counted
    return gettext("{counted} ({provider})", counted=counted, provider=parts.source)


def _valued(figure: Figure, now: EditionView) -> _Parts:
    head = people_counted(now.book, figure)
    if head is None:
        dated = _with_day(title_of(figure, now), figure)
        return _Parts(gettext("{title}: {value}", title=dated, value=quantity(figure)))
    _, *context = counted_where(figure, now)
    given = [name_of(figure.provider, now), *_day_of(figure)]
    return _Parts(head, commas(context), commas(given))


def people_counted(book: Book, figure: Figure) -> str | None:
    """Say how many people, the number first: "17 civilians killed"; None of anything else.

    A group of a series' own has a name in the plural alone, so one of it is "1 killed (miners)".
    """
    brief, known = book.brief, METRICS.get(figure.metric)
    has_unit = figure.unit or (known.unit if known else "")
    numbers = [value for value in (figure.low, figure.best, figure.high) if value is not None]
    if figure.metric not in OF_PEOPLE or figure.label or has_unit or not numbers:
        return None
    value = quantity(figure)
    if max(numbers) != 1:
        return gettext("{value} {counted}", value=value, counted=counted_by(book, figure))
    happened = what_happened(brief, figure.metric)
    own = {one.id for one in brief.populations}
    if figure.population in _ONE and figure.population not in own:
        names = _ONE | (_ONE_OF_SEVERAL if is_of_several(book, figure) else {})
        one = gettext(names[figure.population])
        what = gettext("{people} {happened}", people=one, happened=happened)
        return gettext("{value} {counted}", value=value, counted=what)
    said = gettext("{value} {counted}", value=value, counted=happened)
    if among := group_of_people(brief, figure.population):
        return gettext("{counted} ({people})", counted=said, people=among)
    return said


#: One of each group of people.
_ONE = {
    "unspecified": gettext_noop("person"),
    "civilian": gettext_noop("civilian"),
    "own_forces": gettext_noop("member of its own forces"),
    "enemy_forces": gettext_noop("fighter of the other side"),
    "militants": gettext_noop("militant"),
    "security_forces": gettext_noop("member of the security forces"),
    "children": gettext_noop("child"),
}
_ONE_OF_SEVERAL = {"own_forces": gettext_noop("member of their own forces")}


def _with_day(title: str, figure: Figure) -> str:
    days = _day_of(figure)
    return gettext("{title}, as of {day}", title=title, day=days[0]) if days else title


def _day_of(figure: Figure) -> list[str]:
    """The day of which it was true, where its period does not say it."""
    if figure.as_of is None or (figure.period and figure.as_of == figure.period.end):
        return []
    return [day(figure.as_of)]


def _provider(figure: Figure, now: EditionView) -> Speaker:
    return actor_in_sentence(now.book.get(Actor, figure.provider), figure.provider)
