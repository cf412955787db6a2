"""Who stands behind a fact: contested, agreed, of one party, of third parties, of nobody."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from reportkit.loading.loader import load
from reportkit.model.corroboration import position_of
from reportkit.model.evidence import Fact

SETTING = """\
actors:
  - {id: north, name: North, kind: state, party_to_conflict: true}
  - {id: ministry, name: Ministry of the North, kind: state, part_of: north}
  - {id: south, name: South, kind: state, party_to_conflict: true}
  - {id: un, name: UN, kind: io}
places: [{id: hill, name: Hill, kind: city, country: N, geo_precision: 1}]
sources:
  - {id: wire, publisher: Wire, kind: wire, access: secondary}
  - {id: gazette, publisher: G, kind: official_statement, access: primary, party_alignment: north}
events:
  - {id: clash, summary: c, event_type: battle, date_start: 2025-10-14, place: hill}
measures:
  - {id: closure, statement: s, kind: crossing_closure, by: north, measure_status: in_force}
"""
FACT = "facts: [{{id: fact, statement: s, verification: unverified, {}}}]\n"


def position(series: Path, text: str) -> str:
    (series / "seeds").mkdir(exist_ok=True)
    (series / "seeds" / "a.yaml").write_text(SETTING + dedent(text))
    records = load(series).records
    fact = records.get(Fact, "fact")
    assert fact is not None
    return position_of(records, fact).value


def claims(*rows: str) -> str:
    """Write claims as "speaker modality more"."""
    lines = ["claims:"]
    for number, row in enumerate(rows):
        speaker, modality, *more = row.split(" ", 2)
        rest = f", {more[0]}" if more else ""
        lines.append(
            f"  - {{id: c{number}, speaker: {speaker}, modality: {modality}, statement: s, "
            f"date: 2025-10-14{rest}}}"
        )
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("expected", "fact", "rows"),
    [
        ("unknown", "about: [clash]", []),
        ("independent_only", "claims: [c0]", ["un asserts"]),
        ("independent_only", "source_refs: [wire]", []),
        ("single_party", "source_refs: [wire, gazette]", []),
        ("single_party", "claims: [c0]", ["ministry asserts"]),
        ("single_party", "claims: [c0, c1]", ["ministry asserts", "north asserts"]),
        ("single_party", "claims: [c0, c1]", ["north asserts", "un confirms"]),
        ("agreed", "claims: [c0, c1]", ["ministry asserts", "south confirms"]),
        # Silence is no voice.
        ("single_party", "claims: [c0, c1]", ["north asserts", "south no_comment"]),
        # A denial needs no mention in the fact: it is about the same event.
        ("contested", "claims: [c0], event: clash",
         ["north asserts", "south denies about: [clash]"]),
        ("contested", "about: [clash]",
         ["north asserts about: [clash]", "south denies about: [clash]"]),
        # A third party can deny as well.
        ("contested", "claims: [c0, c1]", ["north asserts", "un denies"]),
        # A contradiction is found from either end, named by the fact or not.
        ("contested", "claims: [c0]", ["north asserts contradicts: [c1]", "south asserts"]),
        ("contested", "claims: [c0]", ["north asserts", "south asserts contradicts: [c0]"]),
        # A party that takes back its own word contests nothing.
        ("single_party", "claims: [c0, c1]",
         ["ministry asserts", "north asserts contradicts: [c0]"]),
        # A quarrel about another side of the event is no dispute of this fact.
        ("independent_only", "claims: [c0], event: clash",
         ["un asserts", "un asserts about: [clash]", "un denies about: [hill]"]),
        # A fact without a claim of its own does not inherit the quarrel of its event,
        # nor who speaks there.
        ("independent_only", "event: clash, source_refs: [wire]",
         ["north asserts about: [clash], contradicts: [c1]", "south asserts about: [clash]"]),
        ("independent_only", "event: clash, source_refs: [wire]",
         ["north asserts about: [clash]", "south denies about: [clash]"]),
        ("single_party", "claims: [c0], event: clash",
         ["north asserts", "south asserts about: [clash]"]),
        # That both speak of the event does not make one deny what the other says.
        ("single_party", "claims: [c0], event: clash",
         ["north asserts about: [clash]", "south denies about: [clash]"]),
        ("contested", "claims: [c0], event: clash",
         ["north asserts about: [clash, hill]", "south denies about: [clash, hill]"]),
        # Nor does what happens under a measure inherit the quarrel over the measure.
        ("unknown", "about: [closure]",
         ["north asserts about: [closure]", "south denies about: [closure]"]),
        # What was deprecated or withdrawn no longer counts.
        ("single_party", "claims: [c0, c1]",
         ["north asserts", "south denies rank: deprecated, rank_reason: r"]),
        ("single_party", "claims: [c0, c1]",
         ["north asserts", "south denies status: withdrawn, status_reason: r"]),
    ],
)  # fmt: skip
def test_position_from_claims(tmp_path: Path, expected: str, fact: str, rows: list[str]) -> None:
    """The claims behind a fact, its denials and contradictions decide its position."""
    assert expected == position(tmp_path, FACT.format(fact) + (claims(*rows) if rows else ""))


def figures(*rows: str) -> str:
    """Write figures as "provider relation population values"."""
    lines = ["figures:"]
    for number, row in enumerate(rows):
        provider, relation, population, values = row.split(" ", 3)
        lines.append(
            f"  - {{id: f{number}, metric: killed, provider: {provider}, relation: {relation}, "
            f"population: {population}, method: claim, event: clash, {values}}}"
        )
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("expected", "fact", "rows"),
    [
        # 23 own soldiers killed, says the North; 58, says the South.
        ("contested", "about: [f0, f1]",
         ["north own own_forces best: 23", "south enemy enemy_forces best: 58"]),
        # The fact names one figure; the other side's count of the same is found.
        ("contested", "about: [f0]",
         ["north own own_forces best: 23", "south enemy enemy_forces best: 58"]),
        ("contested", "about: [f0]",
         ["south enemy enemy_forces low: 200, operator: more_than",
          "north own own_forces best: 9"]),
        # "At least 20" leaves room for 23: no dispute.
        ("agreed", "about: [f0, f1]",
         ["north own own_forces best: 23",
          "south enemy enemy_forces low: 20, operator: at_least"]),
        # Nor do they dispute who give the same number.
        ("agreed", "about: [f0, f1]",
         ["north own own_forces best: 23", "south enemy enemy_forces best: 23"]),
        # A number that was replaced disputes nothing, named by the fact or found beside it.
        ("single_party", "about: [f0, f1]",
         ["north own own_forces best: 23",
          "south enemy enemy_forces best: 58, status: withdrawn, status_reason: r"]),
        ("single_party", "about: [f0]",
         ["north own own_forces best: 23",
          "south enemy enemy_forces best: 58, status: superseded, superseded_by: f0"]),
        # A count of the event that the fact is not about is no figure of this fact.
        ("independent_only", "event: clash, source_refs: [wire]",
         ["north own own_forces best: 23", "south enemy enemy_forces best: 58"]),
        # Own and own, or one party's own and enemy, count different people.
        ("agreed", "about: [f0, f1]",
         ["north own own_forces best: 23", "south own own_forces best: 9"]),
        ("single_party", "about: [f0, f1]",
         ["north own own_forces best: 23", "ministry enemy enemy_forces best: 200"]),
        ("independent_only", "about: [f0]", ["un civilian civilian best: 17"]),
    ],
)  # fmt: skip
def test_position_from_figures(tmp_path: Path, expected: str, fact: str, rows: list[str]) -> None:
    """One side's own losses and the other's count of them dispute if both cannot be true."""
    assert expected == position(tmp_path, FACT.format(fact) + figures(*rows))


STEPS = """\
rounds:
  - {id: talks, track: t, number: 1, venue: hill, start: 2025-10-14, outcome: deadlock, summary: s}
commitments:
  - {id: truce, by: [north], to: [south], text: No fire., commitment_status: announced}
"""


@pytest.mark.parametrize("step", ["talks", "truce", "closure"])
def test_the_quarrel_over_a_step_is_inherited_only_by_what_is_said_under_it(
    tmp_path: Path, step: str
) -> None:
    """Where the fact names one of the claims that quarrel over something else, too, it is."""
    over_it = claims(f"north asserts about: [{step}]", f"south denies about: [{step}]")
    over_more = claims(
        f"north asserts about: [{step}, hill]", f"south denies about: [{step}, hill]"
    )

    alone = position(tmp_path, STEPS + over_it + FACT.format(f"about: [{step}]"))
    named = position(tmp_path, STEPS + over_more + FACT.format(f"claims: [c0], about: [{step}]"))

    assert ("unknown", "contested") == (alone, named)
