"""Can the numbers of a series be compared?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportkit.model.book import Book
from reportkit.model.evidence import Figure
from reportkit.model.metrics import LOSSES
from reportkit.model.vocabulary.events import RangeKind
from reportkit.problems import Code, Example, Problem
from reportkit.rules.rule import rule

#: What one series has in common, or its numbers cannot be compared over time.
_OF_A_SERIES = ("metric", "population", "place", "provider", "method", "relation")
_STATISTICAL = re.compile(r"confidence interval|margin of error", re.IGNORECASE)


@rule(
    Code(
        "figure-relation",
        "UCDP; equal treatment of parties",
        "A party's count of its own losses and its count of the enemy's err in opposite "
        "directions and are never one series; its figure says which it is.",
        (
            Example(
                "# north-army is a party to the conflict\nfigures: [{provider: north-army}]",
                "# north-army is a party to the conflict\n"
                "figures: [{provider: north-army, relation: own}]",
            ),
        ),
    )
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


@rule(
    Code(
        "series-mixed",
        "WHO",
        "Figures of one series share metric, population, place, provider, method and "
        "relation; differences over time are computed only inside one series.",
        (
            Example(
                "figures: [{series: s, method: count}, {series: s, method: estimate}]",
                "figures: [{series: s, method: count}, {series: s, method: count, best: 9,\n"
                "  as_of: 2025-10-19}]",
            ),
        ),
    ),
    Code(
        "series-casualties",
        "OHCHR, Every Casualty",
        "Casualties are killed and injured together. A toll of casualties in a series of "
        "the killed is the error that reports most often copy from each other.",
        (
            Example(
                "figures: [{series: s, metric: killed}, {series: s, metric: casualties}]",
                "figures: [{series: s, metric: killed}, {series: t, metric: casualties}]",
            ),
        ),
    ),
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


@rule(
    Code(
        "figure-interval",
        "research on undercounts",
        "The span between two reports is no confidence interval; only a statistical "
        "range_kind may be called so.",
        (
            Example(
                "figures: [{note: The confidence interval., range_kind: reported_min_max}]",
                "figures: [{note: The confidence interval., range_kind: statistical}]",
            ),
        ),
    )
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


RULES = (
    parties_say_whose_losses,
    series_count_one_thing,
    ranges_say_what_they_are,
)
