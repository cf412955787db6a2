"""The sources of a series: what rests on each, which are copies, which nothing uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.publish.every_code import CODES
from reportkit.publish.fixed_rules import FREE
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
    foot = run(own_river, "sources").out.splitlines()[-2:]
    assert sorted(foot) == ["copy repeats wire, which was withdrawn", "wire was withdrawn"]
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


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.html"
    file.write_text("what was read")
    return file


def test_a_copy_is_kept_and_its_digest_stands_in_the_seeds(own_river: Path, page: Path) -> None:
    sources = own_river / "seeds" / "sources.yaml"
    before = sources.read_text()
    ran = run(own_river, "sources", "keep", "wire", str(page), "--accessed", "2025-10-20", "--json")

    digest = ran.json["capture"]["sha256"]
    assert (ran.code, ran.json["kept"]) == (0, f"evidence/{digest}")
    added = ", accessed: 2025-10-20}"
    old = "descriptor: An agency.}"
    new = f'descriptor: An agency., sha256: "{digest}"{added}'
    assert sources.read_text() == before.replace(old, new)
    assert run(own_river, "sources", "check").code == 0


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["--accessed", "2999-01-01"], "--accessed 2999-01-01 has not come yet"),
        (["--by", " "], "--by names who keeps it"),
    ],
)
def test_a_copy_is_kept_by_somebody_who_has_looked_at_it(
    own_river: Path, page: Path, words: list[str], answer: str
) -> None:
    ran = run(own_river, "sources", "keep", "wire", str(page), *words)

    assert (2, False) == (ran.code, (own_river / "evidence").exists())
    assert answer in ran.err


def test_a_second_copy_is_named_in_the_seeds_and_the_first_stays(
    own_river: Path, page: Path
) -> None:
    first = run(own_river, "sources", "keep", "wire", str(page), "--json").json["kept"]
    page.write_text("what was read a week later")
    again = run(own_river, "sources", "keep", "wire", str(page))

    assert (own_river / first).read_text() == "what was read"
    assert f"named the copy {first[9:21]}… until now; that one stays too" in again.err
    assert run(own_river, "sources", "check").code == 0


def test_an_altered_copy_ends_with_7_and_stops_the_build(own_river: Path, page: Path) -> None:
    run(own_river, "sources", "keep", "wire", str(page))
    (copy,) = (one for one in (own_river / "evidence").iterdir() if one.name != "log.jsonl")
    check = run(own_river, "check", "--json")
    assert "evidence-altered" not in [one["code"] for one in check.json["problems"]]
    copy.chmod(0o600)
    copy.write_text("what was Read")

    told = [run(own_river, *words, "--json") for words in (["sources", "check"], ["verify"])]
    assert [7, 7] == [ran.code for ran in told]
    assert "evidence-altered" in [one["code"] for one in told[0].json["problems"]]
    assert f"evidence/{copy.name}" in [one["file"] for one in told[1].json["findings"]]
    again = run(own_river, "check", "--json")  # the kept verdict is another's
    errors = [one["code"] for one in again.json["problems"] if one["level"] == "error"]
    assert "evidence-altered" in errors


def test_what_a_source_lacks_is_warned_and_no_error(own_river: Path) -> None:
    sources = own_river / "seeds" / "sources.yaml"
    known = "{id: wire, published: 2025-10-14, url: 'https://example.org/a', accessed: 2025-10-13,"
    sources.write_text(sources.read_text().replace("{id: wire,", known))
    ran = run(own_river, "sources", "check", "--json")

    warned = {(one["code"], one["message"]) for one in ran.json["problems"]}
    assert ran.code == 0
    assert (
        "source-incomplete",
        "wire does not say its title and where a copy is kept (archive_url or sha256)",
    ) in warned
    assert ("source-accessed", "wire was looked at on 2025-10-13, before it came out") in warned
    assert {"warning"} == {str(CODES[code].level) for code, _ in warned}  # as 'explain' has it


@pytest.mark.parametrize("code", ["source-incomplete", "link-dead", "archive-offered"])
def test_what_sources_check_alone_asks_stops_nothing_and_is_not_set_otherwise(code: str) -> None:
    assert str(CODES[code].level) == "warning"
    assert code not in FREE


def test_what_nobody_can_find_again_is_warned_of(own_river: Path, page: Path) -> None:
    """A text without an address; one that others repeat is found through them."""

    def lost() -> list[str]:
        problems = run(own_river, "sources", "check", "--json").json["problems"]
        asked = "where to find it again"
        return [one["message"].split()[0] for one in problems if asked in one["message"]]

    before = lost()
    run(own_river, "sources", "keep", before[0], str(page))

    assert "wire" not in before
    assert before[1:] == lost()


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["keep", "wire", "nowhere.pdf"], "'nowhere.pdf' is no plain file"),
        (["keep", "wire", "/dev/null"], "'/dev/null' is no plain file"),
        (["keep", "wire", ".empty"], "'.empty' is empty: it keeps nothing of what was read"),
        (["keep", "wir", "nowhere.pdf"], "there is no source 'wir'; did you mean 'wire'?"),
    ],
)
def test_what_cannot_be_kept_is_wrong_usage(own_river: Path, words: list[str], answer: str) -> None:
    (own_river / ".empty").touch()
    ran = run(own_river, "sources", *words)

    assert ran.code == 2
    assert answer in " ".join(ran.err.split())


def test_a_name_that_no_file_can_have_is_told(river: Path) -> None:
    ran = run(river, "sources", "keep", "wire", "a" * 5000)

    assert (ran.code, "File name too long" in ran.err) == (3, True)
