"""What leads from record to record, followed in moments however long and round the way is."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from reportkit.loading.loader import load
from reportkit.problems import did_you_mean
from reportkit.rules.book import check
from tests import tiny

MANY = 3_000
FACT = (
    "  - {{id: f{at}, statement: x, date: 2026-01-08, verification: unverified, about: [f{next}],"
    " source_refs: {sources}}}\n"
)
ACTOR = "  - {{id: a{at}, name: A{at}, kind: io, part_of: a{next}}}\n"


def seconds(series: Path) -> float:
    """Ask all rules of a series; give how long they took."""
    loaded = load(series)
    assert len(loaded.records) > MANY
    began = time.process_time()
    list(check(loaded))
    return time.process_time() - began


def circle(line: str, **more: str) -> str:
    """Write many records of which each names the next, and the last the first."""
    return "".join(line.format(at=at, next=(at + 1) % MANY, **more) for at in range(MANY))


def test_facts_about_facts_are_followed_to_the_first_source(tmp_path: Path) -> None:
    series = tiny.write(tmp_path)
    (series / "seeds" / "facts.yaml").write_text(
        "section: clashes\nfacts:\n" + circle(FACT, sources="[note-1]")
    )

    assert seconds(series) < 4


def test_each_step_up_to_a_party_is_walked_once(tmp_path: Path) -> None:
    series = tiny.write(tmp_path)
    (series / "seeds" / "actors.yaml").write_text("actors:\n" + circle(ACTOR))

    assert seconds(series) < 4


def test_the_party_of_an_actor_is_the_same_whoever_asks_first(tmp_path: Path) -> None:
    series = tiny.write(tmp_path)
    (series / "seeds" / "actors.yaml").write_text(
        "actors:\n"
        "  - {id: state, name: State, kind: state, party_to_conflict: true}\n"
        "  - {id: ministry, name: Ministry, kind: state, part_of: state, party_to_conflict: true}\n"
        "  - {id: office, name: Office, kind: state, part_of: ministry}\n"
        "  - {id: one, name: One, kind: io, part_of: other}\n"
        "  - {id: other, name: Other, kind: io, part_of: one}\n"
    )
    asked = ("office", "ministry", "state", "one", "other", "mission", "nobody")
    parties = ["state", "state", "state", None, None, None, None]

    assert parties == [load(series).records.party_of(id) for id in asked]
    records = load(series).records
    assert parties[::-1] == [records.party_of(id) for id in reversed(asked)]


@pytest.mark.parametrize("head", ["", "x" * 60])
def test_the_nearest_of_many_long_names_is_found_in_a_moment(head: str) -> None:
    names = [f"s{head}{number:05}" for number in range(8_000)]
    began = time.process_time()

    assert f"did you mean 's{head}01234'?" == did_you_mean(f"s{head}01234q", names)
    assert time.process_time() - began < 0.5
