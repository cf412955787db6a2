"""Text in the PDF that nobody sees: covered, cut off, too small, or of the colour of its ground.

How a text is hidden is past counting, so each page is drawn twice, with its text and without:
where the two do not differ, a reader sees nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from reportkit.page.preflight.messages import PAGE, short
from reportkit.problems import Problem

#: Pixels to a point, and how much a pixel must differ, of 255, where a letter stands.
SCALE, DIFFERENCE = 1.5, 12
#: The same for a word to be read; what is set in large letters, such as a watermark, may be
#: paler, and so may dots and dashes.
CLEAR = 32
LARGE = 30.0  # points of a line
WORD = 3  # letters
#: Points; the smallest letters of the design have 6.5.
SMALLEST = 3.0
#: A line may be without ink for so much of its height; what stands there is looked up then.
GAP = 0.8
_EDGE = 2  # pixels
#: Pixels at the head and foot of a letter's box that it fills in part or not at all.
_RIM = 3
MAX_SHOWN = 10


class Ink(NamedTuple):
    """How much the text of a page changes each pixel of it."""

    difference: Any  # picture, 0 to 255
    faint: Any  # 255 where there is ink, 0 elsewhere
    clear: Any  # the same where it can be read with ease
    height: float  # of the page, in points
    smallest: float  # size of letters, in points

    def contrast(self, box: Box) -> int:
        """Give how much the darkest spot of a text in a box differs from its ground."""
        pixels = _pixels(box, self.height)
        return int(self.difference.crop(pixels).getextrema()[1]) if pixels else 0

    def is_unbroken(self, box: Box) -> bool:
        """Tell whether a letter shows ink at every height: no bar lies over it, none strikes it.

        A capital has ink from its top to its foot, and what is drawn over it changes nothing
        when the letter is taken away.
        """
        pixels = _pixels(box, self.height)
        if not pixels:
            return False
        left, above, right, below = pixels
        if below - above <= 2 * _RIM:
            return True
        _, rows = self.clear.crop((left, above + _RIM, right, below - _RIM)).getprojection()
        return all(rows)


def ink_of(page: Any, text_objects: Iterable[Any]) -> Ink:
    """Find the ink of the texts of a page (pypdfium2); spoils the page for drawing."""
    from PIL import ImageChops

    whole = _drawn(page)
    smallest = _hide(text_objects)
    difference = ImageChops.difference(whole, _drawn(page)).convert("L")
    faint, clear = (difference.point(_mask(least)) for least in (DIFFERENCE, CLEAR))
    return Ink(difference, faint, clear, page.get_size()[1], smallest)


def unseen(ink: Ink, textpage: Any, lines: Iterable[Box], number: int) -> Iterator[Problem]:
    """Name the texts of a page (pypdfium2) that cannot be seen."""
    shown = 0
    for line in lines:
        if not any(_gaps(ink.clear, ink, line)):
            continue  # and none in the faint ink, which is there wherever the clear one is
        words = _words(textpage, _gaps(ink.faint, ink, line))
        if not words and line[3] - line[1] < LARGE:
            words = _words(textpage, _gaps(ink.clear, ink, line))
            words = words if sum(map(str.isalnum, words)) >= WORD else ""
        if words and shown < MAX_SHOWN:
            shown += 1
            yield Problem(
                "text-unseen",
                f"page {number}: '{words}' cannot be seen",
                PAGE,
                "something covers it or cuts it off, or it has nearly the colour of its ground",
            )
    if ink.smallest < SMALLEST:
        yield Problem(
            "text-unseen",
            f"page {number}: a text is set in letters of {ink.smallest:.2g} pt",
            PAGE,
            f"nobody reads less than {SMALLEST:g} pt",
        )


def _mask(least: int) -> list[int]:
    return [0] * least + [255] * (256 - least)


#: Left, bottom, right, top in points.
Box = tuple[float, float, float, float]


def _words(textpage: Any, boxes: Iterator[Box]) -> str:
    return short(" ".join(textpage.get_text_bounded(*box) for box in boxes))


def _gaps(mask: Any, ink: Ink, line: Box) -> Iterator[Box]:
    """Give the stretches of a line that show no ink and are longer than a space is."""
    _, bottom, _, top = line
    pixels = _pixels(line, ink.height)
    if not pixels:
        return
    columns, _ = mask.crop(pixels).getprojection()  # 1 for a column with ink, else 0
    longest = max(2, min(round(GAP * (top - bottom) * SCALE), len(columns)))
    start = pixels[0]
    for gap in re.finditer(rb"\x00{%d,}" % longest, bytes(columns)):
        # The letter beside a wide space of justified text ends a little inside its own box.
        first, last = gap.start() + _EDGE, gap.end() - _EDGE
        if last > first:
            yield (start + first) / SCALE, bottom, (start + last) / SCALE, top


def _pixels(box: Box, height: float) -> tuple[int, int, int, int] | None:
    """Give a box in pixels from the top left corner; None of one without any."""
    left, bottom, right, top = box
    start, above = math.floor(left * SCALE), math.floor((height - top) * SCALE) - 1
    end, below = math.ceil(right * SCALE), math.ceil((height - bottom) * SCALE) + 1
    return (start, above, end, below) if end > start and below > above else None


def _drawn(page: Any) -> Any:
    # Four bytes to a pixel, in Pillow's own order: it need not take them apart.
    return page.render(scale=SCALE, prefer_bgrx=True, rev_byteorder=True).to_pil()


def _hide(text_objects: Iterable[Any]) -> float:
    """Make every text of a page draw nothing; give the size of the smallest letters."""
    from pypdfium2 import raw

    smallest = math.inf
    for text in text_objects:
        if not text.level:  # inside a drawing letters have its own measure
            smallest = min(smallest, _size(text, raw))
        raw.FPDFTextObj_SetTextRenderMode(text.raw, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    return smallest


def _size(text: Any, raw: Any) -> float:
    from ctypes import byref, c_float

    size, matrix = c_float(), raw.FS_MATRIX()
    raw.FPDFTextObj_GetFontSize(text.raw, byref(size))
    raw.FPDFPageObj_GetMatrix(text.raw, byref(matrix))
    return float(size.value * math.hypot(matrix.c, matrix.d))
