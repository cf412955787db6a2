"""One slip gives one finding, a hint that is followed leaves quiet, and plain sentences pass."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportkit.problems import Problem

ProblemsIn = Callable[..., list[str]]
Problems = Callable[..., tuple[Problem, ...]]


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        ("A laboratory confirmed cholera in 9 of 14 samples.", []),
        ("The clinic counts 12 confirmed cases.", []),
        ("Tests confirmed that the water is unsafe.", []),
        ("An appeals court confirmed the sentence.", []),
        ("The count was confirmed by the clinic’s sample.", []),
        ("The court confirmed that two judges left.", ["verb-unearned"]),
        ("The ministry confirmed that the water is unsafe.", ["verb-unearned"]),
        ("The clinic tests water; the ministry confirmed a leak.", ["verb-unearned"]),
    ],
)
def test_what_a_test_confirms_lends_nobody_weight(
    problems_in: ProblemsIn, statement: str, codes: list[str]
) -> None:
    assert codes == problems_in(f"facts: [{{statement: '{statement}'}}]")


def test_what_a_verb_needs_is_asked_with_keys_that_the_record_has(problems: Problems) -> None:
    """A fact has no 'against_interest'."""
    fact, claim = problems(
        "facts: [{statement: North confirmed it.}]\nclaims: [{speaker: north, modality: confirms}]"
    )

    assert "verification: multi_origin" in fact.hint
    assert "against_interest: true" in claim.hint


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        ("The school year begins on 1 November.", []),
        ("The permit expires on 18 October.", []),
        ("The truce must be signed by 18 October.", []),
        ("The ministry asked on 18 October for tents.", ["fact-runs-ahead"]),
        ("The union called a strike for 25 October.", []),
        ("The road from North is open since 18 October.", ["fact-runs-ahead"]),
        ("The road is shut from 18 October.", []),
        ("The permit holds until 18 October.", []),
        ("They left on 14 or 15 October.", []),
        ("The road is shut from 20 to 24 October.", []),
        ("Rain is forecast between 20 and 24 October.", []),
        ("The ministry asked for tents by 18 October.", []),
        ("The gate stood open on 18 October.", ["fact-runs-ahead"]),
        ("They met at the far end on 18 October.", ["fact-runs-ahead"]),
    ],
)
def test_what_a_calendar_fixes_runs_not_ahead(
    problems_in: ProblemsIn, statement: str, codes: list[str]
) -> None:
    assert codes == problems_in(f"facts: [{{date: 2025-10-14, statement: '{statement}'}}]")


def test_a_day_past_the_cut_off_is_refused_once(problems_in: ProblemsIn) -> None:
    daily = "sources: [{id: daily, published: 2025-10-12}]\n"
    fact = "facts: [{date: 2025-10-22, source_refs: [daily]}]"

    assert ["record-after-cut-off"] == problems_in(daily + fact)


def test_a_forecast_due_before_its_horizon_is_asked_about_once(problems_in: ProblemsIn) -> None:
    assert ["period-order"] == problems_in(
        "judgements: [{horizon: 2025-11-30, resolution: {criteria: Seen., due: 2025-10-01}}]"
    )


def test_a_highlight_that_repeats_is_one_finding(problems_in: ProblemsIn) -> None:
    highlight = "highlights: [{text: Observers count 3 dead., basis: [toll, bridge-shut]}]"
    line = ("basis: [bridge-shut]}\nkey_", f"basis: [bridge-shut, toll]}}\n{highlight}\nkey_")

    assert ["page-one-repeats"] == problems_in(edition=line)


def test_a_hedge_in_place_of_the_term_is_one_finding(problems: Problems) -> None:
    (problem,) = problems("judgements: [{statement: It may spread., likelihood: {term: likely}}]")

    assert "likelihood-unstated" == problem.code
    assert "write 'likely' in place of 'may', which is on no scale" == problem.hint


def test_a_statement_names_the_day_of_the_horizon_and_not_the_day_of_decision(
    problems_in: ProblemsIn,
) -> None:
    """That the outcome is known by 5 December makes no forecast of 5 December."""
    held = "horizon: 2025-11-30, resolution: {criteria: It is seen by 5 December., due: 2025-12-05}"
    by = "judgements: [{{statement: It is likely to end by {}., {}}}]"

    assert [] == problems_in(by.format("30 November", held))
    assert ["judgement-days"] == problems_in(by.format("5 December", held))


def test_an_admission_without_ground_is_one_finding(problems_in: ProblemsIn) -> None:
    assert ["verb-unearned"] == problems_in("facts: [{statement: North admitted the fire.}]")


def test_a_third_partys_toll_is_not_asked_of_a_sentence_that_tells_another(
    problems_in: ProblemsIn,
) -> None:
    """Only the event brings it; 195 is what the first had counted a week before."""
    tolls = (
        "events: [{id: flood}]\n"
        "figures: [{id: a, best: 214, event: flood}, {provider: south, best: 2300, event: flood,\n"
        "  relation: civilian}]\n"
    )
    fact = "facts: [{event: flood, statement: 'Observers count 214 killed, after 195 killed.'}]"

    assert [] == problems_in(tolls + fact)


def test_a_chance_in_place_of_the_term_is_one_finding(problems_in: ProblemsIn) -> None:
    chance = (
        "judgements: [{statement: There is a 50-50 chance of rain., likelihood: {term: likely}}]"
    )

    assert ["likelihood-typed"] == problems_in(chance)


def test_who_follows_the_hint_on_a_day_ahead_is_not_sent_past_the_cut_off(
    problems: Problems,
) -> None:
    near, far = problems(
        "facts: [{date: 2025-10-14, statement: They met on 18 October.},\n"
        "  {date: 2025-10-14, statement: They met on 25 October.}]"
    )

    assert near.hint.startswith("give it the day")
    assert far.hint.startswith("it lies after the cut-off")


def test_a_range_over_two_sides_losses_is_to_be_left_out(problems: Problems) -> None:
    (problem,) = problems(
        "events: [{id: clash}]\n"
        "figures: [{provider: north, relation: enemy, best: 120, event: clash},\n"
        "  {provider: south, relation: enemy, best: 85, event: clash},\n"
        "  {provider: observers, best: -, low: 85, high: 120, operator: between, event: clash}]"
    )

    assert "leave the range out: its ends do not count the same people" == problem.hint


def test_two_persons_of_one_sound_are_told_apart_by_an_initial(problems_in: ProblemsIn) -> None:
    two = "claims: [{{spokesperson: Jonas{} Radek}}, {{spokesperson: Jonas{} Radeck}}]"

    assert ["person-spelled"] == problems_in(two.format("", ""))
    assert [] == problems_in(two.format("", " B."))


def test_a_promise_due_before_it_was_made_is_asked_about_once(problems_in: ProblemsIn) -> None:
    promise = "made_on: 2025-10-14, due: 2025-10-10, commitment_status: announced"

    assert ["period-order"] == problems_in(f"commitments: [{{by: [north], {promise}}}]")


def test_a_term_of_the_other_row_is_not_asked_for_in_the_sentence(problems_in: ProblemsIn) -> None:
    """Written there, as the hint had it, the rows would be mixed twice."""
    first = "{statement: It is likely to rain., likelihood: {term: likely}}"
    other = "{statement: It is likely to snow., likelihood: {term: probable}}"

    assert ["likelihood-mixed"] == problems_in(f"judgements: [{first}, {other}]")
