"""The shipped series, week by week: the seeds of each stage make the edition that is shipped."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest

from reportkit.editions.manifest import EditionName
from reportkit.editions.store import Store
from reportkit.editions.verify import verify
from reportkit.publish.build import build
from reportkit.publish.built import Built
from reportkit.publish.rebuild import rebuild
from tests.page.judging import judged, verapdf
from tests.page.structure import faults_in, order_kept
from tests.schedule.series import quick_engine

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 1, 1, tzinfo=UTC)
STAGES = (1, 2, 3, 4, 5)
SET = (4, 5)  # the last one shipped, and the next


def stage(number: int, shipped: Path) -> Path:
    """Give the seeds of one week; the last week's are the series itself."""
    week = ROOT / "tests" / "replay" / f"no-{number}"
    return (week if week.is_dir() else shipped) / "seeds"


class Replayed(NamedTuple):
    """Each week built upon the shipped editions before it, as the desk would have done."""

    built: dict[int, Built]

    def folder(self, number: int) -> Path:
        """Give the folder of an edition."""
        return self.built[number].folder

    def pdf(self, number: int) -> Path:
        """Give the PDF of an edition that was set."""
        return self.folder(number) / f"durand-line-{number:03d}.pdf"


@pytest.fixture(scope="module")
def replayed(
    shipped_series: Path, newest: Built, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Replayed]:
    """Build the five editions; of those before the last two, which take a minute, no type is set.

    What each one is built upon is shipped, and the test of its week shows that to be the same.
    """
    folder = tmp_path_factory.mktemp("replay")
    built = {STAGES[-1]: newest}
    for number in STAGES[:-1]:
        series = folder / f"no-{number}"
        shutil.copytree(stage(number, shipped_series), series / "seeds")
        for before in range(1, number):
            name = f"reports/{before:03d}"
            shutil.copytree(shipped_series / name, series / name)
        with pytest.MonkeyPatch.context() as patch:
            if number not in SET:
                quick_engine(patch)
            built[number] = build(series, now=NOW)
    yield Replayed(built)
    shutil.rmtree(folder)


@pytest.mark.parametrize("number", STAGES)
def test_each_edition_can_be_kept_heard_and_read_by_machines(
    replayed: Replayed, shipped_series: Path, number: int
) -> None:
    """Both standards hold, nothing misleads by ear, and the sealed files are inside."""
    shipped = shipped_series / "reports" / f"{number:03d}"
    folder = replayed.folder(number) if number in SET else shipped
    pdf = (folder / f"durand-line-{number:03d}.pdf").read_bytes()
    with pikepdf.open(BytesIO(pdf)) as opened:
        inside = {name: each.get_file().read_bytes() for name, each in opened.attachments.items()}

    assert [] == judged(pdf) + faults_in(pdf)
    assert inside == {name: (folder / name).read_bytes() for name in ("changes.json", "facts.json")}
    assert len(pdf) < 500_000


def test_the_reference_validator_finds_nothing_in_the_newest_edition(
    replayed: Replayed,
) -> None:
    newest = replayed.pdf(STAGES[-1])
    name, found = newest.name, verapdf(newest)

    assert {(name, "PDFA-3A"): [], (name, "PDFUA-1"): []} == found


def test_the_pages_hold_their_text_in_the_order_of_reading(
    replayed: Replayed,
) -> None:
    """Programs that know no tags take it out in this order; only bullets are drawn late."""
    pdf = replayed.pdf(STAGES[-1]).read_bytes()

    assert all(share > 0.97 for share in order_kept(pdf))


def changes_of(folder: Path) -> dict[str, Any]:
    """Read the change log that an edition carries."""
    read: dict[str, Any] = json.loads((folder / "changes.json").read_text())
    return read


def golden(log: dict[str, Any]) -> str:
    """Tell a change log in few lines: counts, reconciliation, and all but what is merely new."""
    counted = ", ".join(f"{count} {name}" for name, count in sorted(log["counts"].items()))
    lines = [counted or "baseline", json.dumps(log["reconciliation"], sort_keys=True), ""]
    sentences = {
        f"{row['class']:<18} {row['record']}: {row['sentence']}"
        for row in log["changes"]
        if row["class"] not in ("ADDED", "EDITORIAL")
    }
    return "\n".join([*lines, *sorted(sentences)]) + "\n"


@pytest.mark.parametrize("number", STAGES)
def test_each_week_has_the_change_log_that_was_reviewed(
    replayed: Replayed, number: int, request: pytest.FixtureRequest
) -> None:
    file = ROOT / "tests" / "replay" / f"changes-{number}.txt"
    text = golden(changes_of(replayed.folder(number)))
    if request.config.getoption("--update-golden"):
        file.write_text(text)

    assert file.read_text() == text


def test_the_replay_shows_each_kind_of_change_that_the_crisis_had(
    replayed: Replayed,
) -> None:
    """Growing counts, a source that took words back, contested claims, moved judgements."""
    seen = {name for number in STAGES[1:] for name in changes_of(replayed.folder(number))["counts"]}

    assert seen >= {
        "ADDED",
        "UPDATED",
        "SOURCE-REVISED",
        "CONTESTED",
        "JUDGEMENT-CHANGED",
        "REAFFIRMED",
        "STATUS-MOVED",
        "DROPPED",
    }


@pytest.mark.parametrize("number", STAGES[:-1])
def test_the_shipped_editions_are_those_of_the_replay(
    replayed: Replayed, shipped_series: Path, number: int
) -> None:
    """Facts and change log to the byte; the PDF too where it was set by the same tools."""
    made, shipped = (
        Store(reports).edition(EditionName(number))
        for reports in (replayed.folder(number).parent, shipped_series / "reports")
    )
    same_tools = made.manifest.tools == shipped.manifest.tools
    files = [
        file.name
        for file in shipped.manifest.files
        if same_tools or file.name in ("facts.json", "changes.json", "changes.md")
    ]

    assert [(shipped.folder / name).read_bytes() for name in files] == [
        (made.folder / name).read_bytes() for name in files
    ]


def test_what_is_shipped_verifies(shipped_series: Path) -> None:
    verified = verify(Store(shipped_series / "reports"))

    assert () == verified.findings
    assert verified.editions_checked == len(STAGES) - 1


def test_an_edition_can_be_made_again(replayed: Replayed) -> None:
    """From the facts and the design it was sealed with, byte for byte."""
    number = STAGES[-1]
    again = rebuild(replayed.folder(number).parents[1], EditionName(number))

    assert () == again.differs


def test_the_readme_shows_the_edition_that_the_first_command_makes(replayed: Replayed) -> None:
    newest = replayed.built[STAGES[-1]]
    beside = ", ".join(f"{form} ({newest.profiles[form]} page" for form in newest.profiles)
    readme = " ".join((ROOT / "README.md").read_text().split())

    assert f"No. 5, {newest.pdf.name}, {newest.pages} pages, " in readme
    warnings = f"{len(newest.warnings)} warning{'s' * (len(newest.warnings) != 1)}"
    assert f"{sum(newest.records.values())} records, {warnings}" in readme
    assert f"changes since No. {newest.previous}: {newest.summary} reports/005" in readme
    assert [] == [each for each in beside.split(", ") if each not in readme]


def test_the_same_seeds_again_make_nothing(replayed: Replayed) -> None:
    again = build(replayed.folder(5).parents[1], now=NOW)

    assert "already published as No. 5" == again.reason
    assert replayed.pdf(5) == again.pdf


def test_the_newest_pdf_opens_with_its_title_and_all_its_pages(
    replayed: Replayed,
) -> None:
    newest = replayed.built[5]
    document = pypdfium2.PdfDocument(newest.pdf)
    try:
        assert newest.pages == len(document)
        assert "The Durand Line crisis, No. 5" == document.get_metadata_value("Title")
        first = document[0].get_textpage().get_text_range()
    finally:
        document.close()
    for needed in ("TLP:CLEAR", "10–16 Nov 2025", "What we expect", "Deteriorated", "since No. 4"):
        assert needed in first
