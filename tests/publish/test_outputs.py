"""A further output is one entry: what seals, lowers, searches, drafts and rebuilds takes it up."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportkit.editions.manifest import EditionName
from reportkit.editions.store import Store
from reportkit.editions.verify import verify
from reportkit.model.vocabulary.mail import Profile
from reportkit.model.vocabulary.series import Tlp
from reportkit.page.compose.page_model import Page
from reportkit.problems import SeedsRejected
from reportkit.publish import outputs
from reportkit.publish.build import build
from reportkit.publish.built import Options
from reportkit.publish.output import Form, Output
from reportkit.publish.outputs import OUTPUTS
from reportkit.publish.rebuild import rebuild
from tests.schedule.series import quick_engine
from tests.variants import heron

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SEALED = ("heron-001.brief", "heron-001-one-page.brief", "heron-001-changes.brief")
LOWER = tuple(name.replace("heron-001", "heron-001-clear") for name in SEALED)


def unpacked(content: bytes) -> Iterator[str]:
    yield zlib.decompress(content).decode()


def bottom_line(form: Form) -> bytes:
    """Make a brief of one sentence, packed: nobody reads it by its bytes."""
    page = form.page()
    title = page.document_title if isinstance(page, Page) else form.profile
    return zlib.compress(f"{title}: {form.book.edition.bottom_line.text}".encode())


BRIEF = Output(".brief", bottom_line, unpacked)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set no type: the further output is made from the composed page."""
    quick_engine(monkeypatch)


@pytest.fixture
def series(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A series at TLP:AMBER with an edition at TLP:CLEAR, and the output entered."""
    monkeypatch.setattr(outputs, "OUTPUTS", (*OUTPUTS, BRIEF))
    return heron.write(tmp_path)


def test_its_files_are_sealed_in_every_form_and_at_each_marking(series: Path) -> None:
    built = build(series, now=NOW)
    store = Store(series / "reports")
    sealed = store.edition(EditionName(1))

    assert series / "reports" / "001" / "heron-001.brief" == built.outputs[".brief"]
    assert {*SEALED, *LOWER} <= {file.name for file in sealed.manifest.files}
    (whole,), (lower,) = (unpacked(store.read(sealed, names[0])) for names in (SEALED, LOWER))
    assert "Mortars lie at Saltmarsh Ford" in whole
    assert "Sixteen people are dead." in lower
    assert () == verify(store).findings


def test_its_files_come_out_again_byte_for_byte(series: Path) -> None:
    build(series, now=NOW)

    assert () == rebuild(series, EditionName(1)).differs


def test_its_text_is_searched_for_what_is_marked_above(
    series: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    careless = Output(".brief", lambda _: zlib.compress(b"by the Peregrine Column"), unpacked)
    monkeypatch.setattr(outputs, "OUTPUTS", (*OUTPUTS, careless))

    with pytest.raises(SeedsRejected) as refused:
        build(series, now=NOW)

    messages = [problem.message for problem in refused.value.problems]
    assert {"above-ceiling"} == {problem.code for problem in refused.value.problems}
    assert any(text.startswith("heron-001.brief at TLP:CLEAR tells of") for text in messages)
    assert not Store(series / "reports").names()


def test_an_output_of_one_form_has_a_file_of_that_form_alone(
    series: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        outputs,
        "OUTPUTS",
        (*OUTPUTS, Output(".brief", bottom_line, unpacked, frozenset({Profile.ONE_PAGE}))),
    )
    built = build(series, now=NOW)

    assert ["heron-001-one-page.brief"] == [
        path.name for path in built.folder.glob("*.brief") if "clear" not in path.name
    ]


def test_a_draft_has_its_file_too(series: Path) -> None:
    whole = build(series, now=NOW, options=Options(draft=True))
    lower = build(series, now=NOW, options=Options(draft=True, max_tlp=Tlp.CLEAR))

    assert "heron-draft.brief" == whole.outputs[".brief"].name
    assert "heron-draft-clear.brief" == lower.outputs[".brief"].name
    assert whole.outputs[".brief"].is_file()
    assert lower.outputs[".brief"].is_file()


def test_an_edition_that_was_sealed_before_it_came_is_no_other_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(heron.write(tmp_path), now=NOW)
    monkeypatch.setattr(outputs, "OUTPUTS", (*OUTPUTS, BRIEF))

    assert () == rebuild(tmp_path, EditionName(1)).differs


def test_an_output_that_is_gone_is_a_difference(
    series: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(series, now=NOW)
    monkeypatch.setattr(outputs, "OUTPUTS", OUTPUTS)

    assert tuple(sorted((*SEALED, *LOWER))) == rebuild(series, EditionName(1)).differs
