"""Each rule's examples, which stand beside it: the smallest broken YAML, and its good twin.

An example is laid over the good series of conftest.py, which also completes each record with
what no rule minds.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportkit.problems import Example, Problem
from reportkit.rules.book import FAMILIES
from tests.rules.conftest import RECORDS

#: Codes that tell of the same mistake and are rightly given with it.
TOGETHER = {
    ("period-order", "edition"): ["cut-off-outside-period"],
    ("silence-one-sided", ""): ["charge-unanswered"] * 4,
}
#: What no seeds alone can show, and the test that shows it.
WITHOUT_EXAMPLE = {
    "language-incomplete": "tests/i18n/test_catalogue.py",  # no catalogue that ships has gaps
}
EXAMPLES = [
    pytest.param(code.code, example, id=code.code)
    for family in FAMILIES
    for code in family.codes
    for example in code.examples
]


ProblemsIn = Callable[..., list[str]]


def test_good_series_is_quiet(problems_in: ProblemsIn) -> None:
    """The series that every case is laid over has no problem of its own."""
    assert [] == problems_in()


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_the_broken_example_of_a_rule_tells_its_code(
    problems_in: ProblemsIn, code: str, example: Example
) -> None:
    """It tells its code, once, and only what follows from it."""
    expected = sorted([code, *TOGETHER.get((code, example.file), [])])

    assert expected == sorted(_asked(problems_in, example, example.broken))


@pytest.mark.parametrize(("code", "example"), EXAMPLES)
def test_the_good_twin_of_an_example_is_quiet(
    problems_in: ProblemsIn, code: str, example: Example
) -> None:
    """The twin, which differs only in what the rule asks, tells nothing."""
    assert [] == _asked(problems_in, example, example.good), code


def test_every_code_of_a_rule_has_an_example() -> None:
    """But for those of which only another test can make the case."""
    codes = [code for family in FAMILIES for code in family.codes]

    assert [code.code for code in codes if not code.examples] == list(WITHOUT_EXAMPLE)
    for code, test in WITHOUT_EXAMPLE.items():
        assert f'"{code}"' in Path(test).read_text(encoding="utf-8")


def _asked(problems_in: ProblemsIn, example: Example, seeds: str) -> list[str]:
    files: dict[str, str | tuple[str, str]] = {}
    for text, file, was in example.parts(seeds):
        assert file not in files, "each file is written once"
        files[file] = (was, text) if was else text
    return problems_in(files.pop("", ""), **files)


def test_a_record_that_cannot_be_read_is_not_missed_again(problems_in: ProblemsIn) -> None:
    """One mistake in a source is told once, not at each mention of it."""
    assert ["enum-unknown"] == problems_in(
        "sources: [{id: s, kind: wyre}]\nfacts: [{source_refs: [s, paper]}]"
    )


def test_codes_of_the_map_are_no_abbreviations(problems_in: ProblemsIn) -> None:
    """Codes of territories are read by the map and printed nowhere."""
    window = "map: {countries: [SDN, TCD], disputed: [{between: [SDN, SSD]}]}"

    assert [] == problems_in(brief=("authors: [A. Writer]", window))


def test_sides_that_fight_are_asked_to_be_parties(
    problems: Callable[..., tuple[Problem, ...]],
) -> None:
    """Once, with what to write; not where a party is named, nor where nobody fought."""

    def fought(one: str, other: str) -> str:
        begun = f"{{actor: {one}, role: initiator, attribution: alleged}}"
        return f"{{actors: [{begun}, {{actor: {other}, role: target}}]}}"

    case = f"events: [{fought('a', 'b')}, {fought('b', 'a')}]"
    actors = "actors: [{id: a, kind: state, name: A}, {id: b, kind: armed_group, name: B}]\n"
    nobody = {"records": RECORDS.replace(", party_to_conflict: true", "")}

    (problem,) = problems(actors + case, **nobody)
    assert problem.code == "party-none"
    assert problem.hint.startswith("add 'party_to_conflict: true' to the actors a and b")
    assert () == problems(actors + case)
    assert () == problems(actors.replace("state", "business") + case, **nobody)


def test_an_unknown_metric_is_offered_with_the_lines_that_define_it(
    problems: Callable[..., tuple[Problem, ...]],
) -> None:
    """Pasted into brief.yaml, they make the figure one that can be counted."""
    case = "figures: [{metric: malaria_cases}]"
    (problem,) = problems(case)
    offered = problem.hint.partition("paste into seeds/brief.yaml:\n")[2]

    assert "metric-unknown" == problem.code
    assert "metrics:\n  - {id: malaria_cases, label: malaria cases}" == offered.partition("  #")[0]
    assert () == problems(case, brief=("naming_policy:", f"{offered}\nnaming_policy:"))


def test_beside_metrics_of_its_own_a_series_is_offered_one_more_line(
    problems: Callable[..., tuple[Problem, ...]],
) -> None:
    own = "metrics:\n  - {id: sacks, label: sacks}\nnaming_policy:"
    (problem,) = problems("figures: [{metric: tents}]", brief=("naming_policy:", own))

    assert problem.hint.splitlines()[1:] == [
        "or paste under 'metrics:' in seeds/brief.yaml:",
        "  - {id: tents, label: tents}  # the label is printed after the number",
    ]


@pytest.mark.parametrize(
    "actor",
    [
        "name: Delta Federation, article: false",
        "name: Delta Federation, short: DF",
        "name: Delta's Foreign Ministry",
        "name: Crisis Group",
        "name: The Delta Federation",
        "name: Army and Government, number: plural",
    ],
)
def test_no_article_is_asked_for_where_a_name_may_do_without(
    problems_in: ProblemsIn, actor: str
) -> None:
    """Who writes 'article: false' has decided; a short form or a possessive may have none."""
    assert [] == problems_in(f"actors: [{{id: a, {actor}}}]\nclaims: [{{speaker: a}}]")


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        ("Clinics count 84 sick.", ["fact-number"]),
        ("Clinics count 48 sick of 84 who came.", []),  # the other number is another's
        ("Clinics count 48 million sick.", []),  # of a figure in millions
        ("Clinics count fifty sick.", ["fact-number"]),
        ("Clinics count about fifty sick.", []),  # rounded, and said to be
        ("Clinics count the sick of 10 and 11 October.", []),
        ("Of three clinics each counts the sick.", []),
    ],
)
def test_a_fact_about_one_figure_says_its_number_or_none(
    problems_in: ProblemsIn, statement: str, codes: list[str]
) -> None:
    fact = f"{{statement: {statement}, about: [sick], date: 2025-10-14}}"

    assert codes == problems_in(f"figures: [{{id: sick, best: 48}}]\nfacts: [{fact}]")


@pytest.mark.parametrize(
    ("statement", "about", "codes"),
    [
        ("In 2025 clinics count the sick.", "[sick]", []),  # a year
        ("Clinics count 60 who came.", "[sick, hurt]", []),  # about more than one figure
        ("Clinics count at most 84 hurt.", "[hurt]", []),  # the upper end
        ("Clinics count 60 hurt.", "[hurt]", ["fact-number"]),
    ],
)
def test_a_number_is_compared_with_one_figure_and_both_its_ends(
    problems_in: ProblemsIn, statement: str, about: str, codes: list[str]
) -> None:
    figures = "[{id: sick, best: 48}, {id: hurt, best: '-', operator: between, low: 72, high: 84}]"
    fact = f"{{statement: {statement}, about: {about}, date: 2025-10-14}}"

    assert codes == problems_in(f"figures: {figures}\nfacts: [{fact}]")


@pytest.mark.parametrize(
    ("id", "codes"), [("example.rain", ["example-record"]), ("good-example.rain", [])]
)
def test_an_example_is_known_by_what_its_id_begins_with(
    problems_in: ProblemsIn, id: str, codes: list[str]
) -> None:
    assert codes == problems_in(f"facts: [{{id: {id}, date: 2025-10-14}}]")
