"""What an assessment stands on; the period is 13 to 19 October."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportkit.problems import Problem

ProblemsIn = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("basis", "codes"),
    [
        ("[rain]", ["judgement-circular"]),
        ("[rain, who]", ["judgement-circular"]),
        ("[rain, toll]", []),
        ("[said]", []),
    ],
)
def test_a_judgement_rests_on_more_than_opinion(
    problems_in: ProblemsIn, basis: str, codes: list[str]
) -> None:
    assert codes == problems_in(
        "gaps: [{id: who}]\nclaims: [{id: said}]\n"
        f"judgements: [{{id: rain}}, {{id: flood, basis: {basis}}}]"
    )


@pytest.mark.parametrize(
    ("confidence", "basis", "codes"),
    [
        ("level: high", "[toll]", ["confidence-origins"]),
        ("level: high", "[toll, copied]", ["confidence-origins"]),  # both are the wire's
        ("level: high", "[toll, bridge-shut]", []),
        ("level: moderate", "[toll]", []),
        (
            "level: high, basis: {information_base: high, rigour: low, complexity_volatility: low}",
            "[toll, bridge-shut]",
            ["confidence-parts"],
        ),
        (  # that a matter is tangled is no fault of the basis
            (
                "level: high, basis: {information_base: high, rigour: high, "
                "complexity_volatility: low}"
            ),
            "[toll, bridge-shut]",
            [],
        ),
    ],
)
def test_high_confidence_is_earned(
    problems_in: ProblemsIn, confidence: str, basis: str, codes: list[str]
) -> None:
    assert codes == problems_in(
        "facts: [{id: copied, source_refs: [copy]}]\n"
        f"judgements: [{{confidence: {{{confidence}}}, basis: {basis}}}]"
    )


def test_the_message_counts_origins_and_not_sources(
    problems: Callable[..., tuple[Problem, ...]],
) -> None:
    (problem,) = problems(
        "facts: [{id: copied, source_refs: [copy]}]\n"
        "judgements: [{id: j, confidence: {level: high}, basis: [toll, copied]}]"
    )

    assert "j has high confidence and rests on 1 independent origin" == problem.message


def test_confidence_is_not_asked_of_what_could_not_be_read(problems_in: ProblemsIn) -> None:
    case = (
        "facts: [{id: f, verification: sure}]\n"
        "judgements: [{confidence: {level: high}, basis: [toll, f]}]"
    )

    assert ["enum-unknown"] == problems_in(case)


@pytest.mark.parametrize(
    ("assumption", "codes"),
    [
        ("linchpin: true, supports: [rain], checked_on: 2025-10-12", ["linchpin-unchecked"]),
        ("linchpin: true, checked_on: 2025-10-12", []),  # nothing stands on it
        ("linchpin: false, supports: [rain], checked_on: 2025-10-12", []),
        ("linchpin: true, supports: [rain], checked_on: 2025-10-19", []),
        (
            "linchpin: true, supports: [rain]",
            [],
        ),  # no such days are kept
    ],
)
def test_a_linchpin_is_looked_at_in_each_period(
    problems_in: ProblemsIn, assumption: str, codes: list[str]
) -> None:
    assert codes == problems_in(
        f"judgements: [{{id: rain}}]\nassumptions: [{{if_wrong: All falls., {assumption}}}]"
    )


@pytest.mark.parametrize(
    ("criteria", "codes"),
    [
        ("Cargo crosses the bridge by 30 October.", ["criteria-repeat"]),
        ("True if the bridge is crossed by cargo.", ["criteria-repeat"]),
        ("It happens.", ["criteria-repeat"]),
        ("True if customs report cargo at the bridge.", []),
        ("No cargo crosses the bridge.", []),
        ("Two laden lorries cross.", []),
    ],
)
def test_criteria_say_more_than_the_statement(
    problems_in: ProblemsIn, criteria: str, codes: list[str]
) -> None:
    resolution = f"resolution: {{criteria: {criteria}, due: 2025-10-30}}"
    statement = "It is likely that cargo crosses the bridge by 30 October."

    assert codes == problems_in(f"judgements: [{{statement: {statement}, {resolution}}}]")


@pytest.mark.parametrize(
    ("records", "codes"),
    [
        ("judgements: [{id: rain}]", ["indicator-unlinked"]),
        ("judgements: [{id: rain, indicators: [clouds]}]", []),
        ("judgements: [{id: rain, alternatives: [{statement: B., indicators: [clouds]}]}]", []),
        ("", []),  # a series that judges nothing may watch
    ],
)
def test_what_is_watched_bears_upon_a_judgement(
    problems_in: ProblemsIn, records: str, codes: list[str]
) -> None:
    assert codes == problems_in(f"{records}\nindicators: [{{id: clouds}}]")
