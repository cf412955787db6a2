"""``reportkit schema`` prints, writes and checks the schemas of a series."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from reportkit.reference.json_schema import NAMES, schema_files, schema_of, schema_text
from tests.cli.series import BRIEF, run

FILES = list(schema_files())


@pytest.fixture
def series(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "brief.yaml").write_text(BRIEF)
    return tmp_path


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_printed_anywhere(tmp_path: Path, name: str) -> None:
    assert schema_text(name) == run(tmp_path, "schema", name).out


@pytest.mark.parametrize("words", [(), ("records",)])
def test_records_unless_another_is_named(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert schema_of("records") == json.loads(run(tmp_path, "schema", *words).out)


def test_write_says_what_it_wrote_and_then_that_nothing_is_to_do(series: Path) -> None:
    first, second = run(series, "schema", "--write"), run(series, "schema", "--write")

    assert (FILES, 0) == (first.out.splitlines(), first.code)
    assert schema_files() == {name: (series / name).read_text("utf-8") for name in FILES}
    assert len(FILES) == len(list((series / ".schemas").iterdir()))
    assert ("", ".schemas/ is up to date; nothing was written\n") == (second.out, second.err)


def test_check_names_what_is_missing_or_stale(series: Path) -> None:
    before = run(series, "schema", "--check")
    run(series, "schema", "--write")
    fresh = run(series, "schema", "--check")
    stale = series / FILES[1]
    stale.unlink()
    stale.write_text("{}")
    after = run(series, "schema", "--check")

    assert (1, FILES) == (before.code, before.out.splitlines())
    assert (0, "") == (fresh.code, fresh.out)
    assert (1, f"{FILES[1]}\n") == (after.code, after.out)
    assert "1 schema missing or out of date; 'reportkit schema --write' renews them" in after.err


def test_json_holds_the_schema_or_the_state(series: Path) -> None:
    printed = json.loads(run(series, "schema", "edition", "--json").out)
    written = json.loads(run(series, "schema", "--write", "--json").out)
    checked = json.loads(run(series, "schema", "--check", "--json").out)

    assert schema_of("edition") == printed["schema"]
    assert FILES == written["written"]
    assert (True, []) == (checked["ok"], checked["stale"])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("breif",), "there is no schema 'breif'; did you mean 'brief'?"),
        (("--write", "--check"), "--write and --check exclude each other"),
        (("brief", "--write"), "leave out the name"),
    ],
)
def test_wrong_usage_is_told(series: Path, words: tuple[str, ...], message: str) -> None:
    ran = run(series, "schema", *words)

    assert 2 == ran.code
    assert message in ran.err


def test_a_schema_that_the_loader_would_read_is_not_in_seeds(series: Path) -> None:
    run(series, "schema", "--write")

    assert ["brief.yaml"] == [path.name for path in (series / "seeds").iterdir()]


def test_what_is_written_may_be_written_again_by_its_owner(series: Path) -> None:
    umask = os.umask(0o022)
    try:
        run(series, "schema", "--write")
    finally:
        os.umask(umask)

    assert {0o644} == {(series / name).stat().st_mode & 0o777 for name in FILES}
