"""What a source wrote leaves the desk no longer than it is printed."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportkit.publish.build import build
from tests import tiny
from tests.building import made_once
from tests.cli.series import run
from tests.schedule.series import quick_engine

NOW = datetime(2026, 3, 1, tzinfo=UTC)
NOTE = " ".join(f"word{n}" for n in range(1, 46))
EVENT = f"""
events:
  - id: raid
    summary: A raid on the mill
    event_type: battle
    date_start: 2026-01-08
    place: mill
    source_notes: [{{text: {NOTE}, source: note-1}}]
    source_refs: [note-1]
places: [{{id: mill, name: The mill, kind: city, country: Valley, geo_precision: 1}}]
"""


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One edition that quotes a note of 45 words; to be read only."""

    def publish(series: Path) -> None:
        with pytest.MonkeyPatch.context() as monkeypatch:
            quick_engine(monkeypatch)
            build(tiny.write(series, more=EVENT), now=NOW)

    return made_once(tmp_path_factory, "quoted-fairly", publish)


def test_an_edition_holds_as_much_as_it_prints(sealed: Path) -> None:
    (facts,) = (sealed / "reports" / "001").rglob("facts.json")

    assert "word40 […]" in facts.read_text()
    assert "word41" not in facts.read_text()


@pytest.mark.parametrize(
    ("options", "whole"),
    [
        ((), True),
        (("--edition", "1"), False),
        (("--max-tlp", "CLEAR"), False),
        (("--max-tlp", "CLEAR", "--full-notes"), True),
    ],
)
@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_the_desk_alone_has_it_whole(
    options: tuple[str, ...], form: str, *, whole: bool, sealed: Path
) -> None:
    ran = run(sealed, "export", "--format", form, "--types", "event", *options)

    assert 0 == ran.code, ran.err
    assert "word40" in ran.out
    assert whole is ("word45" in ran.out)


@pytest.mark.parametrize("command", [("show", "--seeds"), ("search", "--seeds", "word45")])
def test_questions_of_the_desk_are_answered_from_the_whole(
    command: tuple[str, ...], sealed: Path
) -> None:
    ran = run(sealed, *command)

    assert "word45" in ran.out, ran.err


def test_what_is_not_printed_changes_no_edition(sealed: Path, tmp_path: Path) -> None:
    series = tmp_path / "series"
    tiny.write(series, week=2, more=EVENT.replace("word45", "other"))
    shutil.copytree(sealed / "reports", series / "reports")

    ran = run(series, "export", "--format", "csv", "--changes")

    assert 0 == ran.code, ran.err
    assert "raid" not in ran.out


@pytest.mark.parametrize("options", [(), ("--edition", "1", "--max-tlp", "CLEAR")])
def test_full_notes_go_with_a_marking_of_the_seeds_alone(
    options: tuple[str, ...], sealed: Path
) -> None:
    ran = run(sealed, "export", "--format", "jsonl", "--full-notes", *options)

    assert 2 == ran.code
    assert "--full-notes goes with --max-tlp alone" in ran.err
