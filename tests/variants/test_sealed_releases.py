"""Lower editions as they are sealed, by the real engine: searched, compared, made again."""

from __future__ import annotations

import json
import re
import shutil
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from reportkit.editions.manifest import EditionName
from reportkit.editions.store import Store
from reportkit.editions.verify import verify
from reportkit.model.vocabulary.series import Tlp
from reportkit.problems import SeedsRejected
from reportkit.publish.build import build
from reportkit.publish.built import Options
from reportkit.publish.outputs import OUTPUTS
from reportkit.publish.rebuild import rebuild
from tests.building import build_quickly, made_once
from tests.variants import heron

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def heron_series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two editions at TLP:AMBER, each with one at TLP:CLEAR beside it; to be read only."""

    def publish(series: Path) -> None:
        build(heron.write(series), now=NOW)
        build(heron.write_next(series), now=NOW)

    return made_once(tmp_path_factory, "heron", publish)


@pytest.fixture
def own(heron_series: Path, tmp_path: Path) -> Path:
    """A copy, to be changed at will."""
    return Path(shutil.copytree(heron_series, tmp_path / "own"))


def released(series: Path, number: int) -> list[Path]:
    """Give the files of the lower edition."""
    return sorted((series / "reports" / f"{number:03d}").glob(f"heron-{number:03d}-clear*"))


def log_of(series: Path, number: int) -> dict[str, Any]:
    """Read the change log of the lower edition."""
    (path,) = (path for path in released(series, number) if path.name.endswith("changes.json"))
    read: dict[str, Any] = json.loads(path.read_text())
    return read


# -- nothing above the ceiling ------------------------------------------------------------------


def readings(path: Path) -> Iterator[str]:
    """Read a file in every way that anybody could: bytes, text, what is packed inside."""
    content = path.read_bytes()
    parts = [content, *unpacked(content)]
    for part in parts:
        yield part.decode("latin-1")
        yield part.decode("utf-8", "replace")
        yield part.replace(b"\x00", b"").decode("latin-1")
        for written in re.findall(rb"<([0-9A-Fa-f\s]{4,})>", part):
            digits = re.sub(rb"\s", b"", written)
            yield bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()).decode(
                "utf-16-be", "replace"
            )
    if path.suffix == ".pdf":
        yield from shown_in(path)
    yield unescape(re.sub(r"<[^>]*>", "", content.decode("utf-8", "replace")))


def unpacked(content: bytes) -> Iterator[bytes]:
    """Unpack every stream of a PDF, and what is packed in it again."""
    for found in re.finditer(rb"stream\r?\n", content):
        try:
            inner = zlib.decompressobj().decompress(content[found.end() :])
        except zlib.error:
            continue
        yield inner
        yield from unpacked(inner)


def shown_in(path: Path) -> Iterator[str]:
    """Give what a reader's program shows of a PDF: pages, title and its like, enclosed files."""
    document = pypdfium2.PdfDocument(path)
    try:
        for page in document:
            yield page.get_textpage().get_text_bounded()
        yield " ".join(document.get_metadata_dict().values())
        for index in range(document.count_attachments()):
            attachment = document.get_attachment(index)
            yield attachment.get_name()
            yield bytes(attachment.get_data()).decode("utf-8", "replace")
    finally:
        document.close()


@pytest.mark.parametrize("number", [1, 2])
def test_nothing_above_the_marking_is_anywhere_in_what_is_released(
    heron_series: Path, number: int
) -> None:
    files = released(heron_series, number)
    leaks = {
        (path.name, secret)
        for path in files
        for reading in readings(path)
        for secret in heron.SECRETS
        if secret.casefold() in " ".join(reading.split()).casefold()
    }

    assert set() == leaks
    data = {".changes.json", ".changes.md", ".facts.json"}
    made = {f"{form}.pdf" for form in ("", "-changes", "-one-page")}
    made |= {output.suffix for output in OUTPUTS}
    assert made | data == {path.name.removeprefix(f"heron-{number:03d}-clear") for path in files}


def test_the_search_finds_what_is_there(heron_series: Path) -> None:
    """In the edition at its own marking the same search finds nearly all of it."""
    folder = heron_series / "reports" / "001"
    text = " ".join(
        " ".join(reading.split())
        for name in ("heron-001.pdf", "heron-001.html", "facts.json")
        for reading in readings(folder / name)
    )
    missing = {secret for secret in heron.SECRETS if secret.casefold() not in text.casefold()}

    assert set() == missing


@pytest.mark.parametrize(
    ("name", "after"),
    [("masthead.html.j2", "</header>"), ("one-page.html.j2", '<main id="main">')],
)
def test_a_template_that_tells_is_refused(own: Path, name: str, after: str) -> None:
    """The last look is at the finished files, whatever brought the words in."""
    shipped = (Path(__file__).parents[2] / "templates" / name).read_text()
    (own / "templates").mkdir()
    (own / "templates" / name).write_text(shipped.replace(after, f"{after}<p>Zarquon Vale</p>"))

    with pytest.raises(SeedsRejected) as refused:
        build(own, now=NOW, options=Options(revise=True))

    assert {"above-ceiling"} == {problem.code for problem in refused.value.problems}
    assert "source-vale" in refused.value.problems[0].message
    assert ["001", "002"] == [str(name) for name in Store(own / "reports").names()]


# -- what it says -------------------------------------------------------------------------------


def test_every_page_says_that_it_is_abridged(heron_series: Path) -> None:
    document = pypdfium2.PdfDocument(heron_series / "reports" / "001" / "heron-001-clear.pdf")
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()

    assert [2] * len(pages) == [page.count("abridged TLP:CLEAR") for page in pages]
    assert "Abridged: what is marked above TLP:CLEAR is not in this edition" in " ".join(
        pages[0].split()
    )


def test_the_log_compares_with_what_its_readers_had(heron_series: Path) -> None:
    log = log_of(heron_series, 2)

    assert {"before": 7, "added": 0, "ended": 0, "now": 7} == log["reconciliation"]
    assert {
        ("toll", "Two of the wounded died."),
        ("road.shut", "It is told by the mission too."),
    } == {(row["record"], row["reason"]) for row in log["changes"]}


def test_the_history_of_editions_names_what_its_readers_have_and_counts_nothing(
    heron_series: Path,
) -> None:
    html = (heron_series / "reports" / "002" / "heron-002-clear.html").read_text()
    rows = re.findall(r'<tr><th scope="row">No\. (\d)</th>.*?</tr>', html)
    digests = re.findall(r'<td data-head="Digest">([^<]*)</td>', html)

    assert ["2", "1"] == rows
    assert "given in No. 3" == digests[0]
    assert re.fullmatch("[0-9a-f]{12}", digests[1])


def test_lower_editions_are_verified_and_made_again(heron_series: Path, own: Path) -> None:
    again = [rebuild(heron_series, EditionName(number)) for number in (1, 2)]
    (own / "reports" / "001" / "heron-001-clear.html").write_text("<p>other</p>")

    assert [(), ()] == [each.differs for each in again]
    assert () == verify(Store(heron_series / "reports")).findings
    assert ["heron-001-clear.html"] == [
        finding.file for finding in verify(Store(own / "reports")).findings
    ]


def test_a_record_whose_marking_was_raised_is_counted_and_not_told(own: Path) -> None:
    """Its readers had it last week; its words are above them now, the earlier ones too."""
    edition = own / "seeds" / "edition.yaml"
    text = edition.read_text().partition("changes:")[0]
    text = text.replace("2026-01-12, end: 2026-01-18", "2026-01-19, end: 2026-01-25")
    text = text.replace("18T18", "25T18").replace("19T06", "26T06")
    text = text.replace("basis: [road.shut]", "basis: [toll]").replace(
        "road is shut", "count is up"
    )
    edition.write_text(
        f"{text}changes: [{{record: toll, class: UPDATED, reason: Two more were found.}}]\n"
    )
    records = own / "seeds" / "records.yaml"
    content = records.read_text().replace("best: 18", "best: 20")
    content = content.replace(
        "date: 2026-01-07,\n     about", 'date: 2026-01-07, tlp: "TLP:AMBER",\n     about'
    )
    content = content.replace(
        "likely that the road stays shut., key",
        'likely that the road stays shut., tlp: "TLP:AMBER", key',
    )
    records.write_text(content)
    build(own, now=NOW)
    log = log_of(own, 3)

    # The fact, the judgement, and the place that only the fact names.
    assert {"before": 7, "added": 0, "ended": 3, "now": 4} == log["reconciliation"]
    assert ["toll"] == [row["record"] for row in log["changes"]]
    for path in released(own, 3):
        assert not any("road" in reading for reading in readings(path)), path.name


def test_readers_who_had_the_whole_edition_before_are_compared_with_it(tmp_path: Path) -> None:
    """No. 1 was at TLP:CLEAR itself; from No. 2 on there is more than they may have."""
    build_quickly(heron.write_at_clear(tmp_path), now=NOW)
    edition = heron.write_next(tmp_path) / "seeds" / "edition.yaml"
    added = edition.read_text().replace("toll-9, class: UPDATED", "toll-9, class: ADDED")
    edition.write_text(added)
    build_quickly(tmp_path, now=NOW)
    log = log_of(tmp_path, 2)

    assert [] == released(tmp_path, 1)
    assert ("1", {"before": 7, "added": 0, "ended": 0, "now": 7}) == (
        log["from"],
        log["reconciliation"],
    )


def test_a_first_lower_edition_is_a_baseline(tmp_path: Path) -> None:
    """Its readers had nothing of No. 1, though it was published."""
    series = heron.write(tmp_path, brief=('releases: ["TLP:CLEAR"]', "releases: []"))
    build_quickly(series, now=NOW)
    build(heron.write_next(series), now=NOW)
    log = log_of(series, 2)
    html = (series / "reports" / "002" / "heron-002-clear.html").read_text()

    assert (None, True) == (log["from"], log["baseline"])
    assert "No. 1" not in html


def test_a_draft_shows_how_it_would_be(own: Path) -> None:
    made = build(own, now=NOW, options=Options(draft=True, max_tlp=Tlp.CLEAR))

    assert "heron-draft-clear.pdf" == made.pdf.name
    assert "003-clear" == made.folder.name
    assert 7 == sum(made.records.values())


def test_words_that_a_style_draws_are_read_in_the_pdf(own: Path) -> None:
    """They stand in no HTML: a code of the style sheet spells the V."""
    styles = own / "styles"
    styles.mkdir()
    shipped = (Path(__file__).parents[2] / "styles" / "type.css").read_text()
    (styles / "type.css").write_text(f'{shipped}\nh1::after {{ content: " Zarquon \\56 ale"; }}\n')

    with pytest.raises(SeedsRejected) as refused:
        build(own, now=NOW, options=Options(draft=True, max_tlp=Tlp.CLEAR))

    found = {problem.message.split()[0] for problem in refused.value.problems}
    assert "heron-draft.pdf" in found
