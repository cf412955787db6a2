"""A victim whose name was open and is withheld now is named in no export of any edition."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportkit.exports.formats import FORMATS
from reportkit.publish.build import build
from tests import tiny
from tests.building import made_once
from tests.cli.series import run
from tests.exports.test_markings import exported
from tests.schedule.series import quick_engine

NOW = datetime(2026, 3, 1, tzinfo=UTC)
EVENT = """
events:
  - id: raid
    summary: A raid on the mill
    event_type: battle
    date_start: 2026-01-08
    place: mill
    victims: [{name: Ambrose Pell, %s}]
    source_notes: [{text: The miller Ambrose Pell died., source: note-1}]
    source_refs: [note-1]
places: [{id: mill, name: The mill, kind: city, country: Valley, geo_precision: 1}]
"""
OPEN = EVENT % "naming: consent, ground: his brother agreed"
WITHHELD = (EVENT % "naming: withheld").replace("miller Ambrose Pell", "miller")
NOTE = "changes: [{record: raid, class: UPDATED, reason: The quotation was shortened.}]\n"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two editions; the first names the miller, as his family then agreed."""

    def publish(series: Path) -> None:
        with pytest.MonkeyPatch.context() as monkeypatch:
            quick_engine(monkeypatch)
            build(tiny.write(series, more=OPEN), now=NOW)
            tiny.write(series, week=2, more=WITHHELD, changes=NOTE)
            build(series, now=NOW)

    return made_once(tmp_path_factory, "victim-withheld", publish)


@pytest.mark.parametrize("name", [each.name for each in FORMATS])
def test_an_earlier_edition_names_no_victim_whom_the_newest_withholds(
    name: str, sealed: Path, tmp_path: Path
) -> None:
    text = exported(sealed, tmp_path / "out", "--format", name, "--edition", "1")

    assert "raid" in text or name == "ical"
    assert "Pell" not in text


def test_that_a_name_is_withheld_now_is_told_without_it(sealed: Path) -> None:
    changes = run(sealed, "export", "--format", "csv", "--changes", "--edition", "2")

    assert "source_notes" in changes.out
    assert "Pell" not in changes.out


@pytest.mark.parametrize("words", [("search", "miller"), ("search", "Pell"), ("log", "raid")])
def test_no_question_is_answered_with_the_name(words: tuple[str, ...], sealed: Path) -> None:
    answered = run(sealed, *words)

    assert "Pell" not in answered.out
    assert ("raid" in answered.out) is (words != ("search", "Pell"))
