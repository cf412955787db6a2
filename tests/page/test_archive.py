"""A PDF to keep: both standards at once, the files inside it, dates and size, by other programs."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from reportkit.page.pdf.engine import render
from reportkit.page.render_job import Attached, Relationship
from tests.page.design import MOMENT, design, pressed
from tests.page.judging import judged, verapdf

BODY = '<h1>Brief</h1><p>Text with a <a href="https://example.org/">link</a>.</p>'
FACTS = Attached("facts.json", b'{"records": [1, 2, 3]}\n' * 400, "The records")
CHANGES = Attached("changes.json", b"{}", "What changed: é", Relationship.SUPPLEMENT)


def carrying(*files: Attached) -> bytes:
    """Make a small PDF with these files inside."""
    return render(None, design(BODY), moment=MOMENT, attached=files).pdf


def test_one_file_meets_two_standards() -> None:
    """The engine alone writes one or the other."""
    assert [] == judged(carrying(FACTS, CHANGES))


def test_the_file_says_that_it_meets_both() -> None:
    with pikepdf.open(BytesIO(pressed(BODY).pdf)) as pdf:
        metadata = pdf.Root.Metadata
        assert "/Filter" not in metadata
        xmp = pdf.open_metadata()

        assert ("3", "A", "1") == (
            xmp["pdfaid:part"],
            xmp["pdfaid:conformance"],
            xmp["pdfuaid:part"],
        )


def test_dates_are_those_of_the_edition_and_agree() -> None:
    """Whatever the template says or leaves out."""
    moment = datetime.fromisoformat("2025-11-17T11:00:00+05:00")
    made = render(None, design(BODY), moment=moment, attached=(FACTS,)).pdf

    with pikepdf.open(BytesIO(made)) as pdf:
        assert pdf.docinfo.CreationDate == pdf.docinfo.ModDate == "D:20251117110000+05'00"
        xmp = pdf.open_metadata()
        assert xmp["xmp:CreateDate"] == xmp["xmp:ModifyDate"] == moment.isoformat()
        stored = pdf.attachments["facts.json"].get_file()
        assert stored.creation_date == stored.mod_date == moment.astimezone(UTC)


def test_the_files_inside_are_the_very_bytes_and_say_what_they_are() -> None:
    with pikepdf.open(BytesIO(carrying(FACTS, CHANGES))) as pdf:
        attachments = {
            name: (
                sha256(spec.get_file().read_bytes()).hexdigest(),
                spec.get_file().mime_type,
                spec.description,
                str(spec.relationship),
            )
            for name, spec in pdf.attachments.items()
        }
        associated = [str(file.UF) for file in pdf.Root.AF]

    assert attachments == {
        "facts.json": (
            sha256(FACTS.content).hexdigest(),
            "application/json",
            "The records",
            "/Data",
        ),
        "changes.json": (
            sha256(CHANGES.content).hexdigest(),
            "application/json",
            "What changed: é",
            "/Supplement",
        ),
    }
    assert ["changes.json", "facts.json"] == associated


def test_the_order_of_the_files_changes_nothing() -> None:
    assert carrying(FACTS, CHANGES) == carrying(CHANGES, FACTS)


@pytest.mark.parametrize("digits", [b"0.066667", b"0.866667"])
def test_colours_keep_their_digits_and_places_lose_needless_ones(digits: bytes) -> None:
    """A place is exact to a thousandth of a point; a factor below one is left as it is."""
    body = '<p style="color: #111; border-bottom: 1px solid #ddd; margin-left: 33.3333333mm">x</p>'
    with pikepdf.open(BytesIO(pressed(body).pdf)) as pdf:
        drawn = pdf.pages[0].Contents.read_bytes()

    assert digits in drawn
    assert b"209.574 " in drawn
    assert b"209.5748" not in drawn


def test_every_object_is_found_through_the_packed_table() -> None:
    """Two other programs read the file to its last object."""
    made = carrying(FACTS)

    with pikepdf.open(BytesIO(made)) as pdf:
        assert [] == pdf.check_pdf_syntax()
    document = pypdfium2.PdfDocument(made)
    assert "Text with a link." in document[0].get_textpage().get_text_range()
    document.close()


def test_the_reference_validator_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "brief.pdf").write_bytes(carrying(FACTS, CHANGES))

    assert {("brief.pdf", "PDFA-3A"): [], ("brief.pdf", "PDFUA-1"): []} == verapdf(
        tmp_path / "brief.pdf"
    )
