"""Text in the PDF that nobody sees: covered, cut off, too small, or of the colour of its ground.

How a text is hidden is past counting, so each page is drawn twice, with its text and without:
where the two do not differ, a reader sees nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from reportkit.page.gate_words import PAGE, short
from reportkit.problems import Problem

#: Pixels to a point, and how much a pixel must differ, of 255, where a letter stands.
SCALE, DIFFERENCE = 1.5, 12
#: Points; the smallest letters of the design have 6.5.
SMALLEST = 3.0
#: A line may be without ink for so much of its height; what stands there is looked up then.
GAP = 0.8
_EDGE = 2  # pixels
MAX_SHOWN = 10


def unseen(page: Any, textpage: Any, number: int) -> Iterator[Problem]:
    """Name the texts of a page (pypdfium2) that cannot be seen; spoils the page for drawing."""
    from PIL import ImageChops

    lines = [textpage.get_rect(index) for index in range(textpage.count_rects())]
    whole = _drawn(page)
    smallest = _without_text(page)
    ink = ImageChops.difference(whole, _drawn(page)).convert("L").point(_INK)
    height = page.get_size()[1]
    shown = 0
    for line in lines:
        gaps = _gaps(ink, line, height)
        words = short(" ".join(textpage.get_text_bounded(*gap) for gap in gaps))
        if words and shown < MAX_SHOWN:
            shown += 1
            yield Problem(
                "text-unseen",
                f"page {number}: '{words}' cannot be seen",
                PAGE,
                "something covers it or cuts it off, or it has the colour of its ground",
            )
    if smallest < SMALLEST:
        yield Problem(
            "text-unseen",
            f"page {number}: a text is set in letters of {smallest:.2g} pt",
            PAGE,
            f"nobody reads less than {SMALLEST:g} pt",
        )


_INK = [0] * DIFFERENCE + [255] * (256 - DIFFERENCE)
#: Left, bottom, right, top in points.
_Box = tuple[float, float, float, float]


def _gaps(ink: Any, line: _Box, height: float) -> Iterator[_Box]:
    """Give the stretches of a line that show no ink and are longer than a space is."""
    from PIL import Image

    left, bottom, right, top = line
    start, above = math.floor(left * SCALE), math.floor((height - top) * SCALE) - 1
    end, below = math.ceil(right * SCALE), math.ceil((height - bottom) * SCALE) + 1
    if end <= start or below <= above:
        return
    columns = ink.crop((start, above, end, below)).resize((end - start, 1), Image.Resampling.BOX)
    longest = max(2, min(round(GAP * (top - bottom) * SCALE), end - start))
    for gap in re.finditer(rb"\x00{%d,}" % longest, columns.tobytes()):
        # The letter beside a wide space of justified text ends a little inside its own box.
        first, last = gap.start() + _EDGE, gap.end() - _EDGE
        if last > first:
            yield (start + first) / SCALE, bottom, (start + last) / SCALE, top


def _drawn(page: Any) -> Any:
    return page.render(scale=SCALE).to_pil().convert("RGB")


def _without_text(page: Any) -> float:
    """Make every text of a page draw nothing; give the size of the smallest letters."""
    from pypdfium2 import raw

    smallest = math.inf
    for text in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,)):
        if not text.level:  # inside a drawing letters have its own measure
            smallest = min(smallest, _size(text, raw))
        raw.FPDFTextObj_SetTextRenderMode(text.raw, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    return smallest


def _size(text: Any, raw: Any) -> float:
    from ctypes import byref, c_float

    size = c_float()
    raw.FPDFTextObj_GetFontSize(text.raw, byref(size))
    matrix = text.get_matrix()
    return float(size.value * math.hypot(matrix.c, matrix.d))
