"""Each rule about the brief, the edition and its distribution, broken by one swap of text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from reportkit.problems import Problem
from reportkit.publish.check import check_series
from tests.rules.conftest import BRIEF, EDITION, RECORDS

ProblemsIn = Callable[..., list[str]]


class Swapped(NamedTuple):
    code: str
    file: str
    was: str  # stands in the good series of conftest.py
    broken: str
    good: str


CASES = [
    Swapped("format-unknown", "brief", "format: 1", "format: 2", "format: 1"),
    Swapped(
        "brief-repeated",
        "brief",
        "  - {id: talks, title: The talks}",
        "  - {id: talks, title: A}\n  - {id: talks, title: B}",
        "  - {id: talks, title: A}\n  - {id: talks-2, title: B}",
    ),
    Swapped("cadence-day", "brief", "every: week, on: sunday", "every: week", "every: day"),
    Swapped("zone-unknown", "brief", "zone: UTC", "zone: Asia/Kabull", "zone: Asia/Kabul"),
    Swapped(
        "tlp-community",
        "brief",
        "tlp: TLP:CLEAR",
        "tlp: TLP:GREEN",
        "tlp: TLP:GREEN\ntlp_community: River watchers",
    ),
    Swapped(
        "review-missing",
        "brief",
        "authors: [A. Writer]",
        "review_required: true",
        "review_required: false",
    ),
    Swapped(
        "review-author",
        "edition",
        "trend: deteriorated",
        "trend: deteriorated\nreview: {by: a. writer, on: 2025-10-19}",
        "trend: deteriorated\nreview: {by: B. Reader, on: 2025-10-19}",
    ),
    Swapped(
        "ref-unknown",
        "edition",
        "key_figures: [toll]",
        "key_figures: [tol]",
        "key_figures: [toll]",
    ),
    Swapped(
        "ref-type",
        "edition",
        "key_figures: [toll]",
        "key_figures: [toll, bridge-shut]",
        "key_figures: [toll]",
    ),
    Swapped(
        "key-figure-repeated",
        "edition",
        "key_figures: [toll]",
        "key_figures: [toll, toll]",
        "key_figures: [toll]",
    ),
    Swapped(
        "key-figures-count",
        "edition",
        "key_figures: [toll]",
        "key_figures: []",
        "key_figures: [toll]",
    ),
    Swapped(
        "bottom-line-long",
        "edition",
        "The bridge is shut.,",
        f"{'word ' * 61},",
        f"{'word ' * 60},",
    ),
    Swapped(
        "highlights-count",
        "edition",
        "  - {text: Talks were called off., basis: [bridge-shut]}\n",
        "",
        "  - {text: Talks were off., basis: [bridge-shut]}\n" * 4,
    ),
    Swapped(
        "statement-baseless",
        "edition",
        "off., basis: [bridge-shut]",
        "off.",
        "off., basis: [toll]",
    ),
    Swapped(
        "trend-reason",
        "edition",
        "The bridge is shut to trade.",
        "It got worse.",
        "It got much worse.",
    ),
    Swapped(
        "section-unknown",
        "edition",
        "trend: deteriorated",
        "trend: deteriorated\nsection_trends:\n  - {section: talk, trend: improved,"
        " rationale: {text: The talks are on again., basis: [toll]}}",
        "trend: deteriorated\nsection_trends:\n  - {section: talks, trend: improved,"
        " rationale: {text: The talks are on again., basis: [toll]}}",
    ),
    Swapped(
        "trend-repeated",
        "edition",
        "trend: deteriorated",
        "trend: deteriorated\nsection_trends:" + "\n  - {section: talks, trend: improved,"
        " rationale: {text: The talks are on again., basis: [toll]}}" * 2,
        "trend: deteriorated",
    ),
    Swapped("period-order", "edition", "end: 2025-10-19", "end: 2025-10-12", "end: 2025-10-20"),
    Swapped(
        "cut-off-outside-period",
        "edition",
        "end: 2025-10-19",
        "end: 2025-10-18",
        "end: 2025-10-20",
    ),
    Swapped(
        "published-before-cut-off",
        "edition",
        "published: 2025-10-20T06:00+00:00",
        "published: 2025-10-19T19:00+05:00",
        "published: 2025-10-19T23:30+05:00",
    ),
    Swapped(
        "next-due-past",
        "edition",
        "trend: deteriorated",
        "trend: deteriorated\nnext_due: 2025-10-20",
        "trend: deteriorated\nnext_due: 2025-10-21",
    ),
    Swapped(
        "likelihood-confidence",
        "edition",
        "The bridge is shut.",
        "It is likely shut with low confidence.",
        "It is likely shut. We have low confidence.",
    ),
    Swapped(
        "record-after-cut-off",
        "edition",
        "cut_off: 2025-10-19T18:00",
        "cut_off: 2025-10-17T18:00",
        "cut_off: 2025-10-18T18:00",
    ),
    Swapped(
        "key-figure-ended",
        "records",
        "best: 3,",
        "best: 3, status: dropped, status_reason: old,",
        "best: 3, status: under_review, status_reason: doubt,",
    ),
]

#: Rules that belong to the same mistake and are rightly told with it.
TOGETHER = {"period-order": ["cut-off-outside-period"], "ref-unknown": [], "ref-type": []}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_broken_edition_is_told(problems_in: ProblemsIn, case: Swapped) -> None:
    """The broken text tells its code, once, and only what follows from it."""
    expected = sorted([case.code, *TOGETHER.get(case.code, [])])

    assert expected == sorted(problems_in(**{case.file: (case.was, case.broken)}))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_good_edition_is_quiet(problems_in: ProblemsIn, case: Swapped) -> None:
    """The twin tells nothing."""
    assert [] == problems_in(**{case.file: (case.was, case.good)})


LISTS = "lists: [{id: desk, name: Desk, max_tlp: TLP:CLEAR}]\n"


@pytest.mark.parametrize(
    ("code", "broken", "good"),
    [
        (
            "list-unknown",
            LISTS + "recipients: [{address: a@example.org, lists: [dsk]}]",
            LISTS + "recipients: [{address: a@example.org, lists: [desk]}]",
        ),
        ("list-none", LISTS + "recipients: [{address: a@example.org, lists: []}]", LISTS),
        (
            "list-repeated",
            "lists: [{id: d, name: D, max_tlp: TLP:RED}, {id: d, name: E, max_tlp: TLP:RED}]",
            "lists: [{id: d, name: D, max_tlp: TLP:RED}, {id: e, name: E, max_tlp: TLP:RED}]",
        ),
        (
            "address-repeated",
            LISTS + "recipients:\n- {address: a@example.org, lists: [desk]}\n"
            "- {address: A@Example.org, lists: [desk]}",
            LISTS + "recipients:\n- {address: a@example.org, lists: [desk]}\n"
            "- {address: b@example.org, lists: [desk]}",
        ),
    ],
)
def test_distribution_is_checked(
    problems_in: ProblemsIn, code: str, broken: str, good: str
) -> None:
    """Lists exist, are named once and reach each address once."""
    assert [code] == problems_in(distribution=broken)
    assert [] == problems_in(distribution=good)


def test_list_below_the_marking_is_told(problems_in: ProblemsIn) -> None:
    """A list for TLP:CLEAR may not have an edition that is TLP:AMBER; one for RED may."""
    amber = ("tlp: TLP:CLEAR", "tlp: TLP:AMBER")

    assert ["list-below-marking"] == problems_in(brief=amber, distribution=LISTS)
    assert [] == problems_in(brief=amber, distribution=LISTS.replace("CLEAR", "RED"))


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


def test_a_brief_shows_one_of_its_sections(problems_in: ProblemsIn) -> None:
    """One may be hidden; all of them would leave nothing to read."""
    both = "  - {id: front, title: The front}\n  - {id: talks, title: The talks}"
    one = both.replace("The talks}", "The talks, shown: false}")

    assert [] == problems_in(brief=(both, one))
    assert ["sections-none"] == problems_in(
        brief=(both, one.replace("The front}", "The front, shown: false}"))
    )


def test_a_note_needs_no_highlights(problems_in: ProblemsIn) -> None:
    second = "  - {text: Talks were called off., basis: [bridge-shut]}\n"

    assert ["highlights-count"] == problems_in(edition=(second, ""))
    assert [] == problems_in(edition=(second, "kind: note\n"))


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
