"""The map on paper: few greys, meaning by shape, what matters most named first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from math import cos, hypot, pi, sin
from pathlib import Path

from reportkit.i18n.translate import gettext, ngettext
from reportkit.page.charts.border_map import BorderMap, Crossing, Spot, Town
from reportkit.page.charts.border_map_clusters import (
    APART,
    Cluster,
    clusters_of,
    draw_clusters,
    name_clusters,
)
from reportkit.page.charts.border_map_ground import (
    HERE,
    disputed_lines,
    ground,
    locator,
    scale_bar,
)
from reportkit.page.charts.border_map_key import Around, map_key, town_mark
from reportkit.page.charts.border_map_labels import Labels, Words
from reportkit.page.charts.geography import box_of, codes_of, land_in
from reportkit.page.charts.label_placement import LabelSpace
from reportkit.page.charts.mirroring import mirrored
from reportkit.page.charts.projection import Bounds, Frame, frame_of
from reportkit.page.charts.shapes import Shape, mark, star
from reportkit.page.charts.style import Style
from reportkit.page.charts.svg import Box, Point, circle, hatched, path, rect, sheet
from reportkit.page.labels import commas

_TALLEST = 0.78  # of the width
_MARK, _EARLIER = 3.2, 2.2
_MOST_HERE = 2  # labels of one point
_WORLD = Bounds(-170, -60, 190, 80)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A label that looks for room beside its mark."""

    at: Point
    reach: float
    words: Words


@dataclass
class _Drawing:
    """A map in the making: its marks, its names, and what had no room."""

    style: Style
    frame: Frame
    labels: Labels
    marks: list[str] = field(default_factory=list)
    unlabelled: list[str] = field(default_factory=list)
    areas: list[tuple[Point, float]] = field(default_factory=list)  # hatched so far

    def on_paper(self, place: Town | Spot | Crossing) -> Point | None:
        """Give where a place lies in the window, if it does."""
        longitude = self.frame.bounds.unwrapped(place.longitude)
        at = self.frame.to_paper(longitude, place.latitude)
        return at if self.frame.shows(at) else None

    def name(self, waiting: Sequence[_Waiting]) -> None:
        """Find room for labels; points first, while an area has a long rim."""
        for each in sorted(_gathered(waiting), key=lambda one: one.reach > _MARK + 3):
            if not self.labels.beside(each.at, each.reach, each.words):
                self.unlabelled.append(each.words.name)


def draw_border_map(
    shown: BorderMap, style: Style, width: float, folder: Path
) -> tuple[str, float, tuple[str, ...]]:
    """Draw; give the SVG, its height in points and what it leaves out, in sentences."""
    codes = codes_of(folder)
    focus = {codes.get(name.casefold(), name) for name in shown.countries}
    frame = frame_of(shown.box or box_of(folder, focus) or _WORLD, width, width * _TALLEST)
    land = land_in(folder, frame)
    pairs = {
        frozenset(codes.get(side.casefold(), side) for side in (one, other)): name
        for one, other, name in shown.disputed
    }
    space = LabelSpace(3, 3, width - 3, frame.height - 3)
    drawing = _Drawing(style, frame, Labels(style, space))
    disputed = [border for border in land.borders if border.sides in pairs]
    for border in land.borders:
        space.lines += [point for piece in border.lines for point in piece]
    for border in disputed:
        space.whole += [point for piece in border.lines for point in _closely(piece)]
    clusters = _clusters(drawing, shown)
    circles = draw_clusters(clusters, drawing.labels)
    earlier = _draw_earlier(drawing, shown.earlier)
    first, then = _draw_marks(drawing, shown)
    drawing.marks += circles
    bar = [*scale_bar(frame, space, style)]  # after the marks, for it stands on none
    inset = [*locator(folder, frame, focus, space, style)]
    drawing.name(first)
    drawing.labels.of_countries(land, focus)
    drawing.name(then)
    unnamed = name_clusters(clusters, drawing.labels)
    drawing.labels.of_lines(disputed, pairs)
    drawing.name(earlier if shown.names_earlier else ())
    for province in shown.provinces:
        if at := drawing.on_paper(province):
            drawing.labels.centred(at, province.name)
    has_towns = _place_towns(drawing, shown.towns)
    edge = [(0.0, 0.0), (width, 0.0), (width, frame.height), (0.0, frame.height)]
    rim = path(edge, stroke=style.rule, width=1.0, closed=True)
    around = Around(has_towns, is_disputed=bool(disputed))
    key, tall = map_key(shown, style, width, frame.height + 4, around)
    if shown.from_right:
        key = [mirrored("".join(key), width, style)]
    height = frame.height + 4 + tall
    layers = [
        *ground(land, focus, frame, disputed, style),
        *drawing.labels.grounds,
        disputed_lines(disputed, style),
        *drawing.marks,
        *drawing.labels.letters,
        *inset,
        *bar,
        rect(Box(0, frame.height, width, height), fill=HERE),  # what reaches beyond the window
        rim,
        *key,
    ]
    return sheet(width, height, layers), height, tuple(_left_out(drawing, shown, unnamed))


def _left_out(drawing: _Drawing, shown: BorderMap, unnamed: int) -> Iterator[str]:
    """Say what the map does not name, and how far the places of one circle lie apart."""
    if drawing.unlabelled:
        yield gettext(
            "Unnamed on the map: {names}.", names=commas(dict.fromkeys(drawing.unlabelled))
        )
    if shown.is_crowded:
        yield gettext(
            "A circle counts the events at places within {km} km that no other circle counts, "
            "and stands at the one that had most.",
            km=round(APART / drawing.frame.points_per_km),
        )
    if unnamed:
        yield ngettext("{n} circle has no name.", "{n} circles have no name.", unnamed)
    if not shown.names_earlier:
        yield ngettext(
            "{n} place of earlier events has no name.",
            "{n} places of earlier events have no name.",
            len(shown.earlier),
        )


# -- marks, which are drawn first and kept free -----------------------------------------------


def _draw_marks(drawing: _Drawing, shown: BorderMap) -> tuple[list[_Waiting], list[_Waiting]]:
    """Draw crossings, capitals, events; give the labels of the first two, and those of events."""
    style = drawing.style
    first: list[_Waiting] = []
    then: list[_Waiting] = []
    for at, here in _together(drawing, shown.crossings):
        drawing.marks.append(mark(here[0].shape, at, colour=style.ink, radius=_MARK))
        drawing.labels.space.block(_around(at, _MARK + 0.5))
        # The shape says what may pass; of a crossing without a measure nothing is known.
        first += [
            _Waiting(at, _MARK + 3, Words(c.name, "" if c.records else c.state, style.ink))
            for c in here
        ]
    for capital in shown.capitals:
        if point := drawing.on_paper(capital):
            drawing.marks.append(star(point, colour=style.ink))
            drawing.labels.space.block(_around(point, _MARK + 0.5))
            first.append(_Waiting(point, _MARK + 3, Words(capital.name, "", style.ink)))
    for spot in () if shown.is_crowded else shown.spots:
        if point := drawing.on_paper(spot):
            reach = _draw_spot(drawing, spot, point)
            words = Words(spot.name, spot.when, style.accent)
            (first if spot.is_capital else then).append(_Waiting(point, reach, words))
    return first, then


def _clusters(drawing: _Drawing, shown: BorderMap) -> tuple[Cluster, ...]:
    """Give the circles of a map that is too crowded for marks."""
    if not shown.is_crowded:
        return ()
    return clusters_of((at, spot) for spot in shown.spots if (at := drawing.on_paper(spot)))


def _draw_earlier(drawing: _Drawing, spots: Sequence[Spot]) -> list[_Waiting]:
    """Draw where something happened before this period, small and grey."""
    waiting: list[_Waiting] = []
    grey = drawing.style.grey
    for spot in spots:
        at = drawing.on_paper(spot)
        if at is None:
            continue
        if spot.is_area:
            radius = max(spot.reach_km * drawing.frame.points_per_km, 5.0)
            drawing.marks.append(circle(at, radius, stroke=grey, width=0.5))
            drawing.labels.space.lines += _rim(at, radius)
        else:
            radius = _EARLIER
            drawing.marks.append(mark(Shape.DISC, at, colour=grey, radius=_EARLIER))
            drawing.labels.space.block(_around(at, _EARLIER + 0.5))
        waiting.append(_Waiting(at, radius + 2, Words(spot.name, "", grey, bold=False)))
    return waiting


def _draw_spot(drawing: _Drawing, spot: Spot, at: Point) -> float:
    """Draw a place as exactly as it is known; give how far its label must stay away."""
    colour, space = drawing.style.accent, drawing.labels.space
    radius = max(spot.reach_km * drawing.frame.points_per_km, 5.0)
    if spot.is_area:
        upon = sum(hypot(at[0] - x, at[1] - y) < radius + r for (x, y), r in drawing.areas)
        drawing.marks.append(hatched(at, radius, colour=colour, bare=upon > 1))
        drawing.areas.append((at, radius))
        space.block(_around(at, radius * 0.7))
        space.lines += _rim(at, radius)
        return radius + 2
    if spot.reach_km:
        drawing.marks.append(circle(at, radius, stroke=colour, width=0.6))
        space.lines += _rim(at, radius)
    if spot.is_capital:
        drawing.marks.append(star(at, colour=colour))
    else:
        drawing.marks.append(mark(Shape.DISC, at, colour=colour, radius=_MARK))
    space.block(_around(at, _MARK + 0.5))
    return (radius if spot.reach_km else _MARK) + 3


def _gathered(waiting: Sequence[_Waiting]) -> Iterator[_Waiting]:
    """Say what lies on one point in one label, where there is more than two labels can say."""
    here: dict[tuple[float, float, str], list[_Waiting]] = defaultdict(list)
    for one in waiting:
        here[(round(one.at[0] / 3), round(one.at[1] / 3), one.words.colour)].append(one)
    for group in here.values():
        if len(group) <= _MOST_HERE:
            yield from group
            continue
        first = group[0]
        more = len(group) - 1
        words = ngettext("and {n} more at this point", "and {n} more at this point", more)
        reach = max(one.reach for one in group)
        yield _Waiting(first.at, reach, Words(first.words.name, words, first.words.colour))


def _together(
    drawing: _Drawing, crossings: Sequence[Crossing]
) -> Iterator[tuple[Point, list[Crossing]]]:
    """Give the crossings that fall on one point of the paper as one mark."""
    placed = [
        ((round(at[0]), round(at[1])), crossing)
        for crossing in crossings
        if (at := drawing.on_paper(crossing))
    ]
    for at, here in groupby(sorted(placed, key=lambda one: one[0]), key=lambda one: one[0]):
        yield at, [crossing for _, crossing in here]


def _closely(line: Sequence[Point]) -> Iterator[Point]:
    """Give points of a line two or three points of length apart: no name slips in between."""
    for (x, y), (to_x, to_y) in pairwise(line):
        steps = max(int(hypot(to_x - x, to_y - y) / 2.5), 1)
        for step in range(steps):
            yield x + (to_x - x) * step / steps, y + (to_y - y) * step / steps


def _rim(at: Point, radius: float) -> list[Point]:
    """Points of a circle: a label may cross it, but rather not."""
    return [
        (at[0] + radius * cos(part * pi / 12), at[1] + radius * sin(part * pi / 12))
        for part in range(24)
    ]


def _around(at: Point, reach: float) -> Box:
    return Box(at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach)


def _place_towns(drawing: _Drawing, towns: Sequence[Town]) -> bool:
    """Set towns for orientation where there is room left; False if no name has any."""
    grey, has_towns = drawing.style.grey, False
    for town in towns:
        at = drawing.on_paper(town)
        if at and drawing.labels.space.is_free(_around(at, 2)):
            words = Words(town.name, "", grey, bold=False)
            if drawing.labels.beside(at, 4.0, words, far=False):
                drawing.marks.append(town_mark(at, grey))
                drawing.labels.space.block(_around(at, 2))
                has_towns = True
    return has_towns
