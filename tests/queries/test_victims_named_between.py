"""A victim whom only a middle edition named, and a later one does not: no command says the name."""

from __future__ import annotations

import shutil
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportkit.files.notes import INDEX
from reportkit.publish.build import build
from tests import tiny
from tests.building import made_once
from tests.cli.series import run
from tests.schedule.series import quick_engine

NOW = datetime(2026, 3, 1, tzinfo=UTC)
EVENT = """
events:
  - id: raid
    summary: %s
    event_type: battle
    date_start: 2026-01-08
    place: mill
    victims: [%s]
    source_refs: [note-1]
places: [{id: mill, name: The mill, kind: city, country: Valley, geo_precision: 1}]
"""
OPEN = "{name: Ambrose Pell, naming: consent, ground: his brother agreed}"
CHANGE = "changes: [{record: raid, class: UPDATED, reason: %s}]\n"
#: What each of three editions says; the first names him in a text, before anybody asked.
EDITIONS = (
    (EVENT % ("A raid in which Ambrose Pell died", ""), ""),
    (EVENT % ("A raid on the mill", OPEN), CHANGE % "Ambrose Pell died there."),
    (EVENT % ("A raid on the old mill", ""), CHANGE % "The family asked for it."),
)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def publish(series: Path) -> None:
        with pytest.MonkeyPatch.context() as monkeypatch:
            quick_engine(monkeypatch)
            for week, (more, changes) in enumerate(EDITIONS, start=1):
                tiny.write(series, week=week, more=more, changes=changes)
                build(series, now=NOW)

    return made_once(tmp_path_factory, "victim-between", publish)


@pytest.mark.parametrize(
    "words",
    [
        ("log", "raid"),
        ("show", "1"),
        ("show", "2"),
        ("diff", "1", "2"),
        ("diff", "1", "3"),
        ("diff", "2", "3"),
        ("impact", "note-1"),
        ("impact", "note-1", "--draft-notice"),
        ("search", "raid"),
        ("export", "--format", "jsonl", "--edition", "1"),
        ("export", "--format", "csv", "--changes", "--edition", "2"),
    ],
)
@pytest.mark.parametrize("source", ["index", "sealed files"])
def test_no_command_says_it(
    words: tuple[str, ...], source: str, sealed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_index(*_: object, **__: object) -> nullcontext[None]:
        return nullcontext()

    if source == "sealed files":
        monkeypatch.setattr("reportkit.queries.index.kept_index", no_index)
    answered = run(sealed, *words)

    assert "Pell" not in answered.out + answered.err
    assert answered.out, answered.err


def test_no_command_says_it_where_the_facts_that_named_him_were_altered(
    sealed: Path, tmp_path: Path
) -> None:
    series = tmp_path / "series"
    shutil.copytree(sealed, series)
    (series / "reports" / INDEX).unlink(missing_ok=True)
    facts = series / "reports/002/facts.json"
    facts.chmod(0o644)
    facts.write_text(facts.read_text().replace("brother agreed", "brother agreed twice"))

    answered = run(series, "log", "raid")

    assert "a raid on the old mill" in answered.out.lower()
    assert "Pell" not in answered.out + answered.err
