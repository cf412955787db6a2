"""``add`` and ``fmt`` as they are typed: in a pipe, and by a person at a terminal."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import reportkit.cli
from reportkit import cli
from reportkit.loading.loader import load
from reportkit.model.book import RECORD_TYPES
from tests.cli.series import environment_of, publish, run, write
from tests.shipped import ROOT
from tests.terminal import CTRL_C, CTRL_D, answer

CLAIM = ["speaker=south", "modality=denies", "statement=it fired first", "date=2025-10-15"]


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """Week 1 of the river, never published."""
    write(tmp_path, 1)
    return tmp_path


def given(*settings: str) -> list[str]:
    return [word for setting in settings for word in ("--set", setting)]


def seeds_of(series: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (series / "seeds").iterdir()}


# -- in a pipe ---------------------------------------------------------------------------------


def test_a_record_is_added_and_its_place_is_told(series: Path) -> None:
    before = seeds_of(series)

    ran = run(
        series, "add", "figure",
        *given("metric=injured", "best=5", "provider=observers", "method=count", "event=clash"),
        *given("as_of=2025-10-18", "source_refs=copy,wire", "population=civilian"),
    )  # fmt: skip

    lines = (series / "seeds/front.yaml").read_text().splitlines()
    assert (0, "seeds/front.yaml:11: added figure clash.civilian-injured\n") == (ran.code, ran.out)
    assert lines[10:19] == [
        "  - id: clash.civilian-injured",
        "    metric: injured",
        "    population: civilian",
        "    best: 5",
        "    event: clash",
        "    provider: observers",
        "    method: count",
        "    as_of: 2025-10-18",
        "    source_refs: [copy, wire]",
    ]
    after = seeds_of(series)
    assert [name for name in after if after[name] != before[name]] == ["front.yaml"]
    kept = (*lines[:10], *lines[19:])
    assert "\n".join((*kept, "")).encode() == before["front.yaml"]


def test_all_that_is_missing_is_told_at_once_with_an_example(series: Path) -> None:
    ran = run(series, "add", "fact", *given("statement=It rained."), "--file", "new.yaml")

    assert 2 == ran.code
    assert "a fact needs verification, source_refs, section" in ran.err
    assert "reportkit add fact --set statement=... --set verification=..." in ran.err
    assert not (series / "seeds/new.yaml").exists()


def test_an_unknown_word_writes_nothing(series: Path) -> None:
    before = seeds_of(series)

    ran = run(
        series, "add", "claim", *given("modality=says", *CLAIM[:1], *CLAIM[2:], "source_refs=wire")
    )

    assert 1 == ran.code
    assert "error[enum-unknown]" in ran.err
    assert "modality: says" in ran.err  # the line that would stand there
    assert seeds_of(series) == before


def test_an_unknown_section_writes_nothing(series: Path) -> None:
    before = seeds_of(series)
    fact = ["statement=They met.", "verification=single_origin", "source_refs=wire", "id=met"]

    ran = run(series, "add", "fact", *given("section=frnot", *fact))

    assert 1 == ran.code
    assert "error[section-unknown]" in ran.err
    assert "did you mean 'front'?" in ran.err
    assert "nothing was written" in ran.err
    assert seeds_of(series) == before


def test_a_claim_is_called_as_the_others_are(series: Path) -> None:
    bare = run(series, "add", "claim", *given(*CLAIM, "source_refs=wire"), "--dry-run")
    about = run(series, "add", "claim", *given(*CLAIM, "about=clash", "source_refs=wire"))
    claims = series / "seeds/claims.yaml"
    claims.write_text(claims.read_text().replace("clash.south", "clash.south-says"))
    other = [one.replace("south", "north") for one in CLAIM]
    says = run(series, "add", "claim", *given(*other, "about=clash", "source_refs=wire"))

    assert "  - id: south.fired-first" in bare.out
    assert about.out.endswith("added claim clash.south\n")
    assert says.out.endswith("added claim clash.north-says\n")


def test_an_unknown_key_is_a_usage_error_with_the_nearest(series: Path) -> None:
    ran = run(series, "add", "claim", *given("speakr=south"))

    assert 2 == ran.code
    assert "there is no key 'speakr' in a claim; did you mean 'speaker'?" in ran.err


def test_a_second_record_of_an_id_is_refused_with_the_place_of_the_first(series: Path) -> None:
    ran = run(series, "add", "claim", *given("id=toll", *CLAIM, "source_refs=wire"))

    assert 1 == ran.code
    assert "there is a figure 'toll' already at seeds/front.yaml:9" in ran.err


def test_what_rules_say_of_the_new_record_is_shown_and_nothing_else(series: Path) -> None:
    other = "section: front\nmeasures: [{id: other, statement: N., kind: visa, by: nobody, "
    (series / "seeds/other.yaml").write_text(f"{other}measure_status: in_force}}]\n")

    ran = run(series, "add", "claim", *given(*CLAIM, "about=clash", "source_refs=wirre"))

    assert 1 == ran.code
    assert "seeds/claims.yaml:2: added claim clash.south\n" == ran.out  # all the same
    assert "error[ref-unknown]" in ran.err
    assert "did you mean 'wire'?" in ran.err
    assert {"clash.south"} == {
        line.split(": ")[2].split()[0] for line in ran.err.splitlines() if "]: " in line
    }


def test_a_dry_run_prints_the_block_alone(series: Path) -> None:
    before = seeds_of(series)

    ran = run(
        series, "add", "judgement", "--dry-run",
        *given("id=calm", "statement=It is likely that calm holds.", "likelihood.term=likely"),
        *given("confidence.level=low", "basis=toll", "none_found=true"),
        *given("alternatives.statement=Shots fall.", "alternatives.likelihood.term=unlikely"),
        *given("alternatives.statement=Nobody knows."),
    )  # fmt: skip

    assert ran.out.splitlines() == [
        "  - id: calm",
        "    statement: It is likely that calm holds.",
        "    likelihood: {term: likely}",
        "    confidence: {level: low}",
        "    basis: [toll]",
        "    none_found: true",
        "    alternatives:",
        "      - {statement: Shots fall., likelihood: {term: unlikely}}",
        "      - {statement: Nobody knows.}",
    ]
    assert seeds_of(series) == before


def test_a_section_decides_the_file_or_makes_one(series: Path) -> None:
    fact = ["statement=They met.", "verification=single_origin", "source_refs=wire", "id=met"]
    (series / "seeds/outlook.yaml").unlink()

    ran = run(series, "add", "fact", *given("section=talks", *fact))

    assert "seeds/talks.yaml:3: added fact met\n" == ran.out
    assert (
        (series / "seeds/talks.yaml")
        .read_text()
        .startswith("section: talks\nfacts:\n  - id: met\n")
    )


def test_a_section_other_than_the_files_is_written_into_the_record(series: Path) -> None:
    fact = ["statement=They met.", "verification=single_origin", "source_refs=wire", "id=met"]

    run(series, "add", "fact", *given("section=talks", *fact), "--file", "front.yaml")

    assert "  - id: met\n    section: talks\n" in (series / "seeds/front.yaml").read_text()


def test_a_source_is_called_as_others_of_its_publisher(series: Path) -> None:
    source = ["publisher=The Paper", "kind=national_media", "access=secondary"]

    first = run(series, "add", "source", *given(*source, "published=2025-10-13"))
    again = run(series, "add", "source", *given(*source, "published=2025-10-13"))

    assert first.out.endswith(": added source paper-2025-10-13\n") or "the-paper" in first.out
    assert again.out.rstrip().endswith("-2")


def test_a_file_that_cannot_be_read_gets_no_record(series: Path) -> None:
    path = series / "seeds/front.yaml"
    path.write_text(path.read_text() + "   bad: [\n")

    ran = run(series, "add", "claim", *given(*CLAIM, "source_refs=wire"), "--file", "front.yaml")

    assert 1 == ran.code
    assert "error[yaml-syntax]" in ran.err


@pytest.mark.parametrize("named", ["brief.yaml", "../front.yaml", "front.txt"])
def test_a_record_goes_into_a_file_of_records_only(series: Path, named: str) -> None:
    ran = run(series, "add", "claim", *given(*CLAIM, "source_refs=wire"), "--file", named)

    assert 2 == ran.code


def test_json_tells_what_was_added(series: Path) -> None:
    ran = run(series, "add", "claim", "--json", *given(*CLAIM, "about=clash", "source_refs=wire"))

    told = ran.json
    assert (told["record"], told["type"], told["written"]) == ("clash.south", "claim", True)
    assert told["block"].startswith("claims:\n  - id: clash.south\n")


def test_every_type_says_what_it_needs(series: Path, capsys: pytest.CaptureFixture[str]) -> None:
    codes = [reportkit.cli.run(["-C", str(series), "add", kind.type]) for kind in RECORD_TYPES]

    errors = capsys.readouterr().err
    assert {2} == set(codes)
    assert [] == [kind.type for kind in RECORD_TYPES if f" {kind.type} needs " not in errors]


def test_records_that_are_added_at_once_are_all_there(series: Path) -> None:
    """Nobody is told "added" of a record that another command wrote over."""
    one = [sys.executable, "-m", "reportkit", "add", "actor", "--set", "kind=business", "--set"]
    env = environment_of(series)
    at_once = [
        subprocess.Popen([*one, f"name=Guild {n}"], cwd=series, env=env, stdout=subprocess.PIPE)
        for n in range(4)
    ]
    outs = [running.communicate()[0] for running in at_once]

    text = b"".join(seeds_of(series).values()).decode()
    assert [True] * 4 == [b": added actor guild" in out for out in outs]
    assert [] == [n for n in range(4) if f"name: Guild {n}\n" not in text]


@pytest.mark.parametrize("file", [".hidden.yaml", "a\nb.yaml", "a;b.yaml"])
def test_a_record_is_written_only_where_it_is_read(series: Path, file: str) -> None:
    ran = run(series, "add", "actor", *given("name=Guild", "kind=business"), "--file", file)

    assert (2, "") == (ran.code, ran.out)
    assert "is no file for records" in ran.err


# -- at a terminal -----------------------------------------------------------------------------


def test_a_claim_by_questions(series: Path) -> None:
    done = answer(
        series, "add", "claim",
        answers=[
            "raod", "front",  # no section, then one
            "soth", "south",  # mistyped, then right
            "nothing", "2",  # a word, then its number
            "it fired first",
            "clash", "",  # about; contradicts nothing
            "15.10.2025", "2025-10-15",
            "", "wire",  # a source is needed
            "venue", "in Rome", "",
            "toll", "",  # an id that is taken, then the one that is proposed
            "date", "2025-10-16",  # one answer mended
            "",
        ],
    )  # fmt: skip

    added = load(series).records.by_id["clash.south"]
    assert (0, ": added claim clash.south\n") == (done.code, done.out[done.out.index(": ") :])
    assert "2025-10-16" == str(added.date)  # type: ignore[attr-defined]
    assert "in Rome" == added.venue  # type: ignore[attr-defined]
    for values in (
        "there is no actor 'soth'; did you mean 'south'?",
        "'raod' is none of the words",
        "'nothing' is none of the words",
        "write it as 2025-10-15",
        "this key is needed",
        "another record is called 'toll'",
    ):
        assert values in done.screen


def test_a_source_is_asked_how_reliable_it_is_and_offered_the_parties(series: Path) -> None:
    done = answer(
        series, "add", "source",
        answers=["The Herald", "", "", "", "national_media", "secondary", "", "", "B", CTRL_C],
    )  # fmt: skip

    offered = done.screen.partition("\nparty_alignment: ")[2].partition("\n[party_alignment]")[0]
    assert "\n[reliability]: B\n" in done.screen
    assert ["South", "North"] == re.findall(r"^ +\d +\S+ +(.+)", offered, re.MULTILINE)
    assert "the parties of 3; ? lists all" in offered


def test_a_number_that_is_only_a_bound(series: Path) -> None:
    answer(
        series, "add", "figure",
        answers=["injured", "civilian", "", "4", "clash", "", "observers", "count", "2025-10-18",
                 "copy", "", "", ""],
    )  # fmt: skip

    text = (series / "seeds/front.yaml").read_text()
    assert "    low: 4\n    operator: at_least\n" in text


def test_a_party_that_counts_losses_is_asked_whose_they_are(series: Path) -> None:
    done = answer(
        series, "add", "figure",
        answers=["injured", "civilian", "4", "clash", "", "north", "", "civilian", "claim",
                 "2025-10-18", "copy", "", "", "n"],
    )  # fmt: skip

    assert "\nrelation: \n  this key is needed" in done.screen
    assert "    relation: civilian\n" in done.screen


def test_a_narrow_terminal_folds_each_line(series: Path) -> None:
    done = answer(series, "add", "source", answers=["The Herald", "", "", "", CTRL_C], columns=40)

    *asked, _, _ = done.screen.split("\n")
    assert "12 research" in " ".join(asked)
    assert max(map(len, asked)) <= 40


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_ending_the_questions_changes_nothing(series: Path, key: str) -> None:
    before = seeds_of(series)

    done = answer(series, "add", "gap", answers=["", "Who fired?", "It decides.", key])

    assert 130 == done.code
    assert "nothing half done was kept" in done.screen
    assert seeds_of(series) == before


def test_no_at_the_end_changes_nothing(series: Path) -> None:
    before = seeds_of(series)

    done = answer(series, "add", "assumption", answers=["", "Roads stay open.", "", "", "", "n"])

    assert (0, "") == (done.code, done.out)
    assert seeds_of(series) == before


# -- fmt ---------------------------------------------------------------------------------------


def test_fmt_tidies_what_check_lists_and_diff_shows(series: Path) -> None:
    path = series / "seeds/more.yaml"
    path.write_text("facts:\n- statement: It rained.\n  id: rain\n")
    path.chmod(0o640)
    before = seeds_of(series)

    checked = run(series, "fmt", "--check")
    shown = run(series, "fmt", "--diff", "seeds/more.yaml")
    unchanged = seeds_of(series) == before
    tidied = run(series, "fmt")

    assert (1, True) == (checked.code, unchanged)
    assert "seeds/more.yaml" in checked.out.splitlines()
    assert "+  - id: rain\n+    statement: It rained.\n" in shown.out
    assert (0, checked.out) == (tidied.code, tidied.out)
    assert path.read_text() == "facts:\n  - id: rain\n    statement: It rained.\n"
    assert 0o640 == path.stat().st_mode & 0o777
    assert (0, "") == ((again := run(series, "fmt", "--check")).code, again.out)


def test_a_comment_above_the_first_dash_stays_whatever_its_column(series: Path) -> None:
    path = series / "seeds/more.yaml"
    path.write_text("facts:\n  # of the day\n- id: rain\n  statement: It rained.\n")

    assert 0 == run(series, "fmt").code

    assert "facts:\n  # of the day\n  - id: rain\n    statement: It rained.\n" == path.read_text()


def test_fmt_leaves_what_it_cannot_read_and_says_so(series: Path) -> None:
    (series / "seeds/bad.yaml").write_text("facts:\n- id: [\n")

    ran = run(series, "fmt", "seeds/bad.yaml")

    assert 1 == ran.code
    assert "seeds/bad.yaml is left as it is: it cannot be read" in ran.err
    assert "error[yaml-syntax]" in ran.err


def test_the_starter_is_tidy() -> None:
    """What 'init' writes is in the form that 'fmt' gives."""
    assert 0 == run(ROOT / "examples/starter", "fmt", "--check").code


ADD = ["add", "actor", "--set", "id=guild", "--set", "name=Guild", "--set", "kind=business"]


@pytest.mark.parametrize("words", [ADD, ["fmt"], ["next"]], ids=" ".join)
def test_what_an_editor_saves_meanwhile_is_never_written_over(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, 1)
    front = tmp_path / "seeds" / "front.yaml"
    if words == ["next"]:
        publish(tmp_path)
    front.write_text(f"\n\n{front.read_text()}")  # to be tidied
    command = importlib.import_module(f"reportkit.cli.{words[0]}")
    rewrite, saved = command.rewrite, list[Path]()

    def saved_first(path: Path, content: bytes, **instead: Any) -> None:
        path.write_bytes(b"# mine\n" + (path.read_bytes() if path.exists() else b""))
        saved.append(path)
        rewrite(path, content, **instead)

    monkeypatch.setattr(command, "rewrite", saved_first)

    code = cli.run(["-C", str(tmp_path), *words])

    assert code in (1, 3)
    assert saved
    assert all(path.read_bytes().startswith(b"# mine\n") for path in saved)


def test_an_id_that_another_took_while_somebody_answered_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, 1)
    command = importlib.import_module("reportkit.cli.add")
    held = command.held

    @contextmanager
    def held_by_another_first(folder: Path) -> Iterator[None]:
        (folder / "others.yaml").write_text("actors: [{id: guild, name: G, kind: business}]\n")
        with held(folder):
            yield

    monkeypatch.setattr(command, "held", held_by_another_first)

    code = cli.run(["-C", str(tmp_path), *ADD])

    assert 1 == code
    assert "there is a actor 'guild' already at seeds/others.yaml:1" in (
        capsys.readouterr().err.replace("an actor", "a actor")
    )
