"""Does each place of the brief give the same value, and is a change the one that is computed?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

from reportkit.i18n.catalog import base_of
from reportkit.model.book import Book, is_live
from reportkit.model.evidence import Figure
from reportkit.model.metrics import LOSSES
from reportkit.problems import Code, Example, Level, Part, Problem
from reportkit.rules.counts import values_of
from reportkit.rules.estimative import own_words
from reportkit.rules.rule import rule
from reportkit.rules.sentences_about_figures import sentences_about_figures

#: Figures that are alike in these give one number of one thing.
_OF_ONE_THING = (
    "metric", "population", "label", "place", "event", "provider", "relation", "method", "unit",
    "scope", "covers", "excludes",
)  # fmt: skip
_UP = (
    r"(?:rose|risen|rises?|rising|grew|grown|grows?|increased?|increases|climbed|went up|up|gained"
    r"|jumped)"
)
_DOWN = (
    r"(?:fell|fallen|falls?|falling|dropped|drops?|declined?|declines|decreased?|decreases|shrank"
    r"|went down|down|lost)"
)
_PERCENT = r"(?P<{0}>\d+(?:\.\d+)?) ?(?:%|per ?cent\b)"
_ROUGH = r"(?:by )?(?:about |around |roughly |nearly |almost |some |over |more than )?"
_CHANGE = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})) {_ROUGH}{_PERCENT.format('first')}"
    rf"|{_PERCENT.format('second')} (?:(?P<more>more|higher|rise|increase)"
    r"|(?P<less>fewer|less|lower|fall|drop|decline|decrease))\b",
    re.IGNORECASE,
)
_HALF = Decimal("0.5")
_ABOUT = Decimal("2.5")  # "about 25%" of 23%


@rule(
    Code(
        "figure-differs",
        "ICD 203, standard 6",
        "Two figures of one provider that count the same thing in the same series, place or "
        "event, on the same day, give one number. Otherwise the key figures and the body, or two "
        "tables, contradict each other.",
        (
            Example(
                "figures: [{id: a, series: sick, best: 48}, {id: b, series: sick, best: 84}]",
                "figures: [{id: a, series: sick, best: 48}, {id: b, series: sick, best: 84,\n"
                "  as_of: 2025-10-19}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def one_thing_has_one_value(book: Book) -> Iterator[Problem]:
    """Figures of one thing, provider and day have one value (ICD 203)."""
    first: dict[tuple[Any, ...], Figure] = {}
    for figure in book.all(Figure):
        placed = figure.event or figure.place
        if not is_live(figure) or not (figure.series or placed):
            continue
        if placed and figure.metric in LOSSES:
            continue  # a toll given twice is a slip of its own: count-twice
        period = figure.period and (figure.period.start, figure.period.end)
        thing = tuple(getattr(figure, name) for name in _OF_ONE_THING)
        key = (*thing, figure.series, figure.as_of, period)
        other = first.setdefault(key, figure)
        if values_of(other) != values_of(figure) or other.operator is not figure.operator:
            yield Problem(
                "figure-differs",
                f"{figure.id} gives {_shown(figure)} and {other.id} {_shown(other)} of one thing, "
                "on one day",
                figure.at(),
                "correct one of them, or say in what they differ: 'covers:', 'label:', 'as_of:'",
                Level.WARNING,
            )


@rule(
    Code(
        "key-figure-older",
        "ICD 203, standard 6",
        "A key figure is the newest of its series: page one would give a value that the body "
        "has replaced.",
        (
            Example(
                "key_figures: [old]",
                "key_figures: [new]",
                "edition",
                "key_figures: [toll]",
                (
                    Part(
                        "figures: [{id: old, series: sick, as_of: 2025-10-14},\n"
                        "  {id: new, series: sick, best: 5}]"
                    ),
                ),
            ),
        ),
        level=Level.WARNING,
    )
)
def key_figures_are_the_newest(book: Book) -> Iterator[Problem]:
    """No live figure of a key figure's series is newer (ICD 203)."""
    newest: dict[str, Figure] = {}
    for figure in book.all(Figure):
        if figure.series and is_live(figure) and _day(figure):
            held = newest.setdefault(figure.series, figure)
            newest[figure.series] = max(held, figure, key=lambda one: _day(one) or date.min)
    for index, id in enumerate(book.edition.key_figures):
        key = book.get(Figure, id)
        newer = newest.get(key.series or "") if key else None
        if key and newer and (day := _day(key)) and day < (_day(newer) or day):
            yield Problem(
                "key-figure-older",
                f"the key figure {id} is of {day}; {newer.id} of the same series is of "
                f"{_day(newer)}",
                book.edition.at(f"key_figures.{index}"),
                f"name {newer.id}",
                Level.WARNING,
            )


@rule(
    Code(
        "percent-differs",
        "WHO",
        "A change in percent whose two values are records is the one that follows from them. "
        "Page, log and mail compute it; what is typed beside it must not differ.",
        (
            Example(
                "figures: [{id: was, series: sick, best: 40, as_of: 2025-10-14}, {id: now, series: "
                "sick, best: 50}]\n"
                "facts: [{statement: The sick rose by 20% in five days., about: [was, now]}]",
                "figures: [{id: was, series: sick, best: 40, as_of: 2025-10-14}, {id: now, series: "
                "sick, best: 50}]\n"
                "facts: [{statement: The sick rose by 25% in five days., about: [was, now]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def typed_changes_are_those_computed(book: Book) -> Iterator[Problem]:
    """A change in percent is the one between two of the figures that its sentence rests on."""
    if base_of(book.brief.written_in) != "en":
        return
    for sentence in sentences_about_figures(book):
        if sentence.is_claimed or not _CHANGE.search(sentence.text):
            continue
        match = _CHANGE.search(own_words(sentence.text))
        if match is None:
            continue
        computed = sorted(_changes(sentence.figures))
        typed = Decimal(match["first"] or match["second"])
        if match["down"] or match["less"]:
            typed = -typed
        near = _ABOUT if "about" in match[0] or "nearly" in match[0] else _HALF
        if computed and not any(abs(change - typed) <= near for change in computed):
            yield Problem(
                "percent-differs",
                f"{sentence.owner} says '{match[0]}'; between the figures it rests on it is "
                f"{' or '.join(f'{change:+.0f}%' for change in computed)}",
                sentence.mark,
                "leave the percent out, for it is computed where the figure is printed",
                Level.WARNING,
            )


def _changes(figures: tuple[Figure, ...]) -> set[Decimal]:
    """Give the changes in percent between figures of one thing, from the earlier to the later."""
    changes = set()
    dated = sorted((one for one in figures if _day(one)), key=lambda one: _day(one) or date.min)
    for was, now in combinations(dated, 2):
        alike = all(getattr(was, name) == getattr(now, name) for name in _OF_ONE_THING)
        if alike and _day(was) != _day(now) and was.best and now.best is not None:
            changes.add((now.best - was.best) / was.best * 100)
    return changes


def _day(figure: Figure) -> date | None:
    return figure.as_of or (figure.period.end if figure.period else None)


def _shown(figure: Figure) -> str:
    return " to ".join(f"{value:,f}" for value in values_of(figure)) or "no number"


RULES = (one_thing_has_one_value, key_figures_are_the_newest, typed_changes_are_those_computed)
