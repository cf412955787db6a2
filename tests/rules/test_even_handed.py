"""Where the rules on both sides alike stay quiet, and what they take for a merged number."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.rules.conftest import RECORDS

ProblemsIn = Callable[..., list[str]]

CLASH = (
    "events: [{id: clash}]\n"
    "figures: [{provider: north, relation: own, best: 23, event: clash},\n"
    "  {provider: south, relation: enemy, best: 58, event: clash},\n"
)


@pytest.mark.parametrize(
    "count",
    [
        "provider: observers, best: 41, source_refs: [paper]",  # a source of its own
        "provider: observers, best: 42",  # no mean
        "provider: observers, best: 58",  # repeats the one side
        "provider: observers, best: 41, metric: injured",  # counts something else
        "provider: observers, best: 41, status: withdrawn, status_reason: A mean.",
    ],
)
def test_a_count_that_only_looks_like_a_mean_is_taken(problems_in: ProblemsIn, count: str) -> None:
    assert [] == problems_in(f"{CLASH}  {{{count}, event: clash}}]")


@pytest.mark.parametrize(
    "statement",
    [
        "North counts 23 and South counts 58 killed.",
        "North and South give between 23 and 58 killed.",
        "The clinic treats between 23 and 59 people.",
        "It rained on 23 and 28 October.",
        "“Between 23 and 58” were killed.",
        "On average 12 lorries cross.",
    ],
)
def test_a_sentence_that_merges_nothing_is_taken(problems_in: ProblemsIn, statement: str) -> None:
    fact = f"facts: [{{statement: '{statement}', date: 2025-10-14}}]"

    assert "counts-merged-in-text" not in problems_in(f"{CLASH[:-2]}]\n{fact}")


def test_a_sum_of_one_side_is_its_own_matter(problems_in: ProblemsIn) -> None:
    parts = (
        "{id: a, provider: north, relation: own}, {id: b, provider: north, relation: own, best: 4}"
    )
    whole = "{provider: north, relation: own, best: 7, parts: [a, b]}"

    assert [] == problems_in(f"figures: [{parts}, {whole}]")


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("The regime shut it.", ["word-loaded"]),
        ("The customs regime was changed.", []),
        ("The so-called road is shut.", ["word-loaded"]),
        ("Two were martyred.", ["word-loaded"]),
        ("Two were “martyred”, North says.", []),
        ("The Liberated Bridge is shut.", []),  # the name of a place
        ("Terrorism is a crime.", []),
    ],
)
def test_a_word_takes_a_side_by_itself_alone(
    problems_in: ProblemsIn, words: str, codes: list[str]
) -> None:
    places = "places: [{name: Liberated Bridge}]"

    assert codes == problems_in(f"{places}\nfacts: [{{statement: '{words}'}}]")


def test_with_one_party_there_is_nothing_to_compare(problems_in: ProblemsIn) -> None:
    alone = RECORDS.replace("South, kind: state, party_to_conflict: true", "South, kind: state")
    long = f"{{speaker: north, statement: {'word ' * 60}}}"
    case = f"claims: [{', '.join([long] * 4)}]\nfacts: [{{statement: North claims the hill.}}]"

    assert [] == problems_in(case, records=alone)


def test_three_parties_stand_by_the_alphabet_and_are_compared_each(problems_in: ProblemsIn) -> None:
    east = "actors: [{id: east, name: East, kind: state, party_to_conflict: true}]\n"
    wrong = "commitments: [{by: [north, east, south]}]"

    assert ["list-order"] == problems_in(east + wrong)
    assert [] == problems_in(east + wrong.replace("north, east", "east, north"))


def test_what_is_dropped_or_deprecated_is_not_counted(problems_in: ProblemsIn) -> None:
    long = f"statement: {'word ' * 60}"
    north = f"{{speaker: north, {long}}}"
    ended = f"{{speaker: north, {long}, rank: deprecated, rank_reason: Taken back.}}"
    south = f"{{speaker: south, {long}}}"

    assert [] == problems_in(f"claims: [{north}, {north}, {ended}, {ended}, {ended}, {south}]")
    assert ["room-uneven"] == problems_in(f"claims: [{', '.join([north] * 5)}, {south}]")


def test_an_end_of_two_near_counts_is_not_their_mean(problems_in: ProblemsIn) -> None:
    near = CLASH.replace("best: 58", "best: 24")

    assert [] == problems_in(f"{near}  {{provider: observers, best: 23, event: clash}}]")


@pytest.mark.parametrize(
    ("fought", "codes"),
    [
        ("{actor: south, role: other}", []),  # who counts did not fight
        ("{actor: north, role: other}", []),
        ("{actor: north, role: other}, {actor: south, role: other}", ["losses-one-sided"]),
    ],
)
def test_the_other_sides_count_is_asked_for_where_both_fought(
    problems_in: ProblemsIn, fought: str, codes: list[str]
) -> None:
    figure = "{provider: north, relation: own, best: 23, event: clash}"

    assert codes == problems_in(f"events: [{{id: clash, actors: [{fought}]}}]\nfigures: [{figure}]")


@pytest.mark.parametrize(
    ("field", "code", "most"),
    [
        ("spokesperson: A. Speaker", "speakers-uneven", 4),
        ("quote: {text: no fire}", "quotes-uneven", 3),
    ],
)
def test_shares_of_ten_claims_a_side_may_lie_so_many_tenths_apart(
    problems_in: ProblemsIn, field: str, code: str, most: int
) -> None:
    """Told where more than 40 points part the sides in names, more than 30 in quotations."""

    def claims(of_north: int) -> str:
        own = [f"{{speaker: north, {field}}}"] * of_north + ["{speaker: north}"] * (10 - of_north)
        return f"claims: [{', '.join([*own, *['{speaker: south}'] * 10])}]"

    assert code not in problems_in(claims(most))
    assert code in problems_in(claims(most + 1))
