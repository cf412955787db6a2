"""Until when what goes on holds without another look. The cut-off is on 19 October 2025."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportkit.problems import Problem

Problems = Callable[..., tuple[Problem, ...]]
ProblemsIn = Callable[..., list[str]]

STALE, QUIET = ["record-stale"], list[str]()
NO_DEFAULT = "authors: [A. Writer]"


def freshness(type_: str, after: str) -> tuple[str, str]:
    """Ask for freshness in brief.yaml."""
    return NO_DEFAULT, f"freshness: [{{type: {type_}, after: {after}}}]"


@pytest.mark.parametrize(
    ("record", "codes"),
    [
        ("measures: [{since: 2025-10-01, stale_after: 18 days}]", QUIET),
        ("measures: [{since: 2025-10-01, stale_after: 17 days}]", STALE),
        ("measures: [{since: 2025-10-01, confirmed: 2025-10-15, stale_after: 17 days}]", QUIET),
        ("measures: [{since: 2025-10-01, as_of: 2025-10-05, stale_after: 2 weeks}]", QUIET),
        ("measures: [{since: 2025-10-01, as_of: 2025-10-04, stale_after: 2 weeks}]", STALE),
        ("measures: [{since: 2025-10-01, stale_after: 1 day, measure_status: lifted}]", QUIET),
        ("commitments: [{made_on: 2025-10-01, stale_after: 1 day}]", STALE),
        ("commitments: [{made_on: 2025-10-01, stale_after: 1 day, commitment_status: met}]", QUIET),
        ("measures: [{stale_after: 1 day}]", QUIET),  # nothing tells when it was last so
    ],
)
def test_a_span_runs_from_the_day_of_the_last_confirmation(
    problems_in: ProblemsIn, record: str, codes: list[str]
) -> None:
    assert codes == problems_in(record)


def test_a_newer_source_confirms_and_a_withdrawn_one_does_not(problems_in: ProblemsIn) -> None:
    measure = "measures: [{since: 2025-10-01, stale_after: 1 week, source_refs: [new]}]"
    source = "sources: [{id: new, published: 2025-10-14%s}]\n"

    assert [] == problems_in(source % "" + measure)
    assert "record-stale" in problems_in(
        source % ", source_status: withdrawn, status_reason: Made up" + measure
    )


@pytest.mark.parametrize(
    ("type_", "record", "codes"),
    [
        ("measure", "measures: [{since: 2025-10-01}]", STALE),
        ("measure", "measures: [{since: 2025-10-01, stale_after: 30 days}]", QUIET),
        ("commitment", "measures: [{since: 2025-10-01}]", QUIET),
        ("fact", "facts: [{date: 2025-10-01, standing: true}]", STALE),
        ("fact", "facts: [{date: 2025-10-01}]", QUIET),
        ("figure", "figures: [{as_of: 2025-10-01, scope: moment}]", STALE),
        ("figure", "figures: [{as_of: 2025-10-01}]", QUIET),
    ],
)
def test_the_series_says_it_for_what_goes_on_and_says_nothing_itself(
    problems_in: ProblemsIn, type_: str, record: str, codes: list[str]
) -> None:
    assert codes == problems_in(record, brief=freshness(type_, "1 week"))


def test_what_is_stale_says_since_when_and_what_to_do(problems: Problems) -> None:
    case = "measures: [{id: gate, confirmed: 2025-10-01, stale_after: 1 week}]"
    (problem,) = problems(case)

    assert "gate was last confirmed on 2025-10-01, good until 2025-10-08" == problem.message
    assert "look whether it is still so and set 'confirmed:', or drop it" == problem.hint


@pytest.mark.parametrize("written", ["30", "0 days", "1 weeks", "a week", "3 months", "2025-13-01"])
def test_what_is_neither_day_nor_span_is_refused(problems_in: ProblemsIn, written: str) -> None:
    (code,) = problems_in(f"facts: [{{stale_after: {written}}}]")

    assert code in {"value-form", "date-impossible"}


def test_nothing_is_confirmed_after_the_cut_off(problems_in: ProblemsIn) -> None:
    assert ["record-after-cut-off"] == problems_in("measures: [{confirmed: 2025-10-20}]")
