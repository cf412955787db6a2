"""Charges and silence: what counts as an answer, and what is no charge."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportkit.problems import Problem

ProblemsIn = Callable[..., list[str]]
Problems = Callable[..., tuple[Problem, ...]]

CHARGE = "{id: charge, speaker: south, date: 2025-10-16, about: [north]}"


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        ("modality: no_comment, date: 2025-10-16", []),
        ("modality: not_available, date: 2025-10-18", []),
        ("modality: no_comment, date: 2025-10-15", ["answer-before-charge", "charge-unanswered"]),
        # A denial of an earlier day is still the party's word; its day is asked about alone.
        ("modality: denies, date: 2025-10-15", ["answer-before-charge"]),
        ("modality: asserts, date: 2025-10-15", []),
    ],
)
def test_a_silence_older_than_the_charge_is_no_answer(
    problems_in: ProblemsIn, answer: str, codes: list[str]
) -> None:
    claims = f"claims: [{CHARGE}, {{speaker: north, about: [charge], {answer}}}]"

    assert codes == sorted(problems_in(claims))


def test_a_claim_whose_day_is_known_roughly_may_be_answered_before_it(
    problems_in: ProblemsIn,
) -> None:
    """Its date is the last day that it can be."""
    rough = CHARGE.replace("about:", "date_precision: range, about:")
    denial = "{speaker: north, modality: denies, about: [charge], date: 2025-10-14}"

    assert [] == problems_in(f"claims: [{rough}, {denial}]")


def test_who_accepts_an_event_is_charged_by_nobody(problems_in: ProblemsIn) -> None:
    claims = "claims: [{id: said, speaker: south}]"
    began = "{actor: north, role: initiator, attribution: accepted, by: [said]}"

    assert [] == problems_in(f"{claims}\nevents: [{{actors: [{began}]}}]")


def test_a_violation_of_a_ceasefire_charges_who_began_it(problems: Problems) -> None:
    records = """\
claims: [{id: said, speaker: south, statement: the truce was broken}]
events: [{id: shots, actors: [{actor: north-army, role: initiator, attribution: unknown}]}]
commitments:
  - {by: [north, south], ceasefire: {form: written, sides: bilateral, class: preliminary,
     start: 2025-10-01, violations: [{event: shots, alleged_by: [said]}]}}
"""
    (problem,) = problems(records)

    assert ("charge-unanswered", "said charges North; no word of North on it is recorded") == (
        problem.code,
        problem.message,
    )


def test_each_party_that_is_less_looked_at_is_named_with_its_count(
    problems: Problems, tmp_path: Path
) -> None:
    """The finding stands at the first charge on which its word was not looked for."""
    claims = [
        f"{{id: {one[0]}{n}, speaker: {one}, about: [{other}]}}"
        for one, other in (("north", "south"), ("south", "north"))
        for n in range(4)
    ]
    looked = "{speaker: south, modality: no_comment, statement: it, about: [n0, n1, n2]}"
    found = problems(f"claims: [{', '.join([*claims, looked])}]")

    (uneven,) = (one for one in found if one.code == "silence-one-sided")
    assert "South was looked for on 3 of 4 charges without its answer" in uneven.message
    assert "North on 0 of 4" in uneven.message
    lines = (tmp_path / "seeds" / "case.yaml").read_text().splitlines()
    assert "- id: s0" == lines[uneven.mark.line - 1].strip()


def test_steps_of_one_party_are_warned_of_once(problems: Problems) -> None:
    found = problems("measures: [{by: north, against: south}, {by: north-army, against: south}]")

    assert ["North took 2 steps against South; no word or step of South is recorded"] == [
        problem.message for problem in found
    ]


def test_a_word_on_a_fact_that_tells_of_the_step_is_a_word_on_it(problems_in: ProblemsIn) -> None:
    step = "measures: [{id: closed, by: north, against: south}]"
    fact = "facts: [{id: shut, about: [closed], date: 2025-10-14}]"
    word = "claims: [{speaker: south, modality: no_comment, statement: it, about: [shut]}]"

    assert [] == problems_in(f"{step}\n{fact}\n{word}")


@pytest.mark.parametrize(("outcome", "codes"), [("deadlock", ["round-one-sided"]), ("ongoing", [])])
def test_demands_are_not_asked_for_while_a_round_sits(
    problems_in: ProblemsIn, outcome: str, codes: list[str]
) -> None:
    sat = "delegations: [{party: north}, {party: south}]"
    wants = "positions: [{party: north, demand: A signed text}]"

    assert codes == problems_in(f"rounds: [{{{sat}, {wants}, outcome: {outcome}}}]")
