"""What is counted of each party, against a count by hand; and what is remarked, and what is not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from reportkit.page.compose.edition import selection_of
from reportkit.publish.check import read_series
from reportkit.queries.balance import Balance, Row, balance_of, balance_of_section
from tests.rules.conftest import BRIEF, COMPLETE, EDITION, RECORDS


def balance(series: Path, case: str, *, edition: str = EDITION, section: str = "") -> Balance:
    """Measure the good series of the rules, with a case laid beside it."""
    seeds = series / "seeds"
    seeds.mkdir()
    read = yaml.load(case, yaml.BaseLoader) or {}  # noqa: S506  # texts only
    for plural, records in read.items():
        for number, record in enumerate(records):
            usual = yaml.load(COMPLETE.get(plural, ""), yaml.BaseLoader) or {}  # noqa: S506
            records[number] = {"id": f"{plural}-{number}", **usual, **record}
    files = {
        "brief": BRIEF,
        "edition": edition,
        "records": RECORDS,
        "case": yaml.safe_dump(read) if read else "",
    }
    for name, text in files.items():
        if text:
            (seeds / f"{name}.yaml").write_text(text, encoding="utf-8")
    candidate = read_series(series).candidate
    assert candidate is not None
    selection = selection_of(candidate.book, candidate.history)
    if section:
        return balance_of_section(candidate.book, selection, section)
    return balance_of(candidate.book, selection)


def row(measured: Balance, id: str) -> Row:
    (one,) = (row for row in measured.rows if row.id == id)
    return one


def claims(**by_speaker: int) -> str:
    listed = ", ".join(
        f"{{speaker: {speaker}}}" for speaker, many in by_speaker.items() for _ in range(many)
    )
    return f"claims: [{listed}]"


def test_parties_stand_in_the_order_of_their_names(tmp_path: Path) -> None:
    measured = balance(tmp_path, claims(south=1))

    assert ("north", "south") == measured.parties
    assert ("North", "South") == measured.names


def test_a_body_speaks_for_its_party_and_a_third_for_nobody(tmp_path: Path) -> None:
    case = "claims: [{speaker: north-army}, {speaker: north, modality: denies},\n"
    case += "  {speaker: observers}, {speaker: south, modality: no_comment}]"
    measured = balance(tmp_path, case)

    assert (2, 0) == row(measured, "claims").counts  # a silence is no statement
    assert (1, 0) == row(measured, "claims.asserts").counts
    assert (1, 0) == row(measured, "claims.denies").counts
    assert (0, 1) == row(measured, "silences").counts


@pytest.mark.parametrize(
    ("made", "remark"),
    [
        ({"north": 5}, ""),  # too few to show a habit
        ({"north": 4, "south": 2}, ""),
        ({"north": 5, "south": 1}, "North 5 of 6, 83%"),
        ({"south": 6}, "South 6 of 6, 100%"),
    ],
)
def test_a_remark_stands_where_a_row_is_one_partys(
    tmp_path: Path, made: dict[str, int], remark: str
) -> None:
    assert remark == row(balance(tmp_path, claims(**made)), "claims").note


def test_shares_are_compared_by_what_each_party_could_have(tmp_path: Path) -> None:
    """Two quotations of eight claims are as many as one of four."""
    quoted = "{speaker: south, quote: {text: no fire today}}"
    north = ", ".join(["{speaker: north}"] * 6)
    south = ", ".join(["{speaker: south}"] * 4 + [quoted] * 4)
    shares = row(balance(tmp_path, f"claims: [{north}, {south}]"), "quotes")

    assert ((0, 4), (6, 8)) == (shares.counts, shares.of)
    assert 50 == shares.difference
    assert "South 50%, North 0%" == shares.note


def test_a_charge_is_answered_met_with_silence_or_neither(tmp_path: Path) -> None:
    said = ", ".join(f"{{id: s{n}, speaker: south, about: [north]}}" for n in (1, 2, 3))
    answers = "{speaker: north, modality: denies, about: [s1]},"
    answers += "{speaker: north, modality: no_comment, about: [s2]}"
    measured = balance(tmp_path, f"claims: [{said}, {answers}]")

    counted = {
        name: row(measured, f"charges.{name}").counts
        for name in ("made", "received", "answered", "silent", "open")
    }
    assert {
        "made": (0, 3),
        "received": (3, 0),
        "answered": (1, 0),
        "silent": (1, 0),
        "open": (1, 0),
    } == counted


def test_own_and_enemy_losses_are_two_rows(tmp_path: Path) -> None:
    case = "figures: [{provider: north, relation: own}, {provider: north, relation: enemy},\n"
    case += "  {provider: south, relation: enemy}]"
    measured = balance(tmp_path, case)

    assert (1, 0) == row(measured, "figures.own").counts
    assert (1, 1) == row(measured, "figures.enemy").counts


def test_who_speaks_on_page_one_is_told_from_who_is_spoken_of(tmp_path: Path) -> None:
    line = "South says that North shut the bridge."
    edition = EDITION.replace("The bridge is shut., basis", f"{line}, basis")
    measured = balance(tmp_path, "", edition=edition)

    assert (1, 1) == row(measured, "room.page-1.named").counts
    assert (0, 1) == row(measured, "room.page-1.speaks").counts
    assert (0, 7) == row(measured, "room.page-1.words").counts
    assert (0, 1) == row(measured, "order.sentences").counts


def test_another_actor_whose_name_holds_a_partys_is_not_the_party(tmp_path: Path) -> None:
    case = "actors: [{id: chamber, kind: business, name: Chamber of North and South}]\n"
    case += "facts: [{statement: The Chamber of North and South asked South.}]"

    assert (0, 0) == row(balance(tmp_path, case), "order.sentences").counts


def test_a_section_is_measured_by_its_own_records(tmp_path: Path) -> None:
    case = "claims: [{speaker: north, section: talks}, {speaker: south, section: front}]"
    measured = balance(tmp_path, case, section="talks")

    assert "The talks" == measured.title
    assert (1, 0) == row(measured, "claims").counts
    assert "Room" not in {one.group for one in measured.rows}  # page 1 has no section


@pytest.mark.parametrize(("parties", "rows"), [((), 0), (("north",), 30)])
def test_a_series_with_one_party_or_none_has_nothing_to_remark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parties: Sequence[str], rows: int
) -> None:
    alone = RECORDS
    for id in {"north", "south"} - set(parties):
        name = id.title()
        alone = alone.replace(
            f"{name}, kind: state, party_to_conflict: true", f"{name}, kind: state"
        )
    if not parties:
        alone = alone.replace("state_force, party_to_conflict: true", "state_force")
    monkeypatch.setattr("tests.queries.test_balance.RECORDS", alone)
    measured = balance(tmp_path, claims(north=8))

    assert tuple(parties) == measured.parties
    assert rows <= len(measured.rows)
    assert bool(rows) is bool(measured.rows)
    assert {""} >= {one.note for one in measured.rows if one.group != "Who stands first"}
