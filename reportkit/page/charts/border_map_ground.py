"""The ground of a map: water, land, lines, the scale, and where in the world it lies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportkit.i18n.translate import gettext
from reportkit.page.charts.geography import Border, Land, countries_around
from reportkit.page.charts.label_placement import LabelSpace
from reportkit.page.charts.projection import Bounds, Frame, frame_of
from reportkit.page.charts.style import Style
from reportkit.page.charts.svg import Box, Point, num, outline, path, rect, text, trace
from reportkit.page.design.colour import WHITE, of_lightness

HERE = WHITE  # as the sheet
#: How light the theme's pale, grey and rule become on a map, where much lies upon them.
_SEA, _ELSEWHERE, _LINE, _INNER = 90, 95, 50, 83
#: What a screen shows in their place: the theme's ink, how light it became, what stands for it.
GROUNDS = (
    ("pale", _SEA, "var(--pale)"),
    ("pale", _ELSEWHERE, "color-mix(in srgb, var(--pale) 45%, var(--paper))"),
    ("grey", _LINE, "var(--grey)"),
    ("rule", _INNER, "var(--rule)"),
)
_SIZE = 8.5
_BAR_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_INSET = (64.0, 48.0)  # points: the locator
_AROUND = 3.2  # windows of the map, one beside the other, in the locator
_WORLD = Bounds(-170, -60, 190, 80)


def ground(
    land: Land, focus: set[str], frame: Frame, disputed: Sequence[Border], style: Style
) -> Iterator[str]:
    """Draw water, land and lines, each kind as one path."""
    sea, elsewhere = of_lightness(style.pale, _SEA), of_lightness(style.pale, _ELSEWHERE)
    line, inner = of_lightness(style.grey, _LINE), of_lightness(style.rule, _INNER)
    yield rect(Box(0, 0, frame.width, frame.height), fill=sea)
    for fill, inside in ((elsewhere, False), (HERE, True)):
        rings = [r for c in land.countries if (c.code in focus) is inside for r in c.rings]
        # One path for each territory's colour, stroked thinly so that no seam shows.
        d = "".join(trace(ring, closed=True) for ring in rings)
        yield outline(d, fill=fill, stroke=fill, width=0.3)
    yield outline("".join(trace(lake, closed=True) for lake in land.lakes), fill=sea)
    yield outline("".join(map(trace, land.provinces)), stroke=inner, width=0.4)
    for kind, width, dash in (("international", 0.7, ""), ("", 0.7, "2.5 2")):
        lines = [
            piece
            for border in land.borders
            if border not in disputed and (border.kind == "international") is bool(kind)
            for piece in border.lines
        ]
        yield outline("".join(map(trace, lines)), stroke=line, width=width, dash=dash)


def disputed_lines(disputed: Sequence[Border], style: Style) -> str:
    """Draw the lines that not all accept, whole: nothing is laid upon them but letters."""
    lines = [piece for border in disputed for piece in border.lines]
    return outline("".join(map(trace, _joined(lines))), stroke=style.ink, width=1.1, dash="5 2.2")


def _joined(lines: Sequence[Sequence[Point]]) -> list[list[Point]]:
    """Join pieces that meet, so that dashes run on instead of beginning at each piece."""
    waiting = [list(piece) for piece in lines]
    done: list[list[Point]] = []
    while waiting:
        chain = waiting.pop(0)
        grew = True
        while grew:
            grew = False
            for piece in waiting:
                for turned in (piece, piece[::-1]):
                    if turned[0] == chain[-1]:
                        chain += turned[1:]
                    elif turned[-1] == chain[0]:
                        chain[:0] = turned[:-1]
                    else:
                        continue
                    waiting.remove(piece)
                    grew = True
                    break
                if grew:
                    break
        done.append(chain)
    return done


def scale_bar(frame: Frame, space: LabelSpace, style: Style) -> Iterator[str]:
    """Draw a round number of kilometres, true at the middle of the map."""
    fits = [km for km in _BAR_LENGTHS if km * frame.points_per_km <= frame.width * 0.22]
    if not fits:
        return
    km = fits[-1]
    length = km * frame.points_per_km
    label = gettext("{number} km", number=num(km))
    wide = length + 6 + style.regular.width(label, _SIZE)
    lefts, tops = (5.0, frame.width - wide - 11), (frame.height - 17, 4.0)
    corners = [Box(x, y, x + wide + 6, y + 13) for y in tops for x in lefts]
    box = next((corner for corner in corners if space.is_free(corner)), corners[0])
    space.block(box)
    yield rect(box, fill=HERE, opacity="0.78")
    x, y = box.left + 3, box.bottom - 4
    ends = [(x, y - 3), (x, y), (x + length, y), (x + length, y - 3)]
    yield path(ends, stroke=style.ink, width=0.9)
    yield text((x + length + 4, y + 1), label, fill=style.ink, size=_SIZE)


# -- where in the world ----------------------------------------------------------------------


def locator(
    folder: Path, frame: Frame, focus: set[str], space: LabelSpace, style: Style
) -> Iterator[str]:
    """Draw the region around in a corner where nothing lies yet; without one there is none."""
    wide, tall = _INSET
    corners = [
        Box(x, y, x + wide, y + tall)
        for x in (frame.width - wide - 4, 4.0)
        for y in (frame.height - tall - 4, 4.0)
    ]
    box = next((corner for corner in corners if space.is_free(corner)), None)
    if box is None:
        return
    space.block(box)
    around = frame_of(_wider(frame.bounds), wide, tall)
    countries = countries_around(folder, around)
    yield rect(box, fill=of_lightness(style.pale, _SEA))
    for fill, inside in (
        (of_lightness(style.pale, _ELSEWHERE), False),
        (of_lightness(style.grey, _LINE), True),
    ):
        rings = [r for c in countries if (c.code in focus) is inside for r in c.rings]
        d = "".join(trace(_within(ring, box, around), closed=True) for ring in rings)
        yield outline(d, fill=fill, stroke=HERE, width=0.3)
    west, south, east, north = frame.bounds
    corners_of = ((west, north), (east, north), (east, south), (west, south))
    window = _within([around.to_paper(x, y) for x, y in corners_of], box, around)
    yield path(window, stroke=style.accent, width=1.3, closed=True)
    yield path(
        [
            (box.left, box.top),
            (box.right, box.top),
            (box.right, box.bottom),
            (box.left, box.bottom),
        ],
        stroke=style.grey,
        width=0.7,
        closed=True,
    )


def _within(points: Sequence[Point], box: Box, around: Frame) -> list[Point]:
    """Lay points of the small frame into its box; what reaches beyond ends at the edge."""
    left = box.left + (box.right - box.left - around.width) / 2
    top = box.top + (box.bottom - box.top - around.height) / 2
    return [
        (
            min(max(left + x, box.left), box.right),
            min(max(top + y, box.top), box.bottom),
        )
        for x, y in points
    ]


def _wider(window: Bounds) -> Bounds:
    across = max((window.east - window.west) * (_AROUND - 1) / 2, 8.0)
    down = max((window.north - window.south) * (_AROUND - 1) / 2, 6.0)
    if window.east - window.west + 2 * across >= 360:  # noqa: PLR2004  # around the world
        return _WORLD
    return Bounds(
        window.west - across,
        max(window.south - down, -80),
        window.east + across,
        min(window.north + down, 80),
    )
