"""Arrows and highlights, and the period that they tell of: 13 to 19 October."""

from __future__ import annotations

from collections.abc import Callable

import pytest

ProblemsIn = Callable[..., list[str]]
Swap = tuple[str, str]

REASON = (
    "trend: deteriorated\n"
    "trend_rationale: {text: The bridge is shut to trade., basis: [bridge-shut]}"
)


def trend(arrow: str, basis: str, text: str = "The bridge is shut to trade.") -> Swap:
    return REASON, f"trend: {arrow}\ntrend_rationale: {{text: '{text}', basis: {basis}}}"


STEPS = (
    "measures: [{id: old, since: 2025-09-01}, {id: new, since: 2025-10-14},\n"
    "  {id: lifted, since: 2025-09-01, until: 2025-10-15, measure_status: lifted},\n"
    "  {id: threat, since: 2025-10-14, measure_status: threatened}]\n"
)


@pytest.mark.parametrize(
    ("arrow", "basis", "codes"),
    [
        ("deteriorated", "[old]", ["trend-reason-old"]),  # it stands, and explains no change
        ("improved", "[old]", ["trend-reason-old"]),
        ("unchanged", "[old]", []),
        ("deteriorated", "[old, new]", []),
        ("deteriorated", "[old, bridge-shut]", []),  # a record without a day
        ("improved", "[lifted]", []),
        ("unchanged", "[new]", ["trend-unchanged"]),
        ("unchanged", "[lifted, new]", ["trend-unchanged"]),
        ("unchanged", "[old, new]", []),
        ("unchanged", "[threat]", []),  # nothing was done yet
        ("unchanged", "[bridge-shut]", []),
    ],
)
def test_steps_of_the_period_are_a_change_and_older_ones_are_none(
    problems_in: ProblemsIn, arrow: str, basis: str, codes: list[str]
) -> None:
    assert codes == problems_in(STEPS, edition=trend(arrow, basis))


def test_the_arrow_of_a_section_is_asked_as_that_of_page_one(problems_in: ProblemsIn) -> None:
    section = (
        f"{REASON}\nsection_trends: [{{section: front, trend: improved, rationale: "
        "{text: Trade goes on at the bridge., basis: [old]}}]"
    )

    assert ["trend-reason-old"] == problems_in(STEPS, edition=(REASON, section))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("It was shut on 12 October.", ["trend-reason-old"]),
        ("It was shut on 12 October and on 14 October.", []),
        ("It was shut to all traffic.", []),
    ],
)
def test_words_that_name_earlier_days_alone_explain_no_change(
    problems_in: ProblemsIn, text: str, codes: list[str]
) -> None:
    assert codes == problems_in(
        "facts: [{id: shut, date: 2025-10-14, statement: 'They shut it on 12 October, and on "
        "14 October.'}]",
        edition=trend("deteriorated", "[shut]", text),
    )


@pytest.mark.parametrize(
    ("text", "basis", "codes"),
    [
        ("The hills were cut off on 12 October.", "[before]", ["highlight-old"]),
        ("The hills have been cut off since 12 October.", "[before]", []),
        ("The hills are cut off.", "[before]", []),  # a state of which a dated fact tells
        ("The hills were cut off on 12 October.", "[before, within]", []),
        ("The hills were cut off on 12 October.", "[old]", []),  # a measure that goes on
    ],
)
def test_a_highlight_is_of_the_period_or_of_what_goes_on(
    problems_in: ProblemsIn, text: str, basis: str, codes: list[str]
) -> None:
    facts = (
        "facts: [{id: before, date: 2025-10-12, statement: They left on 12 October.},\n"
        "  {id: within, date: 2025-10-13}]\n"
    )
    steps = STEPS.replace("id: old,", "id: old, statement: Shut from 12 October.,")
    highlights = f"highlights:\n  - {{text: {text}, basis: {basis}}}\n"

    assert codes == problems_in(
        steps + facts, edition=("key_figures:", f"{highlights}key_figures:")
    )
