"""Each rule about the brief, the edition and its distribution, broken by one swap of text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from reportkit.problems import Problem
from reportkit.publish.check import check_series
from tests.rules.conftest import BRIEF, EDITION, RECORDS

ProblemsIn = Callable[..., list[str]]
Problems = Callable[..., tuple[Problem, ...]]


LISTS = "lists: [{id: desk, name: Desk, max_tlp: TLP:CLEAR}]\n"


def test_phia_terms_are_known_where_the_brief_uses_phia(problems_in: ProblemsIn) -> None:
    """'realistic possibility' is a term of PHIA and none of ICD 203."""
    case = (
        "judgements: [{statement: It is a realistic possibility.,"
        " likelihood: {term: realistic possibility}}]"
    )
    phia = ("format: 1", "format: 1\nscales: {likelihood: phia}")

    assert ["likelihood-unknown"] == problems_in(case)
    assert [] == problems_in(case, brief=phia)


def test_own_metric_of_the_brief_is_known(problems_in: ProblemsIn) -> None:
    """A metric that brief.yaml defines can be counted."""
    own = ("format: 1", "format: 1\nmetrics: [{id: drones, label: drones seen}]")

    assert ["metric-unknown"] == problems_in("figures: [{metric: drones}]")
    assert [] == problems_in("figures: [{metric: drones}]", brief=own)


def test_abbreviation_of_the_brief_is_explained(problems_in: ProblemsIn) -> None:
    """A short form that brief.yaml explains may stand alone."""
    listed = ("format: 1", "format: 1\nabbreviations: [{short: BTW, long: Bridge watch}]")

    assert [] == problems_in("facts: [{statement: The BTW said so.}]", brief=listed)


@pytest.mark.parametrize("form", ["one-page", "changes"])
def test_a_list_wants_a_form_that_the_brief_makes(problems_in: ProblemsIn, form: str) -> None:
    lists = LISTS.replace("TLP:CLEAR}", f"TLP:CLEAR, profile: {form}}}")
    makes_it = ("format: 1", f"format: 1\nprofiles: [{form}]")

    assert ["list-profile"] == problems_in(distribution=lists)
    assert [] == problems_in(distribution=lists, brief=makes_it)
    assert [] == problems_in(distribution=lists.replace("}", ", enclosure: text_only}"))


def test_a_reason_that_repeats_is_not_called_needless(problems: Problems) -> None:
    """Each edition gives a reason for its trend; a highlight can be left out."""
    long = "The army of the North holds only the southern bank."
    line = EDITION.replace("The bridge is shut.", long)
    highlight = f"highlights: [{{text: {long}, basis: [toll]}}]"

    (reason,) = problems(edition=line.replace("The bridge is shut to trade.", long))
    (other,) = problems(edition=f"{line}{highlight}\n")

    assert "page-one-repeats" == reason.code == other.code
    assert "say in it what happened in the period, not what the bottom line says" == reason.hint
    assert other.hint.endswith("none is needed")


def test_an_edition_of_another_year_is_warned_of(tmp_path: Path) -> None:
    """2062 for 2026: sealed, it would block every edition of this century's first half."""
    (tmp_path / "seeds").mkdir()
    for name, text in (("brief", BRIEF), ("records", RECORDS)):
        (tmp_path / f"seeds/{name}.yaml").write_text(text, encoding="utf-8")

    def problems(year: str, today: date) -> list[Problem]:
        edition = EDITION.replace("2025", year)
        (tmp_path / "seeds/edition.yaml").write_text(edition, encoding="utf-8")
        return list(check_series(tmp_path, today=today).problems)

    warnings = problems("2062", date(2025, 10, 20))
    assert [("date-far-ahead", line) for line in (1, 2, 3)] == [
        (problem.code, problem.mark.line) for problem in warnings
    ]
    assert "13,513 days from today" in warnings[0].message
    assert [] == problems("2025", date(2025, 10, 6))  # written a week ahead
    assert [] == problems("2025", date(2031, 1, 1))  # made anew years later


def test_a_sentence_is_not_blamed_for_a_record_that_cannot_be_read(
    problems_in: Callable[..., list[str]],
) -> None:
    """Its day and its number may well stand there: the one mistake is told once."""
    sentence = "{text: 40 fell on 16 October., basis: [battle]}"
    battle = "facts: [{id: battle, statement: 40 fell., date: 2025-10-16, statment: x}]"

    assert ["key-unknown"] == problems_in(
        battle, edition=("{text: The bridge is shut., basis: [bridge-shut]}", sentence)
    )
