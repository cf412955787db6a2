"""The shipped No. 5 in every form, on A4 and on US Letter: one build each, looked at."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest

from reportkit.model.vocabulary.mail import Profile
from reportkit.publish.built import Built
from reportkit.publish.check import check_series
from reportkit.publish.outputs import PDF
from reportkit.publish.render import print_edition
from tests.page.looking import faults

STEM = "durand-line-005"


class Printed(NamedTuple):
    """The files of an edition by name, and its forms with their pages."""

    files: Mapping[str, bytes]
    profiles: Mapping[str, int]


@pytest.fixture(scope="module", params=["A4", "Letter"])
def printed(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    shipped_series: Path,
) -> Printed:
    """Take No. 5 as it is built, on A4; print it on the other paper, and seal nothing."""
    if request.param == "A4":
        newest: Built = request.getfixturevalue("newest")
        files = {path.name: path.read_bytes() for path in newest.folder.iterdir()}
        return Printed(files, newest.profiles)
    series = tmp_path_factory.mktemp("letter") / "series"
    shutil.copytree(shipped_series, series)
    brief = series / "seeds" / "brief.yaml"
    brief.write_text(f"{brief.read_text()}\npaper: {request.param}\n")
    checked = check_series(series)
    candidate = checked.candidate
    assert candidate is not None
    made = print_edition(candidate.book, candidate.name, candidate.history, checked.design)
    return Printed(made.files, made.profiles)


def pages_of(printed: Printed, profile: Profile) -> list[str]:
    document = pypdfium2.PdfDocument(printed.files[PDF.file(STEM, profile)])
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_every_form_is_there_and_of_its_length(printed: Printed) -> None:
    assert {f"{STEM}{form}.pdf" for form in ("", "-one-page", "-changes")} <= set(printed.files)
    assert 1 == printed.profiles["one-page"]
    assert 2 <= printed.profiles["changes"] <= 5


def test_page_one_ends_on_page_one_and_the_body_five_pages_later(printed: Printed) -> None:
    first, second, *others = pages_of(printed, Profile.FULL)
    annexes = next(at for at, page in enumerate(others, 3) if "What changed since No. 4" in page)

    assert "In this brief" in first
    assert "In this brief" not in second
    assert "The judgements in full" in second
    shared = "What we do not know" in others[annexes - 3]  # the annexes begin below the body
    assert annexes <= (6 if shared else 7)


@pytest.mark.parametrize("profile", [Profile.ONE_PAGE, Profile.CHANGES])
def test_nothing_is_ugly(printed: Printed, profile: Profile) -> None:
    """No collision, no head left alone, no page a third blank but the last."""
    assert faults(printed.files[PDF.file(STEM, profile)], "") == []


def test_one_page_is_complete_in_itself(printed: Printed) -> None:
    (text,) = pages_of(printed, Profile.ONE_PAGE)

    for needed in (
        "TLP:CLEAR",
        "10–16 Nov 2025",
        "What we expect",
        "Deteriorated",
        "What changed since No. 4",
        "about 12,000",
        "very unlikely",
        "5–20%",
        "No. 5 in full",
        "desk@example.org",
        "22 Elmedia",  # the last source that page 1 cites
    ):
        assert needed in text
    assert "leaves out" not in text


def test_the_changes_tell_all_of_them(printed: Printed) -> None:
    text = " ".join(" ".join(pages_of(printed, Profile.CHANGES)).split())

    assert "What changed since No. 4" in text
    assert "It is likely (55–80%) that neither side" in text
    assert "Roughly even chance (45–55%)." in text
    assert "We no longer carry: at least 50 civilians killed" in text
    assert "interim-count" not in text  # no id, no count of records
    assert "Annex: methods" not in text
