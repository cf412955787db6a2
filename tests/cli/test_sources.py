"""The sources of a series: what rests on each, which are copies, which nothing uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.series import run


def listed(series: Path, *options: str) -> list[str]:
    ran = run(series, "sources", *options, "--json")
    assert ran.code == 0, ran.err
    return [one["id"] for one in ran.json["sources"]]


def test_each_source_tells_what_rests_on_it(river: Path) -> None:
    """By hand: the clash and the round cite the wire, the toll its copy, the judgement the toll."""
    wire, copy, paper = (
        run(river, "sources", id, "--json").json["source"] for id in ("wire", "copy", "paper")
    )

    assert sorted(wire["records"]) == ["clash", "more-shots", "round-1", "toll"]
    assert sorted(wire["alone"]) == ["clash", "more-shots", "round-1", "toll"]
    assert (wire["judgements"], wire["page_one"]) == (["more-shots"], ["key_figures"])
    assert (wire["repeated_by"], copy["origin"]) == (["copy"], "wire")
    assert sorted(copy["records"]) == ["more-shots", "toll"]
    assert paper["page_one"] == ["bottom_line", "trend_rationale"]
    assert (wire["editions"], copy["editions"]) == (["1", "2", "3"], ["1", "2", "3"])


def test_a_copy_is_weak_and_stands_no_better_than_its_original(own_river: Path) -> None:
    sources = own_river / "seeds" / "sources.yaml"
    withdrawn = "{id: wire, source_status: withdrawn, status_reason: Forged.,"
    sources.write_text(sources.read_text().replace("{id: wire,", withdrawn))

    assert sorted(listed(own_river, "--status", "withdrawn")) == ["copy", "wire"]
    assert "repeats wire, which was withdrawn" in run(own_river, "sources", "copy").out
    assert listed(own_river, "--status", "ok") == ["paper"]


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--origin", "wire"], {"wire", "copy"}),
        (["--kind", "wire"], {"wire"}),
        (["--weak"], {"copy"}),
        (["--section", "talks"], {"wire", "copy", "paper"}),
        (["--unused"], set()),
        (["--party", "north"], set()),
    ],
)
def test_the_list_is_narrowed(river: Path, options: list[str], ids: set[str]) -> None:
    assert set(listed(river, *options)) == ids


def test_a_source_that_nothing_uses_is_told(own_river: Path) -> None:
    sources = own_river / "seeds" / "sources.yaml"
    spare = "sources:\n  - {id: spare, publisher: Spare, kind: wire, access: primary}"
    sources.write_text(sources.read_text().replace("sources:", spare))

    assert listed(own_river, "--unused") == ["spare"]
    assert "1 on which nothing rests" in run(own_river, "sources").out
    assert "Nothing in the seeds rests on it." in run(own_river, "sources", "spare").out


def test_the_most_weighty_come_first_or_the_order_asked_for(river: Path) -> None:
    assert listed(river)[0] == "paper"  # two sentences of page 1
    assert listed(river, "--sort", "id") == ["copy", "paper", "wire"]


def test_a_narrow_terminal_gets_lines_that_fit(river: Path) -> None:
    out = run(river, "sources", COLUMNS="36").out

    assert "wire" in out
    assert max(map(len, out.splitlines())) <= 36


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["papr"], "there is no source 'papr'; did you mean 'paper'?"),
        (["toll"], "'toll' is a figure; no such source"),
        (["--section", "frnt"], "there is no section 'frnt'; did you mean 'front'?"),
        (["--party", "nort"], "there is no actor 'nort'; did you mean 'north'?"),
    ],
)
def test_what_is_not_there_is_told_with_the_nearest(
    river: Path, words: list[str], answer: str
) -> None:
    ran = run(river, "sources", *words)

    assert ran.code == 2
    assert answer in " ".join(ran.err.split())
