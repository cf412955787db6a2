"""A drawing turned for a page that is read from right to left: places change, letters do not."""

from __future__ import annotations

import re
from html import unescape

from reportkit.i18n.bidi import without_marks
from reportkit.page.charts.style import Style
from reportkit.page.charts.svg import num

_PATH = re.compile(r'(<path d=")([^"]*)(")')
_PAIR = re.compile(r"(-?[\d.]+) (-?[\d.]+)")
_RECT = re.compile(r'(<rect x=")(-?[\d.]+)(" y="[^"]*" width=")([\d.]+)(")')
_CIRCLE = re.compile(r'(<circle cx=")(-?[\d.]+)(")')
_TEXT = re.compile(r'(<text x=")(-?[\d.]+)(" y="[^"]*" font-size=")([\d.]+)("[^>]*>)([^<]*)')


def mirrored(svg: str, width: float, style: Style) -> str:
    """Turn a drawing of that width, which ``svg.sheet`` bound: its left becomes its right.

    A text ends where it began, for it is read in its own direction.
    """

    def across(x: str, wide: float = 0.0) -> str:
        return num(width - float(x) - wide)

    def drawn(match: re.Match[str]) -> str:
        pairs = _PAIR.sub(lambda pair: f"{across(pair[1])} {pair[2]}", match[2])
        return f"{match[1]}{pairs}{match[3]}"

    def filled(match: re.Match[str]) -> str:
        return f"{match[1]}{across(match[2], float(match[4]))}{match[3]}{match[4]}{match[5]}"

    def written(match: re.Match[str]) -> str:
        face = style.semibold if "font-weight" in match[5] else style.regular
        wide = face.width(without_marks(unescape(match[6])), float(match[4]))
        return f"{match[1]}{across(match[2], wide)}{match[3]}{match[4]}{match[5]}{match[6]}"

    svg = _PATH.sub(drawn, svg)
    svg = _RECT.sub(filled, svg)
    svg = _CIRCLE.sub(lambda match: f"{match[1]}{across(match[2])}{match[3]}", svg)
    return _TEXT.sub(written, svg)
