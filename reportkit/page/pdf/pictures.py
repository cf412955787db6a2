"""The pages of a finished PDF as pictures, and what can be told of each without looking."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from typing import Any, NamedTuple

#: Dots per inch at which two pages are told apart: a full stop is one of them.
_COMPARED = 36
_POINTS = 72


class PaperPage(NamedTuple):
    """One page: its size in points, and a digest of what is seen on it."""

    width: float
    height: float
    digest: str


def pages_of(pdf: bytes) -> tuple[PaperPage, ...]:
    """Measure the pages; two that look alike have the same digest."""
    with _opened(pdf) as document:
        return tuple(_page(page) for page in document)


def page_picture(pdf: bytes, number: int, width: int) -> bytes:
    """Draw a page, the first being 1, so many pixels wide; gives a PNG."""
    with _opened(pdf) as document:
        page = document[number - 1]
        image = page.render(scale=width / page.get_width()).to_pil()
    target = BytesIO()
    image.save(target, "PNG", compress_level=1)
    return target.getvalue()


def anchors_of(pdf: bytes) -> Mapping[str, int]:
    """Give the page on which each place stands that something in the document links to."""
    from pypdfium2 import raw

    with _opened(pdf) as document:
        pages: dict[str, int] = {}
        for index in range(raw.FPDF_CountNamedDests(document)):
            length = ctypes.c_long(0)
            raw.FPDF_GetNamedDest(document, index, None, length)
            if length.value <= 0:
                continue
            buffer = ctypes.create_string_buffer(length.value)
            place = raw.FPDF_GetNamedDest(document, index, buffer, length)
            page = raw.FPDFDest_GetDestPageIndex(document, place) if place else -1
            if page >= 0:
                pages[buffer.raw.decode("utf-16-le").rstrip("\0")] = page + 1
    return pages


def _page(page: Any) -> PaperPage:
    width, height = page.get_size()
    bitmap = page.render(scale=_COMPARED / _POINTS, grayscale=True)
    digest = sha256(bytes(bitmap.buffer)).hexdigest()[:16]
    return PaperPage(round(width, 1), round(height, 1), digest)


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        yield document
    finally:
        document.close()
