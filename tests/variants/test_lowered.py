"""A series whose marking is lowered, and lower versions of corrections."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from reportkit.delivery.change_summary import change_summary
from reportkit.delivery.outgoing_edition import read_outgoing
from reportkit.editions.manifest import EditionName
from reportkit.editions.store import Store
from reportkit.model.vocabulary.mail import Profile
from reportkit.model.vocabulary.series import Tlp
from reportkit.problems import errors_in
from reportkit.publish.build import build
from reportkit.publish.built import Options
from reportkit.publish.check import check_series
from reportkit.publish.rebuild import rebuild
from tests import tiny
from tests.cli.series import run
from tests.delivery.posting import mail
from tests.delivery.server import MailServer, mail_server
from tests.schedule.series import quick_engine
from tests.variants import heron
from tests.variants.test_mailed import LISTS, SLIP, words_of
from tests.variants.test_sealed_releases import readings

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set no type: what is read are facts, logs and mails."""
    quick_engine(monkeypatch)


def edit(series: Path, file: str, *edits: tuple[str, str]) -> None:
    """Edit a file of the seeds as an author does."""
    path = series / "seeds" / f"{file}.yaml"
    text = path.read_text()
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)


def read(series: Path, file: str) -> dict[str, Any]:
    """Read a sealed file of data, as in "002/changes.json"."""
    told: dict[str, Any] = json.loads((series / "reports" / file).read_text())
    return told


def codes(series: Path) -> list[str]:
    """Give the errors that stand in the way of the next edition."""
    return [problem.code for problem in errors_in(check_series(series).problems)]


# -- what only higher records name (S7) ---------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["The PEREGRINE COLUMN shut the road.", "It is shut at Saltmarsh-Ford.",
     "It is shut (see osprey.example/2/).", "The\u00a0Osprey says that it is shut."],
)  # fmt: skip
def test_names_of_what_only_higher_records_name_are_refused(tmp_path: Path, text: str) -> None:
    heron.write(tmp_path, records=("The road through the marsh is shut.", text))

    assert ["names-above"] == codes(tmp_path)


#: The hideout of No. 1 as it may be told at TLP:CLEAR, under another id.
DEPOT = (
    ("id: hideout.seen,", "id: depot.seen, formerly: hideout.seen,"),
    ("statement: The Peregrine Column stores mortars at Saltmarsh Ford.",
     "statement: Arms are kept in the marsh."),
    ('source_refs: [cable-77, note-osprey],\n     tlp: "TLP:AMBER"', "source_refs: [paper]"),
    ("basis: [hideout.seen]", "basis: [depot.seen]"),
)  # fmt: skip


def test_a_lowered_record_tells_nothing_of_its_past(tmp_path: Path) -> None:
    """It is new to its readers: the id it had and the note on its change are not theirs."""
    build(heron.write(tmp_path), now=NOW)
    heron.write_next(tmp_path)
    edit(tmp_path, "records", *DEPOT)
    words = ("Mortars lie at Saltmarsh Ford and 16", "Arms lie in the marsh and 18")
    edit(tmp_path, "edition", words, ("hideout.seen", "depot.seen"), (
        "changes:\n",
        "changes:\n  - {record: depot.seen, class: UPDATED, reason: Lowered after the cable.}\n",
    ))  # fmt: skip
    build(tmp_path, now=NOW)
    lower = tmp_path / "reports" / "002"
    texts = "".join(path.read_text() for path in lower.glob("heron-002-clear.*.json"))

    assert "depot.seen" in texts
    assert [] == [secret for secret in ("hideout", "Lowered after") if secret in texts]
    assert () == rebuild(tmp_path, EditionName(2)).differs


def test_mail_and_edition_count_alike_at_the_lower_marking(tmp_path: Path) -> None:
    """One record is raised out of sight and another one is new to these readers."""
    build(heron.write(tmp_path), now=NOW)
    heron.write_next(tmp_path)
    raised = 'tlp: "TLP:AMBER", '
    edit(
        tmp_path,
        "records",
        ("about: [marsh-road]", f"{raised}about: [marsh-road]"),
        ("that the road stays shut., key", f"that the road stays shut., {raised}key"),
    )
    edit(tmp_path, "edition", ("basis: [road.shut]", "basis: [toll]"),
         ("The road is shut.", "The count is up."))  # fmt: skip
    build(tmp_path, now=NOW)
    lower = read_outgoing(Store(tmp_path / "reports"), EditionName(2)).at(Tlp.CLEAR)
    summary = change_summary(lower, EditionName(1), Profile.CHANGES)
    log = read(tmp_path, "002/heron-002-clear.changes.json")

    assert ["toll"] == [row["record"] for row in log["changes"]]
    assert dict(lower.sealed.manifest.changes) == log["counts"]
    assert log["reconciliation"]["now"] == lower.sealed.manifest.records == len(lower.book)
    assert 1 >= len(summary.lines)
    assert "road" not in " ".join(summary.lines)


# -- from TLP:AMBER to TLP:CLEAR (S8) -----------------------------------------------------------


AMBER_ROAD = (
    "statement: The road through the valley is shut.",
    """statement: The road through the valley is shut by the Peregrine Column.
        tlp: "TLP:AMBER\"""",
)


def lowered(series: Path, *, hold_back: bool) -> Path:
    """Write No. 1 at TLP:AMBER, publish it, and write No. 2 at TLP:CLEAR."""
    records = tiny.RECORDS.replace(*AMBER_ROAD)
    tiny.write(series, records=records)
    edit(series, "edition", ("trend: un", 'tlp: "TLP:AMBER"\ntrend: un'))
    build(series, now=NOW)
    tiny.write(series, week=2, records=records)
    if hold_back:
        edit(series, "edition", ("trend: un", "hold_back: true\ntrend: un"), (
            "{text: The road is shut., basis: [road.shut]}",
            "{text: The dead are civilians., basis: [toll.reported]}",
        ))  # fmt: skip
    return series


def test_a_record_above_the_edition_is_an_error_until_it_is_held_back(tmp_path: Path) -> None:
    series = lowered(tmp_path, hold_back=False)
    (problem,) = errors_in(check_series(series).problems)

    assert ("tlp-above-edition", True) == (problem.code, "hold_back: true" in problem.hint)


def test_an_edition_can_hold_back_what_is_marked_above_it(tmp_path: Path) -> None:
    """Its readers had nothing of No. 1, so it is a baseline, and tells nothing of that one."""
    build(lowered(tmp_path, hold_back=True), now=NOW)
    folder = tmp_path / "reports" / "002"
    texts = "".join(text for path in folder.glob("*.json") for text in readings(path))
    log = read(tmp_path, "002/changes.json")

    assert (None, True) == (log["from"], log["baseline"])
    assert "Peregrine" not in texts
    assert "road.shut" not in texts
    assert () == rebuild(tmp_path, EditionName(2)).differs


def test_what_is_held_back_is_not_missing(tmp_path: Path) -> None:
    """The road was told at TLP:AMBER and is left out at TLP:CLEAR: neither dropped nor lost."""
    build(lowered(tmp_path, hold_back=True), now=NOW)

    output = run(tmp_path, "diff", "1", "2").out

    before, after = (
        read_outgoing(Store(tmp_path / "reports"), EditionName(number)).sealed.manifest.records
        for number in (1, 2)
    )
    assert f"{before} before + 0 added − {before - after} ended = {after} now" in output
    assert "This brief is now marked TLP:CLEAR, before TLP:AMBER." in output
    assert "add up" not in output
    assert "road" not in output


def test_a_held_back_record_that_was_published_is_counted_and_not_told(tmp_path: Path) -> None:
    """No. 1 and No. 2 are at TLP:CLEAR; what No. 1 said of the road is above No. 2."""
    build(tiny.write(tmp_path), now=NOW)
    records = tiny.RECORDS.replace(*AMBER_ROAD).replace("best: 16", "best: 17")
    note = "changes: [{record: toll, class: UPDATED, reason: One more died.}]\n"
    tiny.write(tmp_path, week=2, records=records, changes=note)
    edit(tmp_path, "edition", ("trend: un", "hold_back: true\ntrend: un"), (
        "{text: The road is shut., basis: [road.shut]}",
        "{text: The dead are civilians., basis: [toll.reported]}",
    ))  # fmt: skip
    build(tmp_path, now=NOW)
    log = read(tmp_path, "002/changes.json")

    assert {"before": 5, "added": 0, "ended": 1, "now": 4} == log["reconciliation"]
    assert ["toll"] == [row["record"] for row in log["changes"]]
    assert () == rebuild(tmp_path, EditionName(2)).differs


def test_what_is_deleted_is_still_missed_where_others_are_held_back(tmp_path: Path) -> None:
    build(tiny.write(tmp_path), now=NOW)
    fact = tiny.RECORDS.partition("      - id: road.shut")
    tiny.write(tmp_path, week=2, records=fact[0])
    edit(tmp_path, "edition", ("trend: un", "hold_back: true\ntrend: un"), (
        "{text: The road is shut., basis: [road.shut]}",
        "{text: The dead are civilians., basis: [toll.reported]}",
    ))  # fmt: skip

    assert ["record-vanished"] == codes(tmp_path)


# -- corrections (S9, S10) ----------------------------------------------------------------------


def corrected_above(series: Path, server: MailServer, *, news: str = "") -> None:
    """Publish and mail No. 1, then a revision that corrects what is TLP:AMBER.

    ``news`` is the number that readers at TLP:CLEAR had as 16, if it moves too.
    """
    heron.write(series)
    (series / "seeds" / "distribution.yaml").write_text(LISTS)
    build(series, now=NOW)
    mail(series, server)
    server.taken.clear()
    slip = SLIP.replace("record: toll,", 'record: toll-9, tlp: "TLP:AMBER",')
    slip = slip.replace('"16"', '"6543"').replace('"15"', '"6542"')
    records = series / "seeds" / "records.yaml"
    told = records.read_text().replace("best: 6543", "best: 6542")
    records.write_text(told.replace("best: 16", f"best: {news or 16}") + slip)
    notes = ["{record: toll-9, class: CORRECTED, reason: A slip of the pen.}"]
    notes += ["{record: toll, class: UPDATED, reason: One more died.}"] if news else []
    edit(
        series,
        "edition",
        ("changes: []", f"changes: [{', '.join(notes)}]"),
        ("published: 2026-01-12", "published: 2026-01-13"),
    )
    build(series, now=NOW, options=Options(revise=True))
    mail(series, server, "001-r1")


def test_a_correction_above_their_marking_is_not_mailed_to_lower_readers(tmp_path: Path) -> None:
    """What was wrong is TLP:AMBER; of the lower version not a word has changed."""
    with mail_server() as server:
        corrected_above(tmp_path, server)

        assert ["ann@example.org"] == server.readers


def test_readers_of_a_lower_version_are_mailed_its_news_as_no_correction(tmp_path: Path) -> None:
    """A number of theirs moved in the same revision: they have it, and hear of no error."""
    with mail_server() as server:
        corrected_above(tmp_path, server, news="17")
        eve = words_of(server.message("eve@example.org"))

    assert "CORRECTION" not in eve.upper()
    assert "17, up 1 from 16" in eve


def test_releases_switched_on_later_let_an_older_edition_be_corrected(tmp_path: Path) -> None:
    """No. 1 had no lower version; No. 2, which has one, corrects it."""
    series = heron.write(tmp_path, brief=('releases: ["TLP:CLEAR"]', "releases: []"))
    build(series, now=NOW)
    heron.write_next(series)
    records = series / "seeds" / "records.yaml"
    records.write_text(records.read_text() + SLIP.replace('now: "15"', 'now: "18"'))
    edit(series, "edition", ("toll, class: UPDATED", "toll, class: CORRECTED"))
    build(series, now=NOW)

    assert read(series, "002/heron-002-clear.changes.json")["baseline"] is True
    assert (series / "reports" / "002" / "heron-002-clear.pdf").exists()


# -- releases in a series that marks nothing (row 6) --------------------------------------------


def test_a_series_whose_records_all_inherit_its_marking_is_told_so_once(tmp_path: Path) -> None:
    tiny.write(tmp_path)
    marked = 'tlp: "TLP:GREEN"\ntlp_community: aid\nreleases: ["TLP:CLEAR"]'
    edit(tmp_path, "brief", ('tlp: "TLP:CLEAR"', marked))
    (problem,) = errors_in(check_series(tmp_path).problems)

    assert "release-empty" == problem.code
    assert ("seeds/brief.yaml", 8) == problem.mark[:2]
    assert "5 of 5 records above it have no 'tlp:' of their own" in problem.message
    assert 'tlp: "TLP:CLEAR"' in problem.hint
