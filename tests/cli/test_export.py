"""``export`` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.series import run
from tests.exports.exporting import rows_of


def test_one_file_of_text_goes_to_stdout_alone(river: Path) -> None:
    ran = run(river, "export", "--format", "csv", "--types", "event", "--edition", "1")
    (row,) = rows_of(ran.out.encode())

    assert (0, "") == (ran.code, ran.err)
    assert ("clash", "1", "The bridge") == (row["id"], row["edition"], row["place.name"])


def test_the_seeds_are_handed_on_as_a_draft_of_the_next_edition(river: Path) -> None:
    ran = run(river, "export", "--format", "jsonl")

    assert "draft of 4" == json.loads(ran.out.splitlines()[0])["edition"]


def test_a_folder_takes_a_file_for_each_type(river: Path, tmp_path: Path) -> None:
    ran = run(river, "export", "--format", "csv", "--types", "events,place", "-o", str(tmp_path))

    assert [f"{tmp_path}/river-draft-places.csv", f"{tmp_path}/river-draft-events.csv"] == (
        ran.out.splitlines()
    )
    assert "2 records of draft of No. 4, TLP:CLEAR\n" == ran.err


def test_the_ending_of_the_file_names_the_format(river: Path, tmp_path: Path) -> None:
    path = tmp_path / "map.geojson"
    answer = run(river, "export", "-o", str(path), "--edition", "2", "--json").json

    assert ([str(path)], "geojson", "2", False, 2) == tuple(
        answer[key] for key in ("files", "format", "edition", "draft", "records")
    )
    assert ["bridge", "clash"] == sorted(
        feature["id"] for feature in json.loads(path.read_text())["features"]
    )


def test_changes_are_those_that_an_edition_told_or_the_seeds_would(river: Path) -> None:
    told = run(river, "export", "--format", "csv", "--changes", "--edition", "2")
    drafted = run(river, "export", "--format", "csv", "--changes", "--types", "figure")

    rows = {(row["record"], row["field"]): row for row in rows_of(told.out.encode())}
    assert ("3", "5", "UPDATED", "2") == tuple(
        rows["toll", "best"][key] for key in ("was", "now", "class", "edition")
    )
    (row,) = rows_of(drafted.out.encode())
    assert ("toll", "3", "4", "draft of 4") == tuple(
        row[key] for key in ("record", "was", "now", "edition")
    )


def test_a_file_of_somebody_else_is_not_replaced(river: Path, tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    path.write_text("mine")
    ran = run(river, "export", "-o", str(path))

    assert (2, "mine") == (ran.code, path.read_text())
    assert "replace it with --force" in ran.err
    assert 0 == run(river, "export", "-o", str(path), "--force").code
    assert path.read_text().startswith('{"format": "reportkit-records"')


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "name a format"),
        (["--format", "csv"], "files; name a folder with -o, or one type with --types"),
        (["--format", "csv", "-o", "none/at/all"], "name a folder that is there"),
        (["--format", "jsonl", "-o", "none/all.jsonl"], "there is no folder none"),
        (["--format", "csv", "--types", "event", "-o", "a.xlsx"], "the ending of xlsx, not of csv"),
        (["--format", "csv", "--types", "correction,gap", "--section", "x"], "no section 'x'"),
        (["--format", "xlsx"], "xlsx is no text for a terminal"),
        (["--format", "csv", "--types", "evnt"], "did you mean 'event'?"),
        (["--format", "geojson", "--types", "figure"], "holds events and places, and no figures"),
        (["--format", "geojson", "--changes"], "geojson holds no changes: csv"),
        (["--format", "jsonl", "--hxl"], "jsonl has no row of HXL tags: csv and xlsx have"),
        (["--format", "jsonl", "--bom"], "--bom goes with csv"),
        (["--format", "csv", "--from", "2026-02-01", "--until", "2026-01-01"], "before --from"),
        (["--format", "csv", "--changes", "--from", "2026-02-01"], "--from and --until choose"),
        (["--format", "csv", "--section", "frnt"], "did you mean 'front'?"),
        (["--format", "jsonl", "--edition", "9"], "there is no edition 9"),
    ],
)
def test_what_cannot_be_handed_on_so_is_said(river: Path, options: list[str], message: str) -> None:
    ran = run(river, "export", *options)

    assert (2, "") == (ran.code, ran.out)
    assert message in ran.err


@pytest.mark.parametrize("folder", ["seeds", "reports", "reports/001", "imports"])
def test_nothing_is_written_into_what_the_series_reads(own_river: Path, folder: str) -> None:
    (own_river / folder).mkdir(exist_ok=True)
    before = sorted((own_river / folder).iterdir())
    ran = run(own_river, "export", "-o", str(own_river / folder / "all.jsonl"), "--force")

    assert (2, before) == (ran.code, sorted((own_river / folder).iterdir()))
    assert "of the series; name another folder" in ran.err


def test_seeds_that_cannot_be_read_are_told_and_nothing_is_written(
    own_river: Path, tmp_path: Path
) -> None:
    facts = own_river / "seeds" / "front.yaml"
    facts.write_text(facts.read_text().replace("verification: single_origin", "verification: x"))
    out = tmp_path / "all.jsonl"
    ran = run(own_river, "export", "-o", str(out))

    assert (1, False) == (ran.code, out.exists())
    assert "seeds/front.yaml:" in ran.err


def test_json_tells_what_was_written_and_needs_a_file(river: Path) -> None:
    ran = run(river, "export", "--format", "jsonl", "--json")

    assert 2 == ran.code
    assert "name a file with -o" in json.loads(ran.out)["error"]
