"""Does a number say what it counts, and is it possible?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from reportkit.model.book import Book
from reportkit.model.evidence import Figure
from reportkit.model.metrics import LOSSES, METRICS, Counted, metrics_of, populations_of
from reportkit.model.vocabulary import Operator, RangeKind
from reportkit.problems import Level, Problem, did_you_mean

#: Which values an operator needs, and which it leaves no room for.
_NEEDS = {
    Operator.EXACT: ("best",),
    Operator.AT_LEAST: ("low",),
    Operator.MORE_THAN: ("low",),
    Operator.AT_MOST: ("high",),
    Operator.BETWEEN: ("low", "high"),
    Operator.ABOUT: ("best",),
}
_EXCLUDES = {Operator.AT_LEAST: "high", Operator.MORE_THAN: "high", Operator.AT_MOST: "low"}
_IN_ORDER = ("low", "best", "high")
#: What one series has in common, or its numbers cannot be compared over time.
_OF_A_SERIES = ("metric", "population", "place", "provider", "method", "relation")
_STATISTICAL = re.compile(r"confidence interval|margin of error", re.IGNORECASE)


def metrics_are_known(book: Book) -> Iterator[Problem]:
    """What a figure counts, and among whom, is a built-in or brief.yaml's own (UCDP)."""
    metrics, populations = metrics_of(book.brief), populations_of(book.brief)
    for figure in book.all(Figure):
        if figure.metric not in metrics:
            yield Problem(
                "metric-unknown",
                f"{figure.id} counts '{figure.metric}', no metric known here",
                figure.at("metric"),
                _define(figure.metric, metrics),
            )
        if figure.population not in populations:
            yield Problem(
                "population-unknown",
                f"{figure.id} counts among '{figure.population}', no population known here",
                figure.at("population"),
                _define(figure.population, populations),
            )


def bounds_are_in_order(book: Book) -> Iterator[Problem]:
    """A figure gives at least one value, and low <= best <= high (UCDP)."""
    for figure in book.all(Figure):
        given = [(name, value) for name, value in _values(figure) if value is not None]
        if not given:
            yield Problem(
                "figure-empty", f"{figure.id} gives no value", figure.at(), "give best, low or high"
            )
        for (name, value), (above, greater) in pairwise(given):
            if value > greater:
                yield Problem(
                    "figure-range",
                    f"{figure.id} has {name} {value} above {above} {greater}",
                    figure.at(name),
                    "low <= best <= high",
                )


def operators_fit_the_values(book: Book) -> Iterator[Problem]:
    """The operator says how to read the values that are given; a vague word has only a low.

    ACLED: "dozens" is a lower bound of 12 and no best estimate.
    """
    for figure in book.all(Figure):
        if figure.vague_term is not None:
            if figure.low is None or figure.best is not None or figure.high is not None:
                yield Problem(
                    "figure-vague",
                    f"{figure.id} says '{figure.vague_term}', which gives a low and nothing else",
                    figure.at("vague_term"),
                    "write low:, leave best and high out",
                )
            continue
        given = {name for name, value in _values(figure) if value is not None}
        needed = [name for name in _NEEDS[figure.operator] if name not in given]
        excluded = _EXCLUDES.get(figure.operator)
        if given and needed:
            yield Problem(
                "figure-operator",
                f"{figure.id} says {figure.operator} and gives no {' and no '.join(needed)}",
                figure.at("operator"),
                _operator_hint(given),
            )
        elif excluded in given:
            yield Problem(
                "figure-operator",
                f"{figure.id} says {figure.operator} and gives {excluded}",
                figure.at(excluded or ""),
                "use operator: between",
            )


def counts_are_whole(book: Book) -> Iterator[Problem]:
    """People, attacks and houses are counted in whole numbers from zero up."""
    for figure in book.all(Figure):
        metric = METRICS.get(figure.metric)
        if metric is None or metric.unit or figure.unit:
            continue
        for name, value in _values(figure):
            if value is not None and (value < 0 or value != value.to_integral_value()):
                yield Problem(
                    "figure-count",
                    f"{figure.id} counts {value} {metric.plural}",
                    figure.at(name),
                    "a count is a whole number, zero or more",
                )


def sums_add_up(book: Book) -> Iterator[Problem]:
    """The best of a figure with parts is the sum of their bests (UCDP)."""
    for figure in book.all(Figure):
        parts = [book.get(Figure, part) for part in figure.parts]
        bests = [part.best for part in parts if part is not None and part.best is not None]
        if figure.best is None or not parts or len(bests) < len(parts):
            continue
        total = sum(bests, Decimal(0))
        if total != figure.best:
            yield Problem(
                "figure-sum",
                f"{figure.id} gives {figure.best}, its parts add up to {total}",
                figure.at("best"),
                f"parts: {', '.join(figure.parts)}",
            )


def parties_say_whose_losses(book: Book) -> Iterator[Problem]:
    """A party that counts losses says whether they are its own or the enemy's.

    The two are expected to err in opposite directions and are never one series.
    """
    for figure in book.all(Figure):
        if figure.metric in LOSSES and figure.relation is None and book.party_of(figure.provider):
            yield Problem(
                "figure-relation",
                f"{figure.id} is a party's count of losses and does not say whose",
                figure.at(),
                "add relation: own, enemy, third_party or civilian",
            )


def series_count_one_thing(book: Book) -> Iterator[Problem]:
    """All figures of a series count the same thing the same way.

    WHO prints a difference only inside one series and method; killed and casualties are
    different metrics (OHCHR), however often reports mistake them.
    """
    first: dict[str, Figure] = {}
    for figure in book.all(Figure):
        if figure.series is None:
            continue
        begun = first.setdefault(figure.series, figure)
        for name in _OF_A_SERIES:
            here, there = getattr(figure, name), getattr(begun, name)
            if here == there:
                continue
            code = "series-mixed"
            if name == "metric" and "casualties" in (here, there):
                code = "series-casualties"
            yield Problem(
                code,
                f"{figure.id} has {name} {here or 'none'}; the series "
                f"{figure.series} has {there or 'none'} ({begun.id})",
                figure.at(name),
                "give it a series of its own",
            )


def ranges_say_what_they_are(book: Book) -> Iterator[Problem]:
    """The span between two reports is not called a confidence interval (undercount research)."""
    for figure in book.all(Figure):
        if figure.range_kind is RangeKind.STATISTICAL:
            continue
        for name in ("label", "note", "covers", "excludes"):
            if _STATISTICAL.search(getattr(figure, name) or ""):
                yield Problem(
                    "figure-interval",
                    f"{figure.id} calls a reported range statistical",
                    figure.at(name),
                    "say 'reported range', or set range_kind: statistical",
                )


def figures_have_their_day(book: Book) -> Iterator[Problem]:
    """A figure says of which day or period it is (OCHA: numbers in context)."""
    for figure in book.all(Figure):
        if figure.as_of is None and figure.period is None and figure.event is None:
            yield Problem(
                "figure-undated",
                f"{figure.id} has no day, period or event",
                figure.at(),
                "add as_of: or period:",
                Level.WARNING,
            )


def _values(figure: Figure) -> Iterator[tuple[str, Decimal | None]]:
    for name in _IN_ORDER:
        yield name, getattr(figure, name)


def _operator_hint(given: set[str]) -> str:
    if given == {"low"}:
        return "with low alone: at_least or more_than"
    if given == {"high"}:
        return "with high alone: at_most"
    if given == {"low", "high"}:
        return "with low and high: between"
    return ""


def _define(word: str, known: Mapping[str, Counted]) -> str:
    near = did_you_mean(word, known)
    return near or f"define it in brief.yaml, or use one of: {', '.join(sorted(known))}"


RULES = (
    metrics_are_known,
    bounds_are_in_order,
    operators_fit_the_values,
    counts_are_whole,
    sums_add_up,
    parties_say_whose_losses,
    series_count_one_thing,
    ranges_say_what_they_are,
    figures_have_their_day,
)
