"""The last look at a finished PDF: what was set is in it, whole and readable, and nothing else.

The engine can drop what it has laid out, such as notes at the foot of a page, or set one text
over another, without a word. So every block of text of the HTML is looked up in the text of
the PDF, as a reader's program takes it out, and every box is held against what holds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reportkit.page.preflight.boxes import overflowing
from reportkit.page.preflight.file import carried, fonts_of, foreign
from reportkit.page.preflight.marking import marking_problems
from reportkit.page.preflight.messages import PAGE, short
from reportkit.page.preflight.text import fold, lost
from reportkit.page.preflight.visibility import Box, ink_of, unseen
from reportkit.page.render_job import RenderJob
from reportkit.problems import Problem


def inspect(tree: Any, pages: Iterable[Any], pdf: bytes, job: RenderJob) -> list[Problem]:
    """Compare what was set with the PDF that came out and with what was asked for.

    ``tree`` is the parsed document (xml.etree elements), ``pages`` are the engine's page
    boxes. An empty list means: every block of text is there and can be seen; none lies off its
    page, out of its box or over another; each page bears the marking; every font is the
    design's own; the file carries no program, and the files of the order and no others.
    """
    import pypdfium2
    from pypdfium2.raw import FPDF_PAGEOBJ_TEXT

    problems = overflowing(pages)
    document = pypdfium2.PdfDocument(pdf)
    try:
        fonts: dict[str, bool] = {}
        texts = []
        for number, page in enumerate(document, 1):
            textpage = page.get_textpage()
            lines = [textpage.get_rect(at) for at in range(textpage.count_rects())]
            problems += _off_page(page, textpage, lines, number)
            texts.append(fold(textpage.get_text_range()))
            text_objects = list(page.get_objects(filter=(FPDF_PAGEOBJ_TEXT,)))
            fonts |= fonts_of(text_objects)
            ink = ink_of(page, text_objects)
            problems += unseen(ink, textpage, lines, number)
            if job.marking:
                problems += marking_problems(ink, textpage, number, job.marking)
            textpage.close()
            page.close()
        problems += foreign(fonts, job.design)
        problems += carried(document, job.attached)
    finally:
        document.close()
    return [*problems, *lost(tree, "".join(texts))]


def drawn_text(pdf: bytes) -> str:
    """Give what a reader's program takes out of the pages of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _off_page(page: Any, textpage: Any, lines: Sequence[Box], number: int) -> Iterator[Problem]:
    width, height = page.get_size()
    for left, bottom, right, top in lines:
        if left < -1 or bottom < -1 or right > width + 1 or top > height + 1:
            words = textpage.get_text_bounded(left, bottom, right, top)
            yield Problem(
                "text-off-page",
                f"page {number}: '{short(words)}' runs off the paper",
                PAGE,
                "let it break, or shorten it",
            )
