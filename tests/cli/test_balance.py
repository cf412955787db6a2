"""``check --balance`` as a user runs it: a table, a list where it is narrow, JSON, and refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.series import run, write


@pytest.fixture
def river(tmp_path: Path) -> Path:
    write(tmp_path, 3)
    return tmp_path


def test_the_table_has_a_column_for_each_party_and_the_difference(river: Path) -> None:
    ran = run(river, "check", "--balance", COLUMNS="100")
    table = [line.split() for line in ran.out.splitlines()]

    assert (0, "") == (ran.code, ran.err)
    assert ["North", "South", "difference"] == table[1]
    assert ["claims", "0", "1", "1"] in table
    assert "Counts, not a verdict" in ran.out


def test_a_narrow_terminal_has_a_line_for_each_row(river: Path) -> None:
    ran = run(river, "check", "--balance", COLUMNS="40")

    assert "  claims: North 0, South 1" in ran.out.splitlines()
    assert 40 >= max(map(len, ran.out.splitlines()))


def test_json_has_the_counts_by_the_partys_id_and_each_section_apart(river: Path) -> None:
    printed = run(river, "check", "--balance", "--by-section", "--json").json
    rows = {row["id"]: row for row in printed["balance"]["rows"]}
    talks = {row["id"]: row for row in printed["sections"]["talks"]["rows"]}

    assert {"ok": True, "problems": []} == {key: printed[key] for key in ("ok", "problems")}
    assert {"north": 0, "south": 1} == rows["claims"]["counts"] == talks["claims"]["counts"]
    assert ("count", None) == (rows["claims"]["unit"], rows["claims"]["of"])
    assert ("points", {"north": 0, "south": 1}) == (rows["quotes"]["unit"], rows["quotes"]["of"])
    assert {"front", "talks"} == set(printed["sections"])


def test_the_form_json_is_the_same_as_the_option(river: Path) -> None:
    with_form = run(river, "check", "--balance", "--format", "json")

    assert with_form.out == run(river, "check", "--balance", "--json").out


def test_without_parties_one_line_says_what_makes_one(river: Path) -> None:
    sources = river / "seeds/sources.yaml"
    sources.write_text(sources.read_text().replace(", party_to_conflict: true", ""))
    ran = run(river, "check", "--balance")

    assert 0 == ran.code
    assert ran.out.startswith("no actor is a party to the conflict")
    assert [] == run(river, "check", "--balance", "--json").json["balance"]["rows"]


@pytest.mark.parametrize(
    "words",
    [["--balance", "--due"], ["--balance", "--strict"], ["--by-section"],
     ["--balance", "--format", "junit"]],
    ids=" ".join,
)  # fmt: skip
def test_what_does_not_go_together_is_wrong_usage(river: Path, words: list[str]) -> None:
    ran = run(river, "check", *words)

    assert 2 == ran.code
    assert "--balance" in ran.err


def test_seeds_that_cannot_be_read_are_told_as_problems(river: Path) -> None:
    (river / "seeds/front.yaml").write_text("section: front\nfacts: [{id: a, statment: It is.}]\n")
    text, printed = run(river, "check", "--balance"), run(river, "check", "--balance", "--json")

    assert (1, 1) == (text.code, printed.code)
    assert "key-unknown" in text.out
    assert "nothing is measured" in text.out
    assert not printed.json["ok"]
    assert "key-unknown" in {problem["code"] for problem in printed.json["problems"]}
