"""Names in the texts: which are asked about, where, and how often."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportkit.problems import Problem

ProblemsIn = Callable[..., list[str]]
Problems = Callable[..., tuple[Problem, ...]]

PLACE = "places: [{id: torkham, name: Torkham, note: Also printed as Turkham.}]"


def test_the_spelling_of_the_record_is_offered_once(problems: Problems) -> None:
    facts = "{statement: Torkhum is shut., date: 2025-10-14}"
    (problem,) = problems(f"{PLACE}\nfacts: [{facts}, {facts}]")

    assert "'Torkhum' sounds like 'Torkham' of torkham" == problem.message
    assert problem.hint.startswith("did you mean 'Torkham'?")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("'The gate is shut, \"Torkhum\" says the driver.'", []),  # as he spelled it
        ("Traders of Torkham’s gate wait.", []),
        ("Trade at Turkham is shut.", ["name-spelled"]),  # the note is of the record itself
        ("The torkhum is shut.", []),  # no name
    ],
)
def test_what_is_no_slip_is_left_alone(
    problems_in: ProblemsIn, text: str, codes: list[str]
) -> None:
    assert codes == problems_in(f"{PLACE}\nfacts: [{{statement: {text}, date: 2025-10-14}}]")


def test_an_alias_may_be_written(problems_in: ProblemsIn) -> None:
    actor = "{id: tt, name: Tehreek Movement, aliases: [{term: Tehrik Movement, neutral: true}]}"
    fact = "{statement: The Tehrik met., date: 2025-10-14}"

    assert [] == problems_in(f"actors: [{actor}]\nfacts: [{fact}]")


def test_where_each_noun_has_a_capital_a_capital_makes_no_name(problems_in: ProblemsIn) -> None:
    german = ("format: 1\n", "format: 1\ntext_language: de\n")
    facts = "facts: [{statement: Torkhum ist zu., date: 2025-10-14}]"

    assert "name-spelled" not in problems_in(f"{PLACE}\n{facts}", brief=german)


@pytest.mark.parametrize(
    ("other", "codes"),
    [
        ("Ameer Khan Mottaki", ["person-spelled"]),
        ("Amir Khan Muttaqi", []),
        ("'Amir Khan Muttaqi, foreign minister'", []),
        ("Amir Muttaqi", []),  # may be another
        ("Amir Khan Mohmand", []),
    ],
)
def test_a_person_is_compared_name_by_name(
    problems_in: ProblemsIn, other: str, codes: list[str]
) -> None:
    claims = f"claims: [{{spokesperson: Amir Khan Muttaqi}}, {{spokesperson: {other}}}]"

    assert codes == problems_in(claims)
