"""Codes of places and numbers of other data sets: which are asked about, and how."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportkit.problems import Problem

ProblemsIn = Callable[..., list[str]]
Problems = Callable[..., tuple[Problem, ...]]


def numbered(id: str, more: str = "") -> str:
    return f"{{id: {id}, external_ids: [{{scheme: acled, id: AFG1}}]{more}}}"


def test_the_second_record_with_a_number_is_told_with_the_first(problems: Problems) -> None:
    (problem,) = problems(f"events:\n  - {numbered('raid')}\n  - {numbered('strike')}")

    assert "strike is AFG1 of acled, and so is raid" == problem.message
    assert "superseded_by: raid" in problem.hint
    assert ("seeds/case.yaml", "error") == (problem.mark.file, problem.level.value)


def test_an_event_and_its_toll_may_have_one_number(problems_in: ProblemsIn) -> None:
    assert [] == problems_in(f"events: [{numbered('raid')}]\nfigures: [{numbered('dead')}]")


def test_a_record_that_ended_keeps_its_number(problems_in: ProblemsIn) -> None:
    """It was counted again as another event: what took its place has the number now."""
    ended = ", status: superseded, superseded_by: raid"
    events = f"events: [{numbered('raid')}, {numbered('old', ended)}]"

    assert "external-id-twice" not in problems_in(events)


@pytest.mark.parametrize(
    ("place", "codes"),
    [
        ("country: Afghanistan, pcode: AFG27", []),  # three letters, as some offices write
        ("country: AFG, pcode: AF27", []),
        ("country: Palestinian Territories, pcode: PSE01", []),
        ("country: Ruritania, pcode: AF27", []),  # no country that is known
        ("country: Afghanistan/Ruritania, pcode: PK27", []),  # one of them is not known
        ("country: Afghanistan/Pakistan, pcode: PK27", []),
        ("country: Türkiye, kind: province, iso: TR-34", []),
        ("country: Türkiye, kind: country, iso: TKM", ["place-code-country"]),
        ("country: Sudan, pcode: SS01", ["place-code-country"]),
        ("country: Ukraine, pcode: UKR01", []),
        ("country: Iran, pcode: IRQ01", ["place-code-country"]),
    ],
)
def test_a_code_begins_with_that_of_its_country(
    problems_in: ProblemsIn, place: str, codes: list[str]
) -> None:
    assert codes == problems_in(f"places: [{{{place}}}]")


def test_a_country_has_the_code_that_its_record_says(problems_in: ProblemsIn) -> None:
    """Also under a name that no list of countries has."""
    country = "{id: home, name: Ruritania, kind: country, country: Ruritania, iso: RU}"

    assert ["place-code-country"] == problems_in(
        f"places: [{country}, {{country: Ruritania, pcode: AF01}}, "
        "{country: Ruritania, pcode: RU01}]"
    )


def test_the_nearest_parent_counts(problems_in: ProblemsIn) -> None:
    """A district between both lies in the same country as the place."""
    places = (
        "{kind: province, country: North, pcode: XA27}",
        "{kind: district, country: North/South, pcode: XA2701}",
        "{country: South, pcode: XA270101}",
    )

    assert [] == problems_in(f"places: [{', '.join(places)}]")
