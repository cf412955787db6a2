"""Does a number say what it counts, and is it possible?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from reportkit.loading.snippets import quoted
from reportkit.model.book import Book
from reportkit.model.evidence import Figure
from reportkit.model.metrics import METRICS, Counted, metrics_of, populations_of
from reportkit.model.series import Metric
from reportkit.model.vocabulary.events import Operator
from reportkit.problems import Code, Example, Level, Problem, did_you_mean
from reportkit.rules.rule import rule

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


@rule(
    Code(
        "metric-unknown",
        "UCDP",
        "What a figure counts is one of the built-in metrics or is defined in brief.yaml "
        "under 'metrics', so that figures can be compared.",
        (Example("figures: [{metric: kiled}]", "figures: [{metric: killed}]"),),
    ),
    Code(
        "population-unknown",
        "UCDP",
        "Among whom a figure counts is one of the built-in populations or is defined in "
        "brief.yaml under 'populations'.",
        (Example("figures: [{population: civilians}]", "figures: [{population: civilian}]"),),
    ),
)
def metrics_are_known(book: Book) -> Iterator[Problem]:
    """What a figure counts, and among whom, is a built-in or brief.yaml's own (UCDP)."""
    metrics, populations = metrics_of(book.brief), populations_of(book.brief)
    for figure in book.all(Figure):
        if figure.metric not in metrics:
            yield Problem(
                "metric-unknown",
                f"{figure.id} counts '{figure.metric}', no metric known here",
                figure.at("metric"),
                _define("metrics", figure.metric, metrics, book.brief.metrics),
            )
        if figure.population not in populations:
            yield Problem(
                "population-unknown",
                f"{figure.id} counts among '{figure.population}', no population known here",
                figure.at("population"),
                _define("populations", figure.population, populations, book.brief.populations),
            )


@rule(
    Code(
        "figure-empty",
        "UCDP",
        "A figure gives at least one of low, best and high.",
        (Example("figures: [{metric: killed, best: -}]", "figures: [{metric: killed, best: 0}]"),),
    ),
    Code(
        "figure-range",
        "UCDP",
        "low <= best <= high.",
        (
            Example("figures: [{low: 4, best: 3}]", "figures: [{low: 3, best: 3, high: 3}]"),
            Example(
                "figures: [{low: 4, best: -, high: 3, operator: between}]",
                "figures: [{low: 3, best: -, high: 4, operator: between}]",
            ),
        ),
    ),
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


@rule(
    Code(
        "figure-operator",
        "UCDP, ACLED",
        "The operator says how to read the number: exact and about have a best, at_least "
        "and more_than a low, at_most a high, between a low and a high.",
        (
            Example(
                "figures: [{low: 4, best: -}]", "figures: [{low: 4, best: -, operator: more_than}]"
            ),
            Example(
                "figures: [{low: 4, best: -, high: 9, operator: at_least}]",
                "figures: [{low: 4, best: -, high: 9, operator: between}]",
            ),
        ),
    ),
    Code(
        "figure-vague",
        "ACLED",
        '"Dozens" is a lower bound of 12 and nothing more: a vague term has a low, no '
        "best and no high.",
        (
            Example(
                "figures: [{best: 12, vague_term: dozens}]",
                "figures: [{low: 12, best: -, vague_term: dozens}]",
            ),
        ),
    ),
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


@rule(
    Code(
        "figure-count",
        "house rule: a record agrees with itself",
        "People, attacks and houses are counted in whole numbers from zero up.",
        (
            Example(
                "figures: [{metric: killed, best: 2.5}]",
                "figures: [{metric: trade_loss, best: 2.5}]",
            ),
        ),
    )
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


@rule(
    Code(
        "figure-sum",
        "UCDP",
        "The best of a figure with parts is the sum of their bests.",
        (
            Example(
                "figures: [{id: east, best: 1}, {id: west, best: 2},\n"
                "  {best: 4, parts: [east, west]}]",
                "figures: [{id: east, best: 1}, {id: west, best: 2},\n"
                "  {best: 3, parts: [east, west]}]",
            ),
        ),
    )
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


@rule(
    Code(
        "figure-undated",
        "OCHA",
        "A number without its day or period cannot be compared with another.",
        (
            Example(
                "figures: [{metric: killed, as_of: -}]",
                "figures: [{metric: killed, as_of: -, period: {start: 2025-10-13, end: "
                "2025-10-18}}]",
            ),
        ),
        level=Level.WARNING,
    )
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


def _define(key: str, word: str, known: Mapping[str, Counted], own: Sequence[Metric]) -> str:
    """Say which known word was meant, or give the lines that define a new one."""
    if near := did_you_mean(word, known):
        return near
    label = quoted(" ".join(re.split("[._-]+", word)))
    where = f"paste under '{key}:' in seeds/brief.yaml:" if own else "paste into seeds/brief.yaml:"
    lines = (
        f"one of: {', '.join(sorted(known))}",
        f"or {where}",
        *([] if own else [f"{key}:"]),
        f"  - {{id: {word}, label: {label}}}  # the label is printed after the number",
    )
    return "\n".join(lines)


RULES = (
    metrics_are_known,
    bounds_are_in_order,
    operators_fit_the_values,
    counts_are_whole,
    sums_add_up,
    figures_have_their_day,
)
