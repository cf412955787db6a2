"""Are the counts of opposing parties kept apart: never averaged, added up or merged?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportkit.model.book import Book, is_live
from reportkit.model.evidence import Figure
from reportkit.model.metrics import LOSSES
from reportkit.model.vocabulary.events import RangeKind, Relation
from reportkit.problems import Code, Example, Problem
from reportkit.rules.counts import values_of
from reportkit.rules.counts_of_parties import (
    Opposed,
    counts_of_parties,
    matter_of,
    means_of,
    opposed_counts,
    side_counted,
    unlike,
)
from reportkit.rules.party_names import names_in
from reportkit.rules.rule import rule

_STANDARD = "UCDP; equal treatment of parties"
_OTHER_LOSSES = "from counts of one side's losses and of the other's"
_TWO = 2
#: What the examples hold: the same dead, as two sides count them.
_BOTH = (
    "# north and south are the parties\n"
    "events: [{id: clash}]\n"
    "figures: [{id: ours, provider: north, relation: own, best: 23, event: clash},\n"
    "  {id: theirs, provider: south, relation: enemy, best: 58, event: clash},\n"
)
_APART = "{provider: observers, best: 31, event: clash}]"


@rule(
    Code(
        "toll-merged",
        _STANDARD,
        "Numbers of opposing parties are never averaged, added up or merged: no figure is "
        "the mean or the sum of what two parties count, with 'parts' or without. Each "
        "stands by itself beside the other; an independent count has a source of its own.",
        (
            Example(
                f"{_BOTH}  {{provider: observers, best: 81, parts: [ours, theirs]}}]",
                f"{_BOTH}  {_APART}",
            ),
            Example(
                f"{_BOTH}  {{provider: observers, method: estimate, best: 41, event: clash}}]",
                f"{_BOTH}  {{provider: observers, method: estimate, best: 41, event: clash,\n"
                "  source_refs: [paper]}]",
            ),
        ),
    )
)
def opposing_counts_are_not_merged(book: Book) -> Iterator[Problem]:
    """No figure is the mean or the sum of what opposing parties count.

    A number that equals it is held to be it where it rests on no source but theirs.
    """
    pairs = book.once(opposed_counts)
    for figure in book.all(Figure):
        if not is_live(figure):
            continue
        if merged := _parts_of_both(book, figure) or _reckoned(book, figure, pairs):
            yield Problem(
                "toll-merged",
                f"{figure.id} is {merged}",
                figure.at("parts" if figure.parts else "best"),
                "leave it out: the page sets the parties' numbers side by side; a count by "
                "somebody else cites the source that gives it",
            )


@rule(
    Code(
        "losses-merged",
        _STANDARD,
        "A party's own losses and its enemy's are two series: no figure adds up parts of "
        "both, and 'relation' and 'population' say the same: own goes with own_forces, "
        "enemy with enemy_forces.",
        (
            Example(
                "figures: [{id: ours, provider: north, relation: own, best: 23},\n"
                "  {id: theirs, provider: north, relation: enemy, best: 200},\n"
                "  {provider: observers, best: 223, parts: [ours, theirs]}]",
                "figures: [{id: ours, provider: north, relation: own, best: 23},\n"
                "  {id: more, provider: north, relation: own, best: 6},\n"
                "  {provider: north, relation: own, best: 29, parts: [ours, more]}]",
            ),
            Example(
                "figures: [{provider: north, relation: own, population: enemy_forces}]",
                "figures: [{provider: north, relation: enemy, population: enemy_forces}]",
            ),
        ),
    )
)
def own_and_enemy_losses_stay_apart(book: Book) -> Iterator[Problem]:
    """A party's own losses and its enemy's are never added up, nor called each other's name."""
    for figure in book.all(Figure):
        if not is_live(figure):
            continue
        if _parts_own_and_enemy(book, figure):
            yield Problem(
                "losses-merged",
                f"{figure.id} adds up one party's own losses and its enemy's",
                figure.at("parts"),
                "make two figures: own losses and enemy losses err in opposite directions",
            )
        if figure.population in _OTHER_SIDE and figure.relation is _OTHER_SIDE[figure.population]:
            yield Problem(
                "losses-merged",
                f"{figure.id} has relation {figure.relation} and population {figure.population}",
                figure.at("relation"),
                "own goes with own_forces, enemy with enemy_forces, both as seen by the provider",
            )


_OTHER_SIDE = {"own_forces": Relation.ENEMY, "enemy_forces": Relation.OWN}


@rule(
    Code(
        "parts-mixed",
        "OHCHR, Every Casualty",
        "Killed, injured and casualties are three metrics: the killed are the sum of "
        "killed alone, and only casualties add up killed and injured.",
        (
            Example(
                "figures: [{id: dead, best: 1}, {id: hurt, metric: injured, best: 15},\n"
                "  {metric: killed, best: 16, parts: [dead, hurt]}]",
                "figures: [{id: dead, best: 1}, {id: hurt, metric: injured, best: 15},\n"
                "  {metric: casualties, best: 16, parts: [dead, hurt]}]",
            ),
        ),
    )
)
def parts_count_what_their_sum_counts(book: Book) -> Iterator[Problem]:
    """Losses are added up only from losses of the same kind, casualties from killed and injured."""
    for figure in book.all(Figure):
        if figure.metric not in LOSSES or not is_live(figure):
            continue
        allowed = _ADDS_UP.get(figure.metric, {figure.metric})
        for index, id in enumerate(figure.parts):
            part = book.get(Figure, id)
            if part and part.metric not in allowed:
                yield Problem(
                    "parts-mixed",
                    f"{figure.id} counts the {figure.metric} and has {part.id} as a part, which "
                    f"counts {part.metric}",
                    figure.at(f"parts.{index}"),
                    "killed and injured together are casualties",
                )


_ADDS_UP = {"casualties": {"casualties", "killed", "injured"}}


@rule(
    Code(
        "range-unattributed",
        _STANDARD,
        "A range whose ends are two parties' numbers is a reported range: range_kind: "
        "reported_min_max, with a note that names who gives each end. Its ends count the "
        "same people: one side's own losses and its enemy's make no range.",
        (
            Example(
                f"{_BOTH}  {{provider: observers, best: -, low: 23, high: 58, event: clash,\n"
                "  operator: between}]",
                f"{_BOTH}  {{provider: observers, best: -, low: 23, high: 58, event: clash,\n"
                "  operator: between, range_kind: reported_min_max,\n"
                "  note: North gives 23 and South 58.}]",
            ),
            Example(
                f"{_BOTH}  {{id: south-own, provider: south, relation: own, best: 9, "
                "event: clash},\n"
                "  {provider: observers, best: -, low: 9, high: 58, event: clash,\n"
                "  operator: between, range_kind: reported_min_max, note: South gives 9 and 58; "
                "North 23.}]",
                f"{_BOTH}  {{id: south-own, provider: south, relation: own, best: 9, "
                "event: clash}]",
            ),
        ),
    )
)
def ranges_name_who_gives_each_end(book: Book) -> Iterator[Problem]:
    """A range over parties' numbers is labelled as reported, with who gives each end."""
    given = book.once(counts_of_parties)
    for figure in book.all(Figure):
        if not _is_span(figure) or book.party_of(figure.provider):
            continue
        near = given.get(matter_of(figure), [])
        lows = [one for one in near if figure.low in values_of(one)]
        highs = [one for one in near if figure.high in values_of(one)]
        ends = [(low, high) for low in lows for high in highs if low is not high]
        if wrong := _unattributed(book, figure, ends):
            yield Problem(
                "range-unattributed",
                f"{figure.id} gives {figure.low} to {figure.high}, {wrong}",
                figure.at("range_kind" if figure.range_kind else "low"),
                _way_out(figure, wrong),
            )


def _parts_of_both(book: Book, figure: Figure) -> str:
    parts = (book.get(Figure, id) for id in figure.parts)
    sides = {party for part in parts if part and (party := book.party_of(part.provider))}
    return f"added up from counts of {' and '.join(sorted(sides))}" if len(sides) >= _TWO else ""


def _parts_own_and_enemy(book: Book, figure: Figure) -> bool:
    """Tell whether the parts hold both kinds of losses as one and the same party counts them."""
    counted = {
        (book.party_of(part.provider), part.relation)
        for id in figure.parts
        if (part := book.get(Figure, id))
    }
    both = {(party, Relation.ENEMY) for party, relation in counted if relation is Relation.OWN}
    return bool(both & counted)


def _reckoned(
    book: Book, figure: Figure, pairs: Mapping[tuple[str, str], tuple[Opposed, ...]]
) -> str:
    """Say of which two counts a number is the mean or the sum; "" where it is neither."""
    if book.party_of(figure.provider) or figure.best is None:
        return ""
    for one, other in pairs.get(matter_of(figure), ()):
        if not {*figure.source_refs} <= {*one.source_refs, *other.source_refs}:
            continue
        for least, most in unlike(values_of(one), values_of(other)):
            if figure.best == least + most and least:
                return f"the sum of {one.id} and {other.id}, which opposing parties count"
            if figure.best in means_of(least, most):
                return f"the mean of {one.id} and {other.id}, which opposing parties count"
    return ""


def _way_out(figure: Figure, wrong: str) -> str:
    if wrong == _OTHER_LOSSES:
        return "leave the range out: its ends do not count the same people"
    label = "set 'range_kind: reported_min_max' and "
    labelled = figure.range_kind is RangeKind.REPORTED_MIN_MAX
    return f"{'' if labelled else label}name in 'note:' who gives each end, or leave the range out"


def _is_span(figure: Figure) -> bool:
    both = figure.low is not None and figure.high is not None
    return is_live(figure) and bool(figure.event) and both and figure.low != figure.high


def _unattributed(book: Book, figure: Figure, ends: list[tuple[Figure, Figure]]) -> str:
    """Say what a range over parties' numbers lacks; "" for one that is theirs not."""
    sides = [{party for one in pair if (party := book.party_of(one.provider))} for pair in ends]
    if not any(len(pair) >= _TWO for pair in sides):
        apart = any(_other_people(book, *pair) for pair in ends)
        return _OTHER_LOSSES if apart else ""
    if all(_other_people(book, *pair) for pair in ends):
        return _OTHER_LOSSES
    named = {one.party for one in names_in(book, figure.note or "")}
    if figure.range_kind is not RangeKind.REPORTED_MIN_MAX:
        return "the numbers of opposing parties, and does not say that it is a reported range"
    if not any(pair <= named for pair in sides):
        return "the numbers of opposing parties, and does not say who gives which"
    return ""


def _other_people(book: Book, one: Figure, other: Figure) -> bool:
    hit, also = side_counted(book, one), side_counted(book, other)
    return hit is not None and also is not None and hit != also


RULES = (
    opposing_counts_are_not_merged,
    own_and_enemy_losses_stay_apart,
    parts_count_what_their_sum_counts,
    ranges_name_who_gives_each_end,
)
