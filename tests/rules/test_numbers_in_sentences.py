"""Numbers in sentences, beside those of the figures that they rest on."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from reportkit.problems import Problem
from reportkit.rules.counts import slip_between

ProblemsIn = Callable[..., list[str]]
Problems = Callable[..., tuple[Problem, ...]]

SICK = (
    "figures: [{id: sick, metric: injured, best: 480}, {id: hurt, metric: injured, best: 360},\n"
    "  {id: fled, metric: displaced, best: 70894}]\n"
)


@pytest.mark.parametrize(
    ("number", "given", "slip"),
    [
        ("840", "480", "digits swapped"),
        ("84", "48", "digits swapped"),
        ("4800", "480", "noughts lost or added"),
        ("48", "480", "noughts lost or added"),
        ("481", "480", "one digit differs"),
        ("7894", "70894", "one digit differs"),
        ("49", "48", ""),  # two counts
        ("500", "480", ""),
        ("480", "480", ""),
        ("4.8", "480", ""),
        ("58.0", "50.8", "digits swapped"),
        ("51.8", "50.8", ""),  # two shares
        ("5.08", "50.8", ""),
    ],
)
def test_a_slip_of_the_hand_is_told_from_another_number(number: str, given: str, slip: str) -> None:
    assert slip == slip_between(Decimal(number), Decimal(given))


@pytest.mark.parametrize(
    "record",
    [
        "facts: [{statement: Clinics count 840 sick and 70894 who fled., about: [sick, fled]}]",
        "gaps: [{question: 'Who are the 840 sick?', basis: [sick]}]",
        "indicators: [{statement: The 840 sick leave., evidence: [sick]}]",
        "claims: [{statement: it treats 840 people, about: [sick]}]",
        "judgements: [{statement: It is likely that 840 stay sick., basis: [sick]}]",
        "judgements: [{basis: [sick], alternatives: [{statement: All 840 leave.}]}]",
        "judgements: [{basis: [sick], resolution: {criteria: The 840 left., due: 2025-10-20}}]",
        (
            "facts: [{id: f, statement: Clinics fill., about: [sick]}]\n"
            "judgements: [{statement: It is likely that 840 stay sick., basis: [f]}]"
        ),
        "gaps: [{question: 'How many of the 530 injured left?', basis: [sick]}]",
    ],
)
def test_a_number_that_should_be_the_figures_is_told(problems_in: ProblemsIn, record: str) -> None:
    assert ["number-differs"] == problems_in(SICK + record)


@pytest.mark.parametrize(
    "record",
    [
        "gaps: [{question: 'Who are the 480 sick?', basis: [sick]}]",
        "gaps: [{question: 'Who are the nearly 500 sick?', basis: [sick]}]",
        "gaps: [{question: 'Who of the 71,000 is ill?', basis: [fled]}]",
        "gaps: [{question: 'Do the 480 sick have 840 beds?', basis: [sick]}]",  # it tells its own
        "gaps: [{question: 'Who is in Ward 84?', basis: [sick]}]",
        "gaps: [{question: 'Who is in the 530 beds?', basis: [sick]}]",
        "gaps: [{question: 'Who of the 480 fell ill by 18 October?', basis: [sick]}]",
        "claims: [{speaker: north-army, statement: it treats 840 people, about: [sick]}]",
        "gaps: [{question: 'Who wrote “840 injured”?', basis: [sick]}]",
        (
            "facts: [{id: f, statement: The ministry counts 840., about: [bridge]}]\ngaps: "
            "[{question: 'Who of the 840 is sick?', basis: [f, sick]}]"
        ),  # another record's
        "gaps: [{question: 'Who are the 840 injured?', basis: [sick, hurt]}]",  # their sum
    ],
)
def test_a_number_of_something_else_is_quiet(problems_in: ProblemsIn, record: str) -> None:
    assert [] == problems_in(SICK + record)


def test_a_toll_of_an_event_is_asked_of_its_summary_and_its_facts(problems_in: ProblemsIn) -> None:
    toll = "figures: [{id: dead, best: 48, event: clash}]\nevents: [{id: clash, summary: %s}]"

    assert ["number-differs"] == problems_in(toll % "84 killed at the mill")
    assert [] == problems_in(toll % "48 killed at the mill")
    fact = "\nfacts: [{statement: The clash left 84 dead., event: clash}]"
    assert ["number-differs"] == problems_in(toll % "Clash at the mill" + fact)


def test_what_could_not_be_read_is_told_alone(problems_in: ProblemsIn) -> None:
    unread = "facts: [{id: f, statement: All 840 are sick., verification: sure}]\n"
    gap = "gaps: [{question: 'Who are the 840 sick?', basis: [f, sick]}]"

    assert ["enum-unknown"] == problems_in(f"{SICK}{unread}{gap}")


def test_a_record_does_not_bear_itself_out(problems_in: ProblemsIn) -> None:
    """The same slip in two of its sentences is two problems, not none."""
    gap = "gaps: [{question: 'Who are the 840 sick?', why_it_matters: All 840 ask., basis: [sick]}]"

    assert ["number-differs", "number-differs"] == problems_in(SICK + gap)


def test_on_page_one_a_number_is_told_once(problems_in: ProblemsIn) -> None:
    line = ("text: The bridge is shut., basis: [bridge-shut]", "text: 840 fell sick, basis: [sick]")

    assert ["number-unsupported"] == problems_in(SICK, edition=line)


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("Clinics count 480 injured, 25 more than before.", []),
        ("The injured rose by 25.", []),
        ("Clinics count 480 injured, 26 more than before.", ["number-unsupported"]),
        ("Clinics count 25 injured.", ["number-unsupported"]),  # compares nothing
    ],
)
def test_on_page_one_a_difference_may_be_reckoned(
    problems_in: ProblemsIn, line: str, codes: list[str]
) -> None:
    fact = "facts: [{id: f, statement: 'Clinics count 480 injured, after 455.', about: [sick]}]"
    words = ("text: The bridge is shut., basis: [bridge-shut]", f"text: '{line}', basis: [f]")

    assert codes == problems_in(SICK + fact, edition=words)


def test_a_sum_of_both_sides_numbers_bears_nothing_out(problems_in: ProblemsIn) -> None:
    tolls = (
        "figures: [{id: n, provider: north, relation: enemy, best: 120, place: bridge},\n"
        "  {id: s, provider: south, relation: enemy, best: 90, place: bridge}]\n"
    )
    fact = "facts: [{statement: 'North says 210 were killed, South 90.', about: [n, s]}]"

    assert ["number-differs"] == problems_in(tolls + fact)


def test_the_reason_of_a_change_is_asked_too(problems_in: ProblemsIn) -> None:
    note = (
        "key_figures: [toll]\nchanges: [{record: toll, class: UPDATED, reason: Clinics count 840 "
        "injured now., evidence: [sick]}]"
    )

    assert ["number-differs"] == problems_in(SICK, edition=("key_figures: [toll]", note))


def test_the_message_names_both_numbers_and_the_slip(problems: Problems) -> None:
    (problem,) = problems(
        SICK + "gaps: [{id: g, question: 'Who are the 840 sick?', basis: [sick]}]"
    )

    assert "g question says 840, and sick gives 480: digits swapped" == problem.message


# Words before a number --------------------------------------------------------------------------


def counted(words: str, figure: str) -> str:
    return (
        f"figures: [{{id: sick, best: '-', {figure}}}]\n"
        f"facts: [{{statement: 'Clinics count {words} sick.', about: [sick]}}]"
    )


@pytest.mark.parametrize(
    ("words", "figure", "codes"),
    [
        ("more than 48", "best: 48", ["number-bound"]),
        ("at least 48", "best: 48", ["number-bound"]),
        ("48 or more", "best: 48", ["number-bound"]),
        ("up to 48", "best: 48", ["number-bound"]),
        ("fewer than 48", "best: 48", ["number-bound"]),
        ("about 48", "best: 48", ["number-bound"]),
        ("more than 48", "low: 48, operator: at_least", ["number-bound"]),
        ("about 48", "low: 48, operator: at_least", ["number-bound"]),
        ("up to 48", "low: 48, operator: at_least", ["number-bound"]),
        ("at least 48", "high: 48, operator: at_most", ["number-bound"]),
        ("more than 71,000", "best: 70894", ["number-bound"]),  # rounded up
        ("no fewer than 48", "low: 48, operator: at_least", []),
        ("at least 48", "low: 48, operator: more_than", []),
        ("more than 70,000", "best: 70894", []),
        ("fewer than 71,000", "best: 70894", []),
        ("about 71,000", "best: 70894", []),
        ("about 50", "best: 50", []),
        ("48", "low: 48, operator: at_least", []),  # in a body that shows the figure
        ("at least 48", "low: 48, high: 60, operator: between", []),
        ("“more than 48”", "best: 48", []),
    ],
)
def test_words_before_a_number_fit_the_operator(
    problems_in: ProblemsIn, words: str, figure: str, codes: list[str]
) -> None:
    assert codes == problems_in(counted(words, figure))


def test_one_of_two_providers_may_have_said_so(problems_in: ProblemsIn) -> None:
    other = "figures: [{id: other, best: '-', low: 48, operator: at_least}, "
    case = counted("at least 48", "best: 48").replace("figures: [", other)

    assert [] == problems_in(case.replace("about: [sick]", "about: [sick, other]"))


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        ("The injured include 61 children.", []),
        ("Of the injured 27 per cent are children.", []),
        ("The clinics are full, 61 of them in the north.", []),
        ("The clinics count 840 injured, 61 of them children.", ["fact-number"]),
        ("The clinics count 61 injured.", ["fact-number"]),
    ],
)
def test_a_share_or_a_part_is_no_other_number_of_the_figure(
    problems_in: ProblemsIn, statement: str, codes: list[str]
) -> None:
    assert codes == problems_in(f"{SICK}facts: [{{statement: '{statement}', about: [sick]}}]")


def test_a_percent_is_the_number_of_a_figure_in_percent(problems_in: ProblemsIn) -> None:
    """Whether the figure says so or its metric."""
    share = "{id: share, metric: turnout, best: 48.5}"
    metric = "format: 1\nmetrics: [{id: turnout, label: turnout, unit: per cent}]"
    fact = "facts: [{statement: 'Of 600 asked, 48.5 per cent voted.', about: [share]}]"

    assert [] == problems_in(f"figures: [{share}]\n{fact}", brief=("format: 1", metric))
