"""The marking on each page, as a reader sees it: there, large and dark enough, and no other's.

How it may be passed on is what a reader must not miss, whatever a design does with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from reportkit.model.vocabulary.series import Tlp
from reportkit.page.preflight.messages import PAGE
from reportkit.page.preflight.text import fold
from reportkit.page.preflight.visibility import Ink
from reportkit.problems import Problem

#: Points that a capital is high in letters of 8 pt; TLP 2.0 asks for 12 pt, as the design has it.
LEAST_HEIGHT = 5.0
#: Of 255, how much the darkest spot of a label differs from its ground.
LEAST_CONTRAST = 80
#: So many times as large as the marking, another label is taken for it.
LARGER = 1.5


class _Label(NamedTuple):
    """A label where it stands on a page."""

    text: str
    height: float  # of its capitals, in points
    contrast: int
    whole: bool  # upright, with nothing drawn over its letters


def marking_problems(ink: Ink, textpage: Any, number: int, marking: str) -> Iterator[Problem]:
    """Tell what keeps a reader of a page from learning its marking."""
    labels = list(_labels(ink, textpage, marking))
    own = [label for label in labels if label.text == marking]
    hint = "set {{ page.marking.label }} at the head or foot of every page"
    if not own:
        message = f"page {number} does not bear its marking, {marking}"
        yield Problem("marking-missing", message, PAGE, hint)
        return
    if not any(label.whole for label in own):
        message = f"page {number} bears its marking, {marking}, turned, struck through or covered"
        yield Problem("marking-missing", message, PAGE, hint)
        return
    own = [label for label in own if label.whole]
    height = max((each.height for each in own if each.contrast >= LEAST_CONTRAST), default=0)
    if height < LEAST_HEIGHT:
        why = "too small" if height else "too pale"
        message = f"page {number} bears its marking, {marking}, {why} to be read"
        yield Problem("marking-missing", message, PAGE, "set it in letters of 8 pt or more, dark "
                      "on light or light on dark; TLP 2.0 asks for 12 pt")  # fmt: skip
        return
    for other in labels:
        if other.text != marking and other.height > LARGER * height:
            message = f"page {number} shows {other.text}, larger than its marking, {marking}"
            yield Problem("marking-missing", message, PAGE, hint)
            return


def _labels(ink: Ink, textpage: Any, marking: str) -> Iterator[_Label]:
    """Give every label on a page, the longest that can be read at its place."""
    from pypdfium2 import raw

    code_at, handle = raw.FPDFText_GetUnicode, textpage.raw
    codes = [code_at(handle, index) for index in range(textpage.count_chars())]
    folds = {code: fold(chr(code)) for code in set(codes)}  # thousands of letters, few that differ
    letters = [folds[code] for code in codes]
    text = "".join(letters)
    places = [index for index, folded in enumerate(letters) for _ in folded]
    labels = sorted({marking, *(label.value for label in Tlp)}, key=len, reverse=True)
    taken: set[int] = set()
    for label in labels:
        for match in re.finditer(_spellings(label), text):
            if match.start() not in taken:
                taken.update(range(*match.span()))
                signs = [places[at] for at in range(*match.span())]
                boxes = [textpage.get_charbox(sign) for sign in signs]
                contrast = ink.contrast(_around(boxes))
                capitals = [box for box, at in zip(boxes, range(*match.span()), strict=True)
                            if text[at].isalpha()]  # fmt: skip
                whole = all(_is_upright(textpage, sign) for sign in signs) and (
                    contrast < LEAST_CONTRAST or all(map(ink.is_unbroken, capitals))
                )
                yield _Label(label, _height(boxes), contrast, whole)


def _is_upright(textpage: Any, sign: int) -> bool:
    """Tell whether a letter is neither turned nor mirrored; it may slant."""
    from ctypes import byref

    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(textpage.raw, sign, byref(matrix)):
        return False
    return bool(matrix.a > 0 and matrix.d > 0 and abs(matrix.b) < matrix.a / 4)


def _spellings(label: str) -> str:
    """Give the pattern of a label as it is extracted.

    In a line from right to left PDFium gives the parts of a label in the line's order, from
    the last to the first: "CLEAR:TLP".
    """
    turned = "".join(re.split(r"([:+])", label)[::-1])
    return f"{re.escape(fold(label))}|{re.escape(fold(turned))}"


_Box = tuple[float, float, float, float]


def _height(boxes: list[_Box]) -> float:
    return max(top - bottom for _, bottom, _, top in boxes)


def _around(boxes: list[_Box]) -> _Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)
