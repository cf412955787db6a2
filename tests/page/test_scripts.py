"""Text taken out of the PDF is the text that was written, in Latin and in Arabic script."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from reportkit.files.package import package_folder
from reportkit.page.assets import read_design
from reportkit.page.pdf.engine import render_all
from tests.page.composing import book_of, first_history, full_form
from tests.page.design import pressed
from tests.page.judging import verapdf
from tests.page.looking import faults
from tests.page.structure import tree_of

#: With the ligature of lam and alef, letters of Urdu and Pashto alone, and joiners of Persian.
TEXTS = {
    "ur": "اسلام آباد میں طالبان کے حملے پر لاکھوں افراد متاثر ہوئے۔",
    "ps": "د پښتو ژبې ویاند وویل چې اسلامي امارت په خبرو کې ګډون کوي ځکه چې الله لار ښيي",
    "fa": "کابل می‌گوید که آتش‌بس را رعایت می‌کند و برای گفت‌وگو با اسلام‌آباد آماده است",
    "en": "Flüchtlinge queue “for fifteen days” – they affirm a flow of 1,234 families (+18 %)",
}


def by_poppler(pdf: bytes) -> str:
    """Extract as Linux desktops do."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.fail(
            "this needs pdftotext; run this:\n  apt-get install poppler-utils", pytrace=False
        )
    ran = subprocess.run([program, "-", "-"], input=pdf, capture_output=True, check=True)
    return ran.stdout.decode()


def by_pdfium(pdf: bytes) -> str:
    """Extract as Chrome does."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def by_pypdf(pdf: bytes) -> str:
    """Extract with a third program."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)


def by_tags(pdf: bytes) -> str:
    """Extract along the structure tree, as a screen reader does."""
    return tree_of(pdf).text


def words(text: str) -> list[str]:
    """Bring a text to comparable words; marks of direction and of joining are none."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe]", "", plain).split()


@cache
def line_of(language: str) -> bytes:
    """Set one text in the faces that the shipped styles give its language."""
    folder = package_folder("styles") / "fonts"
    faces = ("Vazirmatn-Regular.ttf", "SourceSans3-Regular.ttf")
    style = '@page { size: A4 } body { font-family: "Vazirmatn", "Source Sans 3" }'
    if language == "en":
        style = style.replace('"Vazirmatn", ', "")
    direction = "ltr" if language == "en" else "rtl"
    return pressed(
        f'<p lang="{language}" dir="{direction}">{TEXTS[language]}</p>',
        style,
        assets={f"fonts/{face}": (folder / face).read_bytes() for face in faces},
    ).pdf


@pytest.mark.parametrize("extract", [by_poppler, by_pdfium, by_pypdf, by_tags])
@pytest.mark.parametrize("language", TEXTS)
def test_words_come_out_whole_and_in_order(extract: Callable[[bytes], str], language: str) -> None:
    assert words(TEXTS[language]) == words(extract(line_of(language)))


def test_a_brief_may_quote_all_of_them_beside_latin_text(tmp_path: Path) -> None:
    """A paragraph of both directions comes out in another order, and is no lost text."""
    claims = "".join(
        f"  - {{id: c-{language}, speaker: {speaker}, modality: asserts, statement: it keeps the"
        f' truce, date: 2025-10-09, about: [f], source_refs: [s1], quote: {{text: "{text}",'
        f" language: {language}, translation: We keep the truce.}}}}\n"
        for (language, text), speaker in zip(
            [*TEXTS.items()][:3], ("lower", "upper", "un"), strict=True
        )
    )
    book = book_of(
        tmp_path,
        f"section: talks\nclaims:\n{claims}facts:\n"
        f"  - {{id: f, statement: '{TEXTS['en']}', date: 2025-10-08, claims: [c-ur, c-ps],"
        " verification: unverified, source_refs: [s1]}\n",
    )
    design, _ = read_design(tmp_path)
    form = full_form(book, first_history(tmp_path, book), "1")
    (made,) = render_all([form], design, moment=book.edition.published)
    passages = {each.lang for each in tree_of(made.pdf).within()}
    (tmp_path / "brief.pdf").write_bytes(made.pdf)

    assert [] == faults(made.pdf, made.html)
    assert {"en", "ur", "ps", "fa"} <= passages
    assert {("brief.pdf", "PDFA-3A"): [], ("brief.pdf", "PDFUA-1"): []} == verapdf(
        tmp_path / "brief.pdf"
    )
