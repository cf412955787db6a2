"""Pictures of pages: of a PDF by PDFium, of an HTML file by Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2

from tests.page.browser import Window, shown

if TYPE_CHECKING:
    from PIL.Image import Image
    from playwright.sync_api import Browser

DPI = 100
#: Of a screen, in its own pixels: a strip of the file is as high as four telephones.
STRIP = 3200
STRIPS = 4


def pages_of(pdf: bytes, *, dpi: int = DPI, grey: bool = False) -> Iterator[Image]:
    """Draw the pages of a PDF, in grey as a laser printer has them."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for page in document:
            yield page.render(scale=dpi / 72, grayscale=grey).to_pil()


def strips_of(browser: Browser, html: Path, window: Window) -> Iterator[bytes]:
    """Picture the first screens of an HTML file: what is seen in a window as high as a strip.

    Not the whole at once and cut: that takes the browser half a minute for a long edition.
    """
    with shown(browser, html, window) as page:
        height: int = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": window.width, "height": min(STRIP, height)})
        for top in range(0, min(height, STRIP * STRIPS), STRIP):
            page.evaluate(f"scrollTo(0, {top})")
            yield page.screenshot()
