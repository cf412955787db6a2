"""What must not leave does not: higher markings, withheld names, internal notes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportkit.editions.manifest import EditionName
from reportkit.editions.store import Store
from reportkit.exports.export import Export, Options
from reportkit.exports.formats import FORMATS, JSONL
from reportkit.exports.make import made
from reportkit.exports.outgoing import outgoing_edition
from reportkit.model.vocabulary.series import Tlp
from reportkit.problems import SeedsRejected
from reportkit.publish.build import build
from reportkit.queries.later_editions import LaterEditions
from tests import tiny
from tests.building import made_once
from tests.cli.series import run
from tests.schedule.series import quick_engine
from tests.variants import heron

NAMES = [each.name for each in FORMATS]
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two editions at TLP:AMBER; the first was published at TLP:CLEAR too; to be read only."""

    def publish(series: Path) -> None:
        with pytest.MonkeyPatch.context() as monkeypatch:
            quick_engine(monkeypatch)
            build(heron.write(series), now=NOW)
            heron.write_next(series)
            brief = series / "seeds" / "brief.yaml"
            brief.write_text(brief.read_text().replace('releases: ["TLP:CLEAR"]\n', ""))
            build(series, now=NOW)

    return made_once(tmp_path_factory, "heron-exported", publish)


def texts(folder: Path) -> str:
    """Read every file of a folder as its readers' programs do."""
    return "\n".join(
        text
        for path in folder.iterdir()
        for form in FORMATS
        if path.name.endswith(form.suffix)
        for text in (path.name, *form.readings(path.read_bytes()))
    )


def exported(series: Path, folder: Path, *options: str) -> str:
    """Hand on to a folder and give all that its files say."""
    folder.mkdir()
    ran = run(series, "export", *options, "-o", str(folder))
    assert 0 == ran.code, ran.err
    return texts(folder)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("edition", ["", "1", "2"])
def test_nothing_above_the_ceiling_leaves_in_any_format(
    name: str, edition: str, sealed: Path, tmp_path: Path
) -> None:
    chosen = ("--format", name, *(("--edition", edition) if edition else ()))
    whole = exported(sealed, tmp_path / "whole", *chosen)
    lower = exported(sealed, tmp_path / "lower", *chosen, "--max-tlp", "CLEAR")

    assert "Saltmarsh" in whole or name == "ical"
    assert [] == [secret for secret in heron.SECRETS if secret.lower() in lower.lower()]
    assert "TLP:AMBER" in whole
    assert "TLP:AMBER" not in lower
    assert "TLP:CLEAR" in lower


@pytest.mark.parametrize("edition", [(), ("--edition", "1")])
def test_the_changes_of_a_lower_edition_are_those_that_its_readers_know(
    edition: tuple[str, ...], sealed: Path, tmp_path: Path
) -> None:
    chosen = ("--format", "csv", "--changes", *edition, "--max-tlp", "CLEAR")
    lower = exported(sealed, tmp_path / "lower", *chosen)

    assert [] == [secret for secret in heron.SECRETS if secret.lower() in lower.lower()]


def test_an_edition_that_was_not_published_there_has_no_changes_there(sealed: Path) -> None:
    ran = run(
        sealed, "export", "--format", "csv", "--changes", "--edition", "2", "--max-tlp", "CLEAR"
    )

    assert 1 == ran.code
    assert "No. 2 was not published at TLP:CLEAR or below" in ran.err


def test_a_text_that_tells_of_what_is_above_refuses_the_export(tmp_path: Path) -> None:
    heron.write(tmp_path, records=("The road through the marsh is shut.", "The Osprey shut it."))
    out = tmp_path / "out"
    out.mkdir()
    ran = run(tmp_path, "export", "--format", "csv", "--max-tlp", "CLEAR", "-o", str(out))

    assert (1, []) == (ran.code, list(out.iterdir()))
    assert "error[names-above]" in ran.err


def test_the_finished_bytes_are_searched(sealed: Path) -> None:
    """A format that lets slip what the cut book does not hold is caught by the search."""

    def slip(export: Export) -> dict[str, bytes]:
        return {"": JSONL.make(export)[""] + b'{"note": "the \\"Osprey\\" again", "id": "gap-9"}\n'}

    store = Store(sealed / "reports")
    outgoing = outgoing_edition(store, EditionName(1), Tlp.CLEAR, LaterEditions(store))
    with pytest.raises(SeedsRejected) as refused:
        made(outgoing, replace(JSONL, make=slip), Options())

    assert {"above-ceiling"} == {problem.code for problem in refused.value.problems}
    assert any("gap-9" in problem.message for problem in refused.value.problems)


MORE = """
events:
  - id: raid
    summary: A raid on the mill
    event_type: battle
    date_start: 2026-01-08
    place: mill
    internal_note: Ask Pell again.
    victims: [{name: Ambrose Pell}]
    source_refs: [note-1, talk-1]
places: [{id: mill, name: The mill, kind: city, country: Valley, geo_precision: 1}]
"""
TALK = """
sources:
  - {id: note-1, publisher: The mission, kind: un_report, access: primary, published: 2026-01-08}
  - id: talk-1
    publisher: Quentin Vole
    title: A talk by the well
    kind: interview
    access: primary
    published: 2026-01-08
    attribution_rule: no_source_name
"""


@pytest.mark.parametrize("name", NAMES)
def test_withheld_names_and_internal_notes_leave_in_no_format(name: str, tmp_path: Path) -> None:
    series = tiny.write(tmp_path / "series", more=MORE)
    clashes = series / "seeds" / "clashes.yaml"
    before, rest = clashes.read_text().split("sources:\n")
    clashes.write_text(before + TALK.lstrip() + "figures:" + rest.split("figures:")[1])
    text = exported(series, tmp_path / "out", "--format", name)

    assert "raid" in text or name == "ical"
    for kept in ("Pell", "Vole", "by the well"):
        assert kept not in text


def test_a_name_that_the_newest_edition_keeps_back_is_not_handed_on_of_an_older_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_engine(monkeypatch)
    series = tiny.write(tmp_path / "series")
    records = tiny.RECORDS.replace("publisher: The mission", "publisher: Quentin Vole")
    build(tiny.write(series, records=records), now=NOW)
    kept = records.replace(
        "kind: un_report", "kind: un_report\n        attribution_rule: no_source_name"
    )
    note = "changes: [{record: note-1, class: HANDLING-CHANGED, reason: It asked for that.}]\n"
    tiny.write(series, week=2, records=kept, changes=note)
    assert "Vole" in exported(series, tmp_path / "before", "--format", "jsonl", "--edition", "1")
    build(series, now=NOW)

    assert "Vole" not in exported(series, tmp_path / "out", "--format", "jsonl", "--edition", "1")


def test_files_above_green_are_not_for_the_world(sealed: Path, tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    assert 0 == run(sealed, "export", "-o", str(path)).code

    assert 0 == path.stat().st_mode & 0o007
    assert "TLP:AMBER" == json.loads(path.read_text().splitlines()[0])["marking"]


#: Edition 2 at TLP:AMBER alone, in which one open record has another id and one was AMBER.
RENAMED = {
    "brief.yaml": {'releases: ["TLP:CLEAR"]\n': ""},
    "edition.yaml": {"record: road.shut": "record: road.closed", "[road.shut]": "[road.closed]"},
    "records.yaml": {
        "gaps: [gap-9]": "gaps: [unknown]",
        "road.shut": "road.closed",
        "id: road.closed,": "id: road.closed, formerly: road.shut,",
        "id: gap-9,": "id: unknown, formerly: gap-9,",
        'judgement.spring-9], tlp: "TLP:AMBER"}': "judgement.spring-9]}",
    },
}  # fmt: skip


def test_an_id_that_a_record_had_above_the_ceiling_does_not_leave(tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        quick_engine(monkeypatch)
        build(heron.write(tmp_path), now=NOW)
        heron.write_next(tmp_path)
        for name, swaps in RENAMED.items():
            path = tmp_path / "seeds" / name
            text = path.read_text()
            for old, new in swaps.items():
                assert old in text
                text = text.replace(old, new)
            path.write_text(text)
        build(tmp_path, now=NOW)
    chosen = ("--format", "jsonl", "--edition", "2", "--types", "gap,fact")
    whole = run(tmp_path, "export", *chosen).out
    lower = run(tmp_path, "export", *chosen, "--max-tlp", "CLEAR").out

    assert '"formerly": "gap-9"' in whole
    assert "unknown" in lower
    assert "gap-9" not in lower
    assert '"formerly": "road.shut"' in lower
