"""A victim's name leaves the desk only on a ground."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import snapshot_of, write_snapshot
from reportkit.loading.serialize import Plain
from reportkit.model.sensitive_terms import SensitiveTerm
from reportkit.problems import Problem
from reportkit.rules.kept_back import kept_back
from tests.records import book_of, record_of

ProblemsIn = Callable[..., list[str]]


@pytest.mark.parametrize(("naming", "count"), [("withheld", 0), ("consent", 1), ("public", 1)])
def test_a_withheld_name_is_not_even_in_the_facts(naming: str, count: int) -> None:
    victim: dict[str, Plain] = {"name": "Mira Oduya", "naming": naming, "ground": "her brother"}
    event = record_of({"type": "event", "id": "clash", "summary": "Clash", "victims": [victim]})
    facts = write_snapshot(snapshot_of(book_of([event]), EditionName(1))).decode()

    assert (count, count) == (facts.count("Oduya"), facts.count("her brother"))


@pytest.mark.parametrize(
    "text",
    [
        "sources: [{url: 'https://daily.example/mira-oduya-buried'}]",
        "claims: [{statement: mira oduya was hit}]",
        "actors: [{id: girl, name: Mira Oduya, kind: civilian}]",
        "facts: [{id: mira.oduya, date: 2025-10-14}]",
        "rounds: [{delegations: [{party: north, head: Mira Oduya}]}]",
        "  - {source_notes: [{text: Shells killed Mira Oduya, source: wire}]}",
        "places: [{id: grave, names: [{name: Mira Oduya}]}]",
    ],
)
def test_the_name_is_looked_for_wherever_it_can_be_read(problems_in: ProblemsIn, text: str) -> None:
    event = "events:\n  - {victims: [{name: Mira Oduya}]}"

    assert ["victim-named"] == problems_in(f"{event}\n{text}")


def test_the_bottom_line_is_looked_through_too(problems_in: ProblemsIn) -> None:
    event = "events: [{victims: [{name: Mira Oduya}]}]"
    line = ("text: The bridge is shut., basis", "text: Mira Oduya is dead., basis")

    assert ["victim-named"] == problems_in(event, edition=line)


def test_a_lower_edition_that_loses_the_source_may_not_name_the_victim(
    problems: Callable[..., tuple[Problem, ...]],
) -> None:
    """What made the name public is marked higher than this edition."""
    records = """\
sources: [{id: funeral, tlp: 'TLP:GREEN'}]
events: [{source_refs: [wire],
  victims: [{name: Mira Oduya, naming: public, source_refs: [funeral]}]}]
"""
    brief = ("tlp: TLP:CLEAR", "tlp: TLP:CLEAR\nreleases: [TLP:CLEAR]\ntlp_community: carriers")
    edition = ("key_figures: [toll]", "key_figures: [toll]\ntlp: TLP:GREEN")
    (problem,) = problems(records, brief=brief, edition=edition)

    assert "victim-ground" == problem.code
    assert problem.message.startswith("in the edition at TLP:CLEAR: events-0 lets a victim be")


@pytest.mark.parametrize(
    ("record", "why", "hint"),
    [
        ("clash", "names a victim of clash, whose name is withheld", "'naming: consent'"),
        ("note", "names note: its rule of attribution keeps that back", "attribution_rule: open"),
        ("gone", "a name that is kept back now, of gone", "word the text without it"),
    ],
)
def test_a_name_in_a_finished_file_is_refused_by_what_keeps_it_back(
    record: str, why: str, hint: str
) -> None:
    event = record_of({"type": "event", "id": "clash", "summary": "Clash"})
    source = record_of({"type": "source", "id": "note", "publisher": "Silas Pike"})
    refused = kept_back(SensitiveTerm("Mira Oduya", record), book_of([event, source]))

    assert why in refused.why
    assert hint in refused.hint
    assert ("attribution" in refused.hint) is (record == "note")
