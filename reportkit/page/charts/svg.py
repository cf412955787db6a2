"""Marks as SVG text. Lengths are points (1/72 inch), x to the right and y down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from math import sqrt
from typing import NamedTuple

from reportkit.i18n.bidi import without_marks
from reportkit.page.charts.arabic_script import FAMILY as SCRIPT_FAMILY
from reportkit.page.charts.arabic_script import has_script, isolated
from reportkit.page.charts.style import FAMILY

Point = tuple[float, float]
POINTS_PER_MM = 72 / 25.4


class Box(NamedTuple):
    """Where something lies, for what comes after to keep away from."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def num(value: float) -> str:
    """Write a length with one decimal at most, and never as -0."""
    said = f"{value:.1f}"
    return "0" if said in ("-0.0", "0.0") else said.removesuffix(".0")


def sheet(width: float, height: float, marks: Iterable[str]) -> str:
    """Bind marks into one SVG; the viewBox counts in points, so sizes are true on paper."""
    size = f'width="{_mm(width)}mm" height="{_mm(height)}mm"'
    box = f'viewBox="0 0 {num(width)} {num(height)}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} '
        f'font-family="{FAMILY}">{"".join(marks)}</svg>'
    )


def text(
    at: Point,
    words: str,
    *,
    fill: str,
    size: float = 8.5,
    bold: bool = False,
) -> str:
    """Set one line that begins at ``at``, on its baseline.

    Neither text-anchor nor opacity: with both WeasyPrint 70 clips the first letter, so what
    ends or is centred somewhere is measured by the caller.
    """
    words = without_marks(words)
    weight = ' font-weight="600"' if bold else ""
    if has_script(words):
        weight += f' font-family="{FAMILY}, {SCRIPT_FAMILY}, Brief Arabic"'
        words = isolated(words)
    return (
        f'<text x="{num(at[0])}" y="{num(at[1])}" font-size="{num(size)}" fill="{fill}"'
        f"{weight}>{escape(words, quote=False)}</text>"
    )


def line(start: Point, end: Point, *, stroke: str, width: float = 0.5, dash: str = "") -> str:
    """Draw a straight line."""
    return path([start, end], stroke=stroke, width=width, dash=dash)


def path(  # noqa: PLR0913  # what SVG knows of a line
    points: Sequence[Point],
    *,
    stroke: str = "none",
    width: float = 0.5,
    dash: str = "",
    fill: str = "none",
    closed: bool = False,
) -> str:
    """Draw through points."""
    return outline(trace(points, closed=closed), stroke=stroke, width=width, dash=dash, fill=fill)


def outline(
    d: str, *, stroke: str = "none", width: float = 0.5, dash: str = "", fill: str = "none"
) -> str:
    """Draw path data; holes stay open."""
    drawn = f' stroke="{stroke}" stroke-width="{num2(width)}"' if stroke != "none" else ""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    holes = ' fill-rule="evenodd"' if fill != "none" else ""
    return f'<path d="{d}" fill="{fill}"{holes}{drawn}{dashed}/>' if d else ""


def trace(points: Sequence[Point], *, closed: bool = False) -> str:
    """Write points as path data, leaving out those that fall on the one before."""
    pairs: list[str] = []
    for x, y in points:
        pair = f"{num(x)} {num(y)}"
        if not pairs or pairs[-1] != pair:
            pairs.append(pair)
    return f"M{'L'.join(pairs)}{'Z' if closed else ''}" if len(pairs) > 1 else ""


def rect(box: Box, *, fill: str, opacity: str = "") -> str:
    """Draw a filled box."""
    pale = f' fill-opacity="{opacity}"' if opacity else ""
    return (
        f'<rect x="{num(box.left)}" y="{num(box.top)}" width="{num(box.right - box.left)}" '
        f'height="{num(box.bottom - box.top)}" '
        f'fill="{fill}"{pale}/>'
    )


def circle(
    at: Point, radius: float, *, fill: str = "none", stroke: str = "none", width: float = 1.0
) -> str:
    """Draw a circle."""
    drawn = f' stroke="{stroke}" stroke-width="{num2(width)}"' if stroke != "none" else ""
    return f'<circle cx="{num(at[0])}" cy="{num(at[1])}" r="{num2(radius)}" fill="{fill}"{drawn}/>'


def hatched(at: Point, radius: float, *, colour: str, bare: bool = False) -> str:
    """Draw an outlined, hatched circle: somewhere in here, and nothing says where.

    ``bare`` leaves the hatching out, for a circle upon another's.
    """
    x, y = at
    strokes = []
    offset = -radius + 2.0
    while offset < radius:
        half = sqrt(radius * radius - offset * offset)
        # Chords at 45 degrees, each ``offset`` from the centre.
        mx, my = x + offset * 0.7071, y + offset * 0.7071
        strokes.append(
            trace(
                [(mx - half * 0.7071, my + half * 0.7071), (mx + half * 0.7071, my - half * 0.7071)]
            )
        )
        offset += 3.5
    inside = "" if bare else "".join(strokes)
    return outline(inside, stroke=colour, width=0.35) + circle(at, radius, stroke=colour, width=0.7)


def num2(value: float) -> str:
    """Write a stroke or radius with two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _mm(points: float) -> str:
    return num2(points / POINTS_PER_MM)
