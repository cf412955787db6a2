"""Nothing that is printed is smaller than 8.5 pt, but superscripts and lists of sources."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator

import pypdfium2
import pytest
from pypdfium2 import raw

from reportkit.files.package import package_folder
from reportkit.publish.built import Built

LEAST, LEAST_OF_SOURCES = 8.5, 8.0
#: The sheets of paper; sizes of a screen are in rem.
SHEETS = sorted({file.name for file in package_folder("styles").glob("*.css")} - {"screen.css"})
SUPERSCRIPTS = ("sup", ".cite", ".bottom-line .cite")
SOURCES = (".source", ".sources", ".flow > .source")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SIZE = re.compile(r"(?:font|font-size)\s*:[^;]*?(\d+(?:\.\d+)?)pt")


def sizes_of(css: str) -> Iterator[tuple[str, float]]:
    """Give the selectors of a sheet with the size of letters that each sets."""
    for rule in _RULE.finditer(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
        for size in _SIZE.findall(rule[2]):
            for selector in rule[1].split(","):
                yield selector.strip(), float(size)


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_of_paper_sets_nothing_smaller(sheet: str) -> None:
    small = [
        f"{selector}: {size} pt"
        for selector, size in sizes_of((package_folder("styles") / sheet).read_text())
        if selector not in SUPERSCRIPTS
        and size < (LEAST_OF_SOURCES if selector in SOURCES else LEAST)
    ]
    assert small == []


def test_a_small_size_is_seen_in_either_way_of_writing_it() -> None:
    css = (
        ".a { font-size: 7pt } @page { @top-left { font: 400 8pt/12px x } } .b, .c { font: 9pt x }"
    )

    assert [(".a", 7.0), ("@top-left", 8.0), (".b", 9.0), (".c", 9.0)] == list(sizes_of(css))


def letters_of(page: pypdfium2.PdfPage) -> Iterator[tuple[str, float]]:
    """Give each letter of a page with its size in points, as it is seen."""
    text, matrix = page.get_textpage(), raw.FS_MATRIX()
    for at in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text.raw, at))
        if letter.strip():
            raw.FPDFText_GetMatrix(text.raw, at, ctypes.byref(matrix))
            yield letter, round(raw.FPDFText_GetFontSize(text.raw, at) * abs(matrix.d), 2)


def test_no_letter_of_the_whole_edition_is_smaller(newest: Built) -> None:
    """Pictures included; of superscripts only numbers, what joins them, and the marks of notes."""
    document = pypdfium2.PdfDocument(newest.pdf)
    small = {
        f"page {number}: {letter} {size} pt"
        for number, page in enumerate(document, 1)
        for letter, size in letters_of(page)
        if size < LEAST_OF_SOURCES and not re.fullmatch(r"[\d,–a-z]", letter)
    }
    assert small == set()
