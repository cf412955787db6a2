"""The map on paper: few greys, meaning by shape, labels that do not collide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import cos, hypot, pi, sin
from pathlib import Path

from reportkit.i18n.translate import gettext, ngettext
from reportkit.page.charts.border_map import BorderMap, Crossing, Spot
from reportkit.page.charts.geography import Border, Land, box_of, codes_of, land_in
from reportkit.page.charts.label_placement import LabelSpace, nearest
from reportkit.page.charts.projection import Bounds, Frame, frame_of
from reportkit.page.charts.shapes import Shape, mark
from reportkit.page.charts.style import Face, Style
from reportkit.page.charts.svg import (
    Box,
    Point,
    circle,
    hatched,
    line,
    num,
    outline,
    path,
    rect,
    sheet,
    text,
    trace,
)
from reportkit.page.charts.territory_names import places_inside
from reportkit.page.design.colour import WHITE, of_lightness

HERE = WHITE  # as the sheet
#: How light the theme's pale, grey and rule become on a map, where much lies upon them.
_SEA, _ELSEWHERE, _LINE, _INNER = 90, 95, 50, 83
_TALLEST = 0.62  # of the width
_SIZE, _LEADING = 7.5, 8.8
_COUNTRY_SIZES = (10.0, 8.0, 6.5)  # those the map is about begin with the largest
_MARK = 3.2
_WIDEST_LABEL = 112.0
_MOST_HERE = 2  # labels of one point
_BAR_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)


@dataclass(frozen=True, slots=True)
class Words:
    """A label: a name, and below it what is said of it."""

    name: str
    full: str
    colour: str
    bold: bool = True


@dataclass
class Drawing:
    """A map in the making: its layers from below, and what had no room."""

    style: Style
    space: LabelSpace
    marks: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    unlabelled: list[str] = field(default_factory=list)
    areas: list[tuple[Point, float]] = field(default_factory=list)  # hatched so far


def draw_border_map(
    shown: BorderMap, style: Style, width: float, folder: Path
) -> tuple[str, float, tuple[str, ...]]:
    """Draw; give the SVG, its height in points and the names that found no room."""
    codes = codes_of(folder)
    focus = {codes.get(name.casefold(), name) for name in shown.countries}
    box = shown.box or box_of(folder, focus) or Bounds(-170, -60, 190, 80)
    frame = frame_of(box, width, width * _TALLEST)
    land = land_in(folder, frame)
    pairs = {
        frozenset(codes.get(side.casefold(), side) for side in (one, other)): name
        for one, other, name in shown.disputed
    }
    drawing = Drawing(style, LabelSpace(3, 3, width - 3, frame.height - 3))
    disputed = [border for border in land.borders if border.sides in pairs]
    for border in land.borders:
        drawing.space.lines += [point for piece in border.lines for point in piece]
    bar = [*_scale_bar(drawing, frame)]
    _place_marks(drawing, shown, frame)
    names = [*_line_names(drawing, disputed, pairs), *_country_names(drawing, land, focus)]
    _place_towns(drawing, shown, frame)
    ground = [*_ground(land, focus, frame, disputed, style)]
    edge = [(0.0, 0.0), (width, 0.0), (width, frame.height), (0.0, frame.height)]
    rim = path(edge, stroke=style.rule, width=1.0, closed=True)
    marks = [*ground, *names, *drawing.marks, *drawing.labels, *bar, rim]
    svg = sheet(width, frame.height, marks)
    return svg, frame.height, tuple(drawing.unlabelled)


# -- the ground ------------------------------------------------------------------------------


def _ground(
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
    lines = [piece for border in disputed for piece in border.lines]
    yield outline("".join(map(trace, _joined(lines))), stroke=style.ink, width=1.1, dash="5 2.2")


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


# -- marks and their labels ------------------------------------------------------------------


def _place_marks(drawing: Drawing, shown: BorderMap, frame: Frame) -> None:
    """Draw all marks first and keep them free, then find room for the labels."""
    style = drawing.style
    waiting: list[tuple[Point, float, Words]] = []
    for spot in shown.spots:
        at = frame.to_paper(frame_x(frame, spot.longitude), spot.latitude)
        if frame.shows(at):
            reach = _draw_spot(drawing, spot, at, frame)
            waiting.append((at, reach, Words(spot.name, spot.when, style.accent)))
    for at, here in _together(shown.crossings, frame):
        colour = style.ink
        drawing.marks.append(mark(here[0].shape, at, colour=colour, radius=_MARK))
        drawing.space.block(_around(at, _MARK + 0.5))
        waiting += [(at, _MARK + 3, Words(one.name, one.state, colour)) for one in here]
    # Points first: their labels must stay near, while an area has a long rim.
    for at, reach, words in sorted(_gathered(waiting), key=lambda each: each[1]):
        if not _label(drawing, at, reach, words):
            drawing.unlabelled.append(words.name)


def _gathered(
    waiting: Sequence[tuple[Point, float, Words]],
) -> Iterator[tuple[Point, float, Words]]:
    """Say what lies on one point in one label, where there is more than two labels can say."""
    here: dict[tuple[float, float, str], list[tuple[Point, float, Words]]] = defaultdict(list)
    for each in waiting:
        at, _, words = each
        here[(round(at[0] / 3), round(at[1] / 3), words.colour)].append(each)
    for group in here.values():
        if len(group) <= _MOST_HERE:
            yield from group
            continue
        at, _, first = group[0]
        reach = max(reach for _, reach, _ in group)
        more = len(group) - 1
        said = ngettext("and {n} more at this point", "and {n} more at this point", more)
        yield at, reach, Words(first.name, said, first.colour)


def frame_x(frame: Frame, longitude: float) -> float:
    """Count a longitude as the frame does."""
    return frame.bounds.unwrapped(longitude)


def _together(
    crossings: Sequence[Crossing], frame: Frame
) -> Iterator[tuple[Point, list[Crossing]]]:
    """Give the crossings that fall on one point of the paper as one mark."""

    def where(crossing: Crossing) -> Point:
        x, y = frame.to_paper(frame_x(frame, crossing.longitude), crossing.latitude)
        return round(x), round(y)

    for at, here in groupby(sorted(crossings, key=where), key=where):
        if frame.shows(at):
            yield at, list(here)


def _draw_spot(drawing: Drawing, spot: Spot, at: Point, frame: Frame) -> float:
    """Draw a place as exactly as it is known; give how far its label must stay away."""
    colour = drawing.style.accent
    radius = max(spot.reach_km * frame.points_per_km, 5.0)
    if spot.is_area:
        upon = sum(hypot(at[0] - x, at[1] - y) < radius + r for (x, y), r in drawing.areas)
        drawing.marks.append(hatched(at, radius, colour=colour, bare=upon > 1))
        drawing.areas.append((at, radius))
        drawing.space.block(_around(at, radius * 0.7))
        drawing.space.lines += _rim(at, radius)
        return radius + 2
    if spot.reach_km:
        drawing.marks.append(circle(at, radius, stroke=colour, width=0.6))
        drawing.space.lines += _rim(at, radius)
    drawing.marks.append(mark(Shape.DISC, at, colour=colour, radius=_MARK))
    drawing.space.block(_around(at, _MARK + 0.5))
    return (radius if spot.reach_km else _MARK) + 3


def _rim(at: Point, radius: float) -> list[Point]:
    """Points of a circle: a label may cross it, but rather not."""
    return [
        (at[0] + radius * cos(part * pi / 12), at[1] + radius * sin(part * pi / 12))
        for part in range(24)
    ]


def _around(at: Point, reach: float) -> Box:
    return Box(at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach)


def _label(drawing: Drawing, at: Point, reach: float, words: Words, *, far: bool = True) -> bool:
    """Set a label beside its mark, on ground pale enough to read it; False without room."""
    style = drawing.style
    face = style.semibold if words.bold else style.regular
    names = face.wrap(style.readable(words.name), _SIZE, _WIDEST_LABEL, 2)
    said = style.regular.wrap(words.full, _SIZE, _WIDEST_LABEL, 2) if words.full else ()
    lines = [(line_text, face, words.bold) for line_text in names]
    lines += [(line_text, style.regular, False) for line_text in said]
    wide = max(each_face.width(line_text, _SIZE) for line_text, each_face, _ in lines)
    tall = len(lines) * _LEADING
    found = drawing.space.beside(at, reach, wide + 3, tall + 1, far=far)
    if found is None:
        return False
    box, led = found
    if led:
        drawing.labels.append(_leader(at, box, reach, style))
    drawing.labels.append(_backing(box))
    for row, (line_text, each_face, bold) in enumerate(lines):
        left = _line_left(at, box, each_face, line_text)
        base = box.top + (row + 1) * _LEADING - 1.9
        fill = words.colour if bold or not words.bold else style.ink
        drawing.labels.append(text((left, base), line_text, fill=fill, size=_SIZE, bold=bold))
    return True


def _line_left(at: Point, box: Box, face: Face, words: str) -> float:
    """Turn the lines of a label towards its mark."""
    wide = face.width(words, _SIZE)
    if box.right <= at[0]:
        return box.right - 1.5 - wide
    if box.left >= at[0]:
        return box.left + 1.5
    return (box.left + box.right) / 2 - wide / 2


def _backing(box: Box) -> str:
    """Fade the lines below a label; a halo of letters would be read out twice."""
    return rect(box, fill=HERE, opacity="0.78")


def _leader(at: Point, box: Box, reach: float, style: Style) -> str:
    end = nearest(box, at)
    length = max(((end[0] - at[0]) ** 2 + (end[1] - at[1]) ** 2) ** 0.5, 0.1)
    part = min((reach - 2) / length, 0.9)
    start = at[0] + part * (end[0] - at[0]), at[1] + part * (end[1] - at[1])
    return line(start, end, stroke=style.grey, width=0.5)


def _place_towns(drawing: Drawing, shown: BorderMap, frame: Frame) -> None:
    """Set towns for orientation where there is room left; a town without a name is left out."""
    style = drawing.style
    for town in shown.towns:
        at = frame.to_paper(frame_x(frame, town.longitude), town.latitude)
        if frame.shows(at) and drawing.space.is_free(_around(at, 2)):
            words = Words(town.name, "", style.grey, bold=False)
            if _label(drawing, at, 4.0, words, far=False):
                drawing.marks.append(circle(at, 1.7, fill=style.grey))
                drawing.space.block(_around(at, 2))


# -- names of countries and lines, the scale -------------------------------------------------


def _country_names(drawing: Drawing, land: Land, focus: set[str]) -> Iterator[str]:
    """Set each name where its territory has room for it, those the map is about first."""
    style = drawing.style
    for country in sorted(land.countries, key=lambda c: (c.code not in focus, c.code)):
        name = style.readable(country.name).upper()
        for size in _COUNTRY_SIZES[0 if country.code in focus else 1 :]:
            wide = style.semibold.width(name, size)
            places = list(places_inside(country, wide, size))
            if box := drawing.space.over(places, wide + 4, size + 1):
                at = (box.left + 2, box.bottom - size * 0.22)
                yield text(at, name, fill=style.grey, size=size, bold=True)
                break


def _line_names(
    drawing: Drawing, disputed: Sequence[Border], pairs: dict[frozenset[str], str]
) -> Iterator[str]:
    """Name each disputed line once, beside it."""
    style = drawing.style
    for border in disputed:
        name = pairs[border.sides]
        points = [
            at for piece in border.lines for at in piece if drawing.space.is_free(_around(at, 1))
        ]
        if not name or not points:
            continue
        label = style.readable(gettext("{name} (disputed)", name=name))
        wide = style.regular.width(label, _SIZE)
        points.sort(key=lambda at: (abs(at[1] - drawing.space.bottom * 0.6), at))
        for at in points[:: max(len(points) // 40, 1)]:
            if found := drawing.space.beside(at, 4, wide + 3, _LEADING, far=False):
                box = found[0]
                yield _backing(box)
                yield text((box.left + 1.5, box.bottom - 2), label, fill=style.ink, size=_SIZE)
                break


def _scale_bar(drawing: Drawing, frame: Frame) -> Iterator[str]:
    """Draw a round number of kilometres, true at the middle of the map."""
    fits = [km for km in _BAR_LENGTHS if km * frame.points_per_km <= frame.width * 0.22]
    if not fits:
        return
    style, km = drawing.style, fits[-1]
    length = km * frame.points_per_km
    label = gettext("{number} km", number=num(km))
    wide = length + 6 + style.regular.width(label, _SIZE)
    box = Box(5, frame.height - 16, 5 + wide + 6, frame.height - 4)
    drawing.space.block(box)
    yield _backing(box)
    x, y = box.left + 3, box.bottom - 4
    ends = [(x, y - 3), (x, y), (x + length, y), (x + length, y - 3)]
    yield path(ends, stroke=style.ink, width=0.9)
    yield text((x + length + 4, y + 1), label, fill=style.ink, size=_SIZE)
