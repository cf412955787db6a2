"""The forms of an edition from end to end: sealed, verified, made again; sections and notes."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from reportkit.editions.manifest import EditionName
from reportkit.editions.store import Store
from reportkit.editions.verify import verify
from reportkit.model.vocabulary.series import EditionKind
from reportkit.periods import slot_due
from reportkit.problems import Level
from reportkit.publish.build import build
from reportkit.publish.built import Options
from reportkit.publish.check import check_series
from reportkit.publish.rebuild import rebuild
from reportkit.schedule.assignment import Target
from tests import tiny
from tests.building import build_quickly
from tests.cli.series import run
from tests.editions.sealing import NOW


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(p.get_textpage().get_text_range() for p in document).split())
    finally:
        document.close()


def brief(series: Path, more: str) -> None:
    path = series / "seeds" / "brief.yaml"
    path.write_text(path.read_text() + more)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """No. 1 in all forms; to be read only."""
    series = tiny.write(tmp_path_factory.mktemp("forms"))
    brief(series, "profiles: [one-page, changes]\n")
    build(series, now=NOW)
    return series


def test_every_form_is_sealed_and_proved(sealed: Path) -> None:
    manifest = Store(sealed / "reports").edition(EditionName(1)).manifest
    names = {file.name for file in manifest.files}

    assert {"valley-001.pdf", "valley-001-one-page.pdf", "valley-001-changes.pdf"} <= names
    assert {"one-page": 1, "changes": 1} == manifest.profiles
    assert () == verify(Store(sealed / "reports")).findings


def test_every_form_is_made_again_byte_for_byte(sealed: Path) -> None:
    assert () == rebuild(sealed, EditionName(1)).differs


def test_the_changes_of_a_first_edition_say_that_it_is_one(sealed: Path) -> None:
    text = text_of(sealed / "reports" / "001" / "valley-001-changes.pdf")

    assert "This is the first edition." in text


def test_a_draft_shows_one_form_alone(tmp_path: Path) -> None:
    """Even one that the brief does not make yet; what stands beside it is the data."""
    series = tiny.write(tmp_path)

    ran = run(series, "build", "--draft", "--profile", "one-page")

    drafts = series / "reports" / "drafts" / "001"
    assert (0, "reports/drafts/001/valley-draft-one-page.pdf\n") == (ran.code, ran.out)
    assert {"valley-draft-one-page.pdf", "facts.json", "changes.json", "changes.md"} == {
        file.name for file in drafts.iterdir()
    }


def test_an_edition_is_never_sealed_in_one_form_alone(tmp_path: Path) -> None:
    ran = run(tiny.write(tmp_path), "build", "--profile", "one-page")

    assert 2 == ran.code
    assert "--profile goes with --draft" in ran.err


# -- sections on and off -----------------------------------------------------------------------


def hidden(series: Path, week: int, more: str = "") -> Path:
    """Write the series with a second section that is not shown."""
    tiny.write(series, week=week)
    path = series / "seeds" / "brief.yaml"
    path.write_text(path.read_text() + "  - {id: talks, title: Talks, shown: false}\n")
    (series / "seeds" / "talks.yaml").write_text(
        "section: talks\nfacts:\n"
        "  - {id: talks.held, statement: Talks were held., date: 2026-01-08,"
        " verification: single_origin, source_refs: [note-1]}\n" + more
    )
    return series


def test_a_hidden_section_is_out_of_the_body_and_stays_on_file(tmp_path: Path) -> None:
    """Its records stand in the annex of the earlier record, so that every link still leads on."""
    built = build(hidden(tmp_path, 1), now=NOW)

    assert built.html
    html = built.html.read_text()
    body, _, annexes = html.partition('class="annexes"')
    assert "Talks were held." not in re.sub("<nav.*?</nav>", "", body, flags=re.DOTALL)
    assert 'id="rec-talks.held"' in annexes
    assert '"talks.held"' in (built.folder / "facts.json").read_text()


def test_changes_in_a_hidden_section_are_a_warning(tmp_path: Path) -> None:
    build_quickly(hidden(tmp_path, 1), now=NOW)
    more = (
        "  - {id: talks.again, statement: Talks were held again., date: 2026-01-14,"
        " verification: single_origin, source_refs: [note-1]}\n"
    )
    found = check_series(hidden(tmp_path, 2, more)).problems

    (warning,) = [problem for problem in found if problem.code == "section-hidden-changed"]
    assert (Level.WARNING, "seeds/brief.yaml") == (warning.level, warning.mark.file)
    assert "talks is not shown, and 1 of its records changed" == warning.message


# -- the note ----------------------------------------------------------------------------------


def test_a_period_without_change_is_one_page_that_says_so(tmp_path: Path) -> None:
    """Sealed, verified and made again as any edition; whatever forms the brief has."""
    series = tiny.write(tmp_path)
    brief(series, "profiles: [one-page, changes]\n")
    build_quickly(series, now=NOW)
    book = check_series(series).candidate
    assert book is not None
    slot = slot_due(book.book.brief.cadence, NOW.replace(year=2026, month=1, day=19, hour=7))
    noted = Target(slot, NOW.replace(year=2026, month=1, day=19, hour=7), note=True)
    built = build(series, now=NOW, options=Options(target=noted, unchanged=True))

    text = text_of(built.pdf)
    store = Store(series / "reports")
    manifest = store.edition(EditionName(2)).manifest
    assert (1, EditionKind.NOTE, {}) == (built.pages, manifest.kind, dict(manifest.profiles))
    assert "No significant change since No. 1" in text
    assert "What No. 1 said stands Clashes in the valley left people dead.1" in text
    assert "Key figures 16 civilians killed The mission, 8 Jan" in text
    assert "5 records on file were compared with No. 1, record by record" in text
    assert () == verify(store).findings
    assert () == rebuild(series, EditionName(2)).differs


def test_a_note_of_what_changed_is_refused(tmp_path: Path) -> None:
    build_quickly(tiny.write(tmp_path), now=NOW)
    tiny.write(tmp_path, week=2, records=tiny.RECORDS.replace("best: 16", "best: 17"))
    edition = tmp_path / "seeds" / "edition.yaml"
    edition.write_text(
        edition.read_text()
        + "kind: note\nchanges: [{record: toll, class: UPDATED, reason: More.}]\n"
    )

    codes = [problem.code for problem in check_series(tmp_path).problems]
    assert "note-changed" in codes
