"""Each rule about records: its smallest broken YAML, and the good twin.

A case is one more file beside the good series of conftest.py, which also completes each
record with what no rule minds. The broken one tells exactly the code named, its twin nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from reportkit.problems import Problem
from tests.rules.conftest import RECORDS


class Case(NamedTuple):
    code: str
    broken: str
    good: str


WORDINGS = [
    Case("claim-clause", "claims: [{statement: that it was real}]", "claims: [{}]"),
    Case("claim-clause", "claims: [{statement: The bridge was shut}]", "claims: [{}]"),
    Case("claim-clause", "claims: [{statement: it was real.}]", "claims: [{}]"),
    Case(
        "claim-clause",
        "claims: [{modality: denies, statement: denies that it fired}]",
        "claims: [{modality: denies, statement: it fired}]",
    ),
    Case(
        "claim-clause",
        "claims: [{modality: denies, statement: it did not fire}]",
        "claims: [{statement: it did not fire}]",
    ),
    Case(
        "claim-clause",
        "claims: [{statement: we held our fire}]",
        "claims: [{statement: it said “we held our fire”}]",
    ),
    Case("claim-clause", "claims: [{statement: to have fired}]", "claims: [{statement: it fired}]"),
    Case(
        "claim-silence",
        "claims: [{modality: no_comment, about: [toll], statement: no word on it was found}]",
        "claims: [{modality: no_comment, about: [toll], statement: the bridge}]",
    ),
    Case(
        "attribution-missing",
        "events: [{actors: [{actor: north, role: initiator}]}]",
        "events: [{actors: [{actor: north, role: initiator, attribution: alleged}, "
        "{actor: south, role: target}]}]",
    ),
]

REFERENCES = [
    Case("ref-unknown", "facts: [{source_refs: [papr]}]", "facts: [{source_refs: [paper]}]"),
    Case("ref-type", "facts: [{source_refs: [north, wire]}]", "facts: [{about: [north]}]"),
    Case("ref-circle", "sources: [{id: s, originates_from: s}]", "sources: [{id: s}]"),
    Case(
        "ref-circle",
        "actors: [{id: a, part_of: b}, {id: b, part_of: a}]",
        "actors: [{id: a, part_of: b}, {id: b}]",
    ),
    Case("section-unknown", "claims: [{section: frnt}]", "claims: [{section: front}]"),
    Case("section-missing", "facts: [{section: -}]", "section: talks\nfacts: [{section: -}]"),
    Case(
        "ref-ended",
        "claims: [{id: c, status: dropped, status_reason: old}]\nfacts: [{claims: [c]}]",
        "claims: [{id: c}]\nfacts: [{claims: [c]}]",
    ),
    Case(
        "source-withdrawn",
        "sources: [{id: s, source_status: withdrawn, status_reason: Forged.}]\n"
        "facts: [{source_refs: [s]}]",
        "sources: [{id: s, source_status: withdrawn, status_reason: Forged.}]\n"
        "facts: [{source_refs: [s], status: under_review}]",
    ),
    Case(
        "source-disputed",
        "sources: [{id: s, source_status: disputed, status_reason: Doubted.}]\n"
        "facts: [{source_refs: [s]}]",
        "sources: [{id: s, source_status: ok}]\nfacts: [{source_refs: [s]}]",
    ),
]

SOURCING = [
    Case(
        "fact-unsourced",
        "facts: [{about: [bridge], source_refs: -}]",
        "facts: [{about: [toll], source_refs: -}]",
    ),
    Case("claim-unsourced", "claims: [{about: [toll], source_refs: -}]", "claims: [{}]"),
    Case(
        "figure-unsourced",
        "figures: [{best: 3, source_refs: -}]",
        "figures: [{best: 3, source_refs: -, parts: [toll]}]",
    ),
    Case("event-unsourced", "events: [{source_refs: -}]", "events: [{}]"),
    Case("measure-unsourced", "measures: [{source_refs: -}]", "measures: [{}]"),
    Case("round-unsourced", "rounds: [{source_refs: -}]", "rounds: [{}]"),
    Case("commitment-unsourced", "commitments: [{source_refs: -}]", "commitments: [{}]"),
    # Two outlets, one of which copies the other, are one origin.
    Case(
        "verification-origins",
        "facts: [{verification: multi_origin, source_refs: [wire, copy]}]",
        "facts: [{verification: multi_origin, source_refs: [paper, copy]}]",
    ),
    Case(
        "harm-fair",
        "events: [{harm_grade: fair, source_refs: [wire, copy]}]",
        "events: [{harm_grade: fair, source_refs: [wire, paper]}]",
    ),
    Case(
        "credibility-origins",
        'claims: [{grading: {reliability: B, credibility: "1"}, source_refs: [wire]}]',
        'claims: [{grading: {reliability: B, credibility: "1"}, source_refs: [wire, paper]}]',
    ),
]

CLAIMS = [
    Case(
        "quote-long",
        f"claims: [{{quote: {{text: {'word ' * 41}}}}}]",
        f"claims: [{{quote: {{text: {'word ' * 40}}}}}]",
    ),
    Case(
        "quote-untranslated",
        "claims: [{quote: {text: باران, language: fa-AF}}]",
        "claims: [{quote: {text: باران, language: fa-AF, translation: rain}}]",
    ),
    Case(
        "claim-deprecated",
        "claims: [{rank: deprecated}]",
        "claims: [{rank: deprecated, rank_reason: taken back}]",
    ),
    Case(
        "harm-unaccepted",
        "claims: [{id: c, speaker: south}]\n"
        "events: [{harm_grade: confirmed, actors: [{actor: north-army, role: initiator,\n"
        "  attribution: accepted, by: [c]}]}]",
        "claims: [{id: c, speaker: north}]\n"
        "events: [{harm_grade: confirmed, actors: [{actor: north-army, role: initiator,\n"
        "  attribution: accepted, by: [c]}]}]",
    ),
    Case(
        "breach-one-party",
        "claims: [{id: c, speaker: south}]\n"
        "commitments: [{commitment_status: breach_confirmed, status_by: [c]}]",
        "claims: [{id: c, speaker: south}, {id: d, speaker: north}]\n"
        "commitments: [{commitment_status: breach_confirmed, status_by: [c, d]}]",
    ),
    Case(
        "breach-one-party",
        "commitments: [{commitment_status: breach_confirmed}]",
        "claims: [{id: c, speaker: observers}]\n"
        "commitments: [{commitment_status: breach_confirmed, status_by: [c]}]",
    ),
    Case(
        "verb-unearned",
        "claims: [{speaker: north, modality: confirms}]",
        "claims: [{speaker: north, modality: confirms, against_interest: true}]",
    ),
    Case(
        "verb-unearned",
        "facts: [{statement: North admitted it.}]",
        "facts: [{statement: North admitted it., verification: multi_origin,\n"
        "  source_refs: [wire, paper]}]",
    ),
    Case(
        "claims-uneven",
        "facts: [{statement: North has claimed the hill.}]",
        "facts: [{statement: North has claimed the hill.}, {statement: South claims it.}]",
    ),
]

FIGURES = [
    Case("metric-unknown", "figures: [{metric: kiled}]", "figures: [{metric: killed}]"),
    Case(
        "population-unknown",
        "figures: [{population: civilians}]",
        "figures: [{population: civilian}]",
    ),
    Case("figure-empty", "figures: [{best: -}]", "figures: [{best: 0}]"),
    Case("figure-range", "figures: [{low: 4, best: 3}]", "figures: [{low: 3, best: 3, high: 3}]"),
    Case(
        "figure-range",
        "figures: [{low: 4, best: -, high: 3, operator: between}]",
        "figures: [{low: 3, best: -, high: 4, operator: between}]",
    ),
    Case(
        "figure-operator",
        "figures: [{low: 4, best: -}]",
        "figures: [{low: 4, best: -, operator: more_than}]",
    ),
    Case(
        "figure-operator",
        "figures: [{low: 4, best: -, high: 9, operator: at_least}]",
        "figures: [{low: 4, best: -, high: 9, operator: between}]",
    ),
    Case(
        "figure-vague",
        "figures: [{best: 12, vague_term: dozens}]",
        "figures: [{low: 12, best: -, vague_term: dozens}]",
    ),
    Case(
        "figure-count",
        "figures: [{best: 2.5}]",
        "figures: [{best: 2.5, metric: trade_loss}]",
    ),
    Case(
        "figure-sum",
        "figures: [{best: 4, parts: [toll]}]",
        "figures: [{best: 3, parts: [toll]}]",
    ),
    Case(
        "figure-relation",
        "figures: [{provider: north-army}]",
        "figures: [{provider: north-army, relation: own}]",
    ),
    Case(
        "series-mixed",
        "figures: [{series: s}, {series: s, method: estimate}]",
        "figures: [{series: s}, {series: s, best: 9}]",
    ),
    Case(
        "series-casualties",
        "figures: [{series: s}, {series: s, metric: casualties}]",
        "figures: [{series: s}, {series: t, metric: casualties}]",
    ),
    Case(
        "figure-interval",
        "figures: [{note: The confidence interval., range_kind: reported_min_max}]",
        "figures: [{note: The confidence interval., range_kind: statistical}]",
    ),
    Case(
        "figure-undated",
        "figures: [{as_of: -}]",
        "figures: [{as_of: -, period: {start: 2025-10-13, end: 2025-10-18}}]",
    ),
]

TIMING = [
    Case(
        "period-order",
        "measures: [{since: 2025-10-14, until: 2025-10-13}]",
        "measures: [{since: 2025-10-14, until: 2025-10-14}]",
    ),
    # Nested values have their own start and end.
    Case(
        "period-order",
        "commitments: [{ceasefire: {form: verbal, sides: bilateral, class: preliminary,\n"
        "  start: 2025-10-15, end: 2025-10-14}}]",
        "commitments: [{ceasefire: {form: verbal, sides: bilateral, class: preliminary,\n"
        "  start: 2025-10-15, end: 2025-10-17}}]",
    ),
    Case("record-after-cut-off", "facts: [{date: 2025-10-20}]", "facts: [{date: 2025-10-19}]"),
    Case(
        "record-after-cut-off",
        "sources: [{published: 2025-10-20}]",
        "sources: [{published: 2025-10-19, accessed: 2025-10-25}]",
    ),
    Case(
        "record-after-cut-off",
        "figures: [{period: {start: 2025-10-13, end: 2025-10-20}}]",
        "figures: [{period: {start: 2025-10-13, end: 2025-10-20}, method: projection}]",
    ),
    # What is only announced may begin later.
    Case(
        "record-after-cut-off",
        "measures: [{since: 2025-11-01, measure_status: in_force}]",
        "measures: [{since: 2025-11-01, measure_status: announced}]",
    ),
    Case(
        "record-stale", "facts: [{stale_after: 2025-10-18}]", "facts: [{stale_after: 2025-10-19}]"
    ),
    Case(
        "indicator-unchecked",
        "indicators: [{last_checked: 2025-10-12}]",
        "indicators: [{last_checked: 2025-10-13}]",
    ),
    Case(
        "commitment-due",
        "commitments: [{due: 2025-10-18, commitment_status: announced}]",
        "commitments: [{due: 2025-10-18, commitment_status: overdue}]",
    ),
]

LIFECYCLE = [
    Case(
        "status-reason",
        "facts: [{status: withdrawn}]",
        "facts: [{status: withdrawn, status_reason: It did not rain.}]",
    ),
    Case(
        "status-reason",
        "facts: [{status: dropped, status_reason: (say why)}]",
        "facts: [{status: dropped, status_reason: It did not rain.}]",
    ),
    Case(
        "status-successor",
        "facts: [{status: superseded, status_reason: merged}]",
        "facts: [{status: superseded, status_reason: merged, superseded_by: bridge-shut}]",
    ),
    Case("status-successor", "facts: [{superseded_by: bridge-shut}]", "facts: [{}]"),
    Case("formerly-in-use", "facts: [{formerly: bridge-shut}]", "facts: [{formerly: rain}]"),
    Case("formerly-repeated", "facts: [{formerly: a}, {formerly: a}]", "facts: [{formerly: a}]"),
    Case(
        "correction-editions",
        "corrections: [{editions_affected: [2, 3, 4]}]",
        "corrections: [{editions_affected: [2, 4]}]",
    ),
    Case(
        "correction-editions",
        "corrections: [{editions_affected: [0]}]",
        "corrections: [{editions_affected: [2]}]",
    ),
    Case(
        "correction-unfilled",
        "corrections: [{because: (say why)}]",
        "corrections: [{because: A slip of the pen.}]",
    ),
    Case(
        "source-status-reason",
        "sources: [{source_status: withdrawn}]",
        "sources: [{source_status: withdrawn, status_reason: The agency took it back.}]",
    ),
    Case("correction-same", "corrections: [{was: 3, now: 3}]", "corrections: [{was: 4, now: 3}]"),
]

WORDING = [
    Case(
        "fact-assesses",
        "facts: [{statement: North will likely shut it.}]",
        "facts: [{statement: North said it “will likely” shut it.}]",
    ),
    Case(
        "naming-policy",
        "claims: [{venue: Camp of the Bandits}]",
        "claims: [{venue: Camp of the “Bandits”}]",
    ),
    Case(
        "acronym-unexplained",
        "facts: [{statement: The BTW said so.}]",
        "facts: [{statement: The bridge watch (BTW) said so.}]",
    ),
    Case(
        "place-coordinates",
        "places: [{lat: 91, lon: 1}]",
        "places: [{lat: 90, lon: -180, geo_precision: 4}]",
    ),
    Case("place-coordinates", "places: [{lat: 9}]", "places: [{}]"),
    Case("tlp-above-edition", "facts: [{tlp: TLP:GREEN}]", "facts: [{tlp: TLP:CLEAR}]"),
]

JUDGEMENTS = [
    Case(
        "likelihood-unknown",
        "judgements: [{statement: It is likley., likelihood: {term: likley}}]",
        "judgements: [{statement: It is likely., likelihood: {term: likely}}]",
    ),
    Case(
        "likelihood-mixed",
        "judgements: [{}, {statement: It is probably so., likelihood: {term: probable}}]",
        "judgements: [{}, {statement: It is very likely so., likelihood: {term: very likely}}]",
    ),
    # "unlikely" and "very likely" hold the letters of "likely" and are other terms.
    Case(
        "likelihood-unstated",
        "judgements: [{statement: It is very likely so., likelihood: {term: likely}}]",
        "judgements: [{statement: It is Likely so., likelihood: {term: likely}}]",
    ),
    Case(
        "likelihood-confidence",
        "judgements: [{statement: 'With high confidence, it is likely so.'}]",
        "judgements: [{statement: It is likely so. We have high confidence in the sources.}]",
    ),
    Case(
        "likelihood-band",
        "judgements: [{likelihood: {term: likely, probability: 85}}]",
        "judgements: [{likelihood: {term: likely, probability: 80}}]",
    ),
    Case(
        "linchpin-effect",
        "assumptions: [{linchpin: true}]",
        "assumptions: [{linchpin: true, if_wrong: All falls.}]",
    ),
    Case(
        "judgement-alternatives",
        "judgements: [{key: true, implications: [{audience: a, so_what: wait}]}]",
        "judgements: [{key: true, implications: [{audience: a, so_what: wait}],\n"
        "  no_alternative_reason: It is law.}]",
    ),
    Case(
        "judgement-implications",
        "judgements: [{key: true, no_alternative_reason: It is law.}]",
        "judgements: [{key: true, no_alternative_reason: It is law.,\n"
        "  implications: [{audience: a, so_what: wait}]}]",
    ),
    Case(
        "judgement-unresolvable",
        "judgements: [{horizon: 2025-12-31}]",
        "judgements: [{horizon: 2025-12-31, resolution: {criteria: Seen., due: 2025-12-31}}]",
    ),
    Case(
        "period-order",
        "judgements: [{horizon: 2025-12-31, resolution: {criteria: Seen., due: 2025-12-30}}]",
        "judgements: [{horizon: 2025-12-31, resolution: {criteria: Seen., due: 2026-01-15}}]",
    ),
    Case(
        "forecast-due",
        "judgements: [{resolution: {criteria: Seen., due: 2025-10-18}}]",
        "judgements: [{resolution: {criteria: Seen., due: 2025-10-18, outcome: occurred}}]",
    ),
    Case("judgement-baseless", "judgements: [{basis: -}]", "judgements: [{}]"),
    Case("judgement-against", "judgements: [{none_found: -}]", "judgements: [{}]"),
    Case(
        "judgement-against",
        "judgements: [{evidence_against: [toll]}]",
        "judgements: [{evidence_against: [toll], none_found: -}]",
    ),
    Case(
        "judgement-hedged",
        "judgements: [{statement: It is likely and could spread.}]",
        "judgements: [{statement: It is likely to spread in May.}]",
    ),
    Case(
        "source-undescribed",
        "judgements: [{key: true, no_alternative_reason: It is law., basis: [bridge-shut],\n"
        "  implications: [{audience: a, so_what: wait}]}]",
        "judgements: [{key: false, basis: [bridge-shut]}]",
    ),
]

CASES = [
    *REFERENCES,
    *WORDINGS,
    *SOURCING,
    *CLAIMS,
    *FIGURES,
    *TIMING,
    *LIFECYCLE,
    *WORDING,
    *JUDGEMENTS,
]
ProblemsIn = Callable[..., list[str]]


def test_good_series_is_quiet(problems_in: ProblemsIn) -> None:
    """The series that every case is laid over has no problem of its own."""
    assert [] == problems_in()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_broken_record_is_told(problems_in: ProblemsIn, case: Case) -> None:
    """The broken case tells its code, once, and no other."""
    assert [case.code] == problems_in(case.broken)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_good_twin_is_quiet(problems_in: ProblemsIn, case: Case) -> None:
    """The twin, which differs only in what the rule asks, tells nothing."""
    assert [] == problems_in(case.good)


def test_one_sided_section_is_told(problems_in: ProblemsIn) -> None:
    """Five of six claims of a section by one party are told, four of six are not."""

    def claims(*speakers: str) -> str:
        return f"section: front\nclaims: [{', '.join(f'{{speaker: {who}}}' for who in speakers)}]"

    five = ("north", "north-army", "north", "north", "north", "south")
    four = ("north", "north-army", "north", "north", "observers", "south")
    assert ["claims-one-sided"] == problems_in(claims(*five))
    assert [] == problems_in(claims(*four))


def test_diagonal_grades_are_told(problems_in: ProblemsIn) -> None:
    """Ten claims graded B2 were not judged in isolation; with two B3 they may have been."""

    def graded(*grades: str) -> str:
        each = ", ".join(f"{{grading: {{reliability: B, credibility: {g}}}}}" for g in grades)
        return f"claims: [{each}]"

    assert ["grading-diagonal"] == problems_in(graded(*"2222222222"))
    assert [] == problems_in(graded(*"2222222233"))


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
