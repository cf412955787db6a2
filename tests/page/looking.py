"""What an eye would see on a page: text that collides, runs out, a head left alone, a hole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

import pypdfium2

from tests.page.judging import judged
from tests.page.structure import faults_in

#: Of styles/page.css, in points: where running heads and feet begin.
HEAD, FOOT, SIDE = 51, 45, 45
_HEADS = re.compile(r"<(h[1-4]|caption|thead|figcaption)\b[^>]*>(.*?)</\1>", re.DOTALL)


class Line(NamedTuple):
    """A run of text and its box, in points from the bottom left corner."""

    left: float
    bottom: float
    right: float
    top: float
    text: str


def faults(pdf: bytes, html: str) -> list[str]:
    """Tell what is ugly (collisions, stranded heads, pages a third blank) or misleads."""
    heads = {_folded(re.sub(r"<[^>]+>", "", unescape(head[2]))) for head in _HEADS.finditer(html)}
    findings: list[str] = [*faults_in(pdf), *judged(pdf)]
    document = pypdfium2.PdfDocument(pdf)
    try:
        last = len(document)
        for number, page in enumerate(document, 1):
            width, height = page.get_size()
            lines = [line for line in lines_of(page) if FOOT < line.bottom < height - HEAD]
            findings += [f"p. {number}: {what}" for what in _collisions(lines)]
            findings += [
                f"p. {number}: in the margin: {line.text}"
                for line in lines
                if line.left < SIDE - 14 or line.right > width - SIDE + 1
            ]
            lowest = min(lines, key=lambda line: line.bottom)
            if _folded(lowest.text) in heads:
                findings.append(f"p. {number}: a head left alone: {lowest.text}")
            if number < last and lowest.bottom > FOOT + (height - HEAD - FOOT) / 3:
                findings.append(f"p. {number}: a third of it is blank")
            page.close()
    finally:
        document.close()
    return findings


def lines_of(page: pypdfium2.PdfPage) -> list[Line]:
    """Give the runs of text of a page."""
    text = page.get_textpage()
    try:
        boxes: list[tuple[float, float, float, float]] = [
            text.get_rect(index) for index in range(text.count_rects())
        ]
        return [Line(*box, text=text.get_text_bounded(*box).strip()) for box in boxes]
    finally:
        text.close()


def _collisions(lines: list[Line]) -> Iterator[str]:
    """Two runs collide when they share more than a third of the smaller one's box."""
    ordered = sorted(lines, key=lambda line: -line.top)
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if other.top < one.bottom:
                break
            wide = min(one.right, other.right) - max(one.left, other.left)
            high = min(one.top, other.top) - max(one.bottom, other.bottom)
            smaller = min(
                (each.right - each.left) * (each.top - each.bottom) for each in (one, other)
            )
            if wide > 0 and high > 0 and wide * high > smaller / 3:
                yield f"'{one.text[:40]}' and '{other.text[:40]}' collide"


def _folded(text: str) -> str:
    return "".join(text.split())
