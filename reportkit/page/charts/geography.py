"""The shapes of the world that ships with the package, read and cut to a window."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from math import ceil, floor
from pathlib import Path
from typing import Any

from reportkit.page.charts.cutting import cut, pieces, thinned
from reportkit.page.charts.projection import Bounds, Frame
from reportkit.page.charts.svg import Point

#: Wider maps are drawn from the coarse file.
_FINE_TO = 30.0  # degrees
#: Provinces help to find a place on a map of a few countries and are noise on a wider one.
_PROVINCES_TO = 18.0
_ARCS = '"arcs":[[['
_WORLD = Bounds(-180, -90, 180, 90)
_CORNERS = 3  # of the least shape


@dataclass(frozen=True, slots=True)
class Country:
    """A territory as far as the window shows it."""

    code: str
    name: str
    rings: tuple[tuple[Point, ...], ...]  # on paper


@dataclass(frozen=True, slots=True)
class Border:
    """A land line between two territories."""

    kind: str  # "international", or what else it is
    sides: frozenset[str]
    lines: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class Land:
    """All that the window shows of the world."""

    countries: tuple[Country, ...]
    borders: tuple[Border, ...]
    lakes: tuple[tuple[Point, ...], ...]
    provinces: tuple[tuple[Point, ...], ...]


def land_in(folder: Path, frame: Frame) -> Land:
    """Cut the world to a window and lay it on paper."""
    bounds = frame.bounds
    wide = bounds.east - bounds.west
    world = _atlas(folder / ("world-fine.json" if wide <= _FINE_TO else "world-coarse.json"))
    countries = _countries(world, frame)
    borders = tuple(
        Border(
            properties["kind"], frozenset({properties["left"], properties["right"]} - {None}), lines
        )
        for properties, shape in world.layer("borders", bounds)
        if (lines := tuple(_lines(world, shape, frame)))
    )
    lakes = tuple(
        ring for _, shape in world.layer("lakes", bounds) for ring in _rings(world, shape, frame)
    )
    provinces: tuple[tuple[Point, ...], ...] = ()
    if wide <= _PROVINCES_TO:
        inner = _atlas(folder / "provinces.json")
        shown = {country.code for country in countries}
        provinces = tuple(
            line
            for properties, shape in inner.layer("provinces", bounds)
            if properties["a3"] in shown
            for line in _lines(inner, shape, frame)
        )
    return Land(countries, borders, lakes, provinces)


def countries_around(folder: Path, frame: Frame) -> tuple[Country, ...]:
    """Lay the countries of a wide window on paper, without what lies between and in them."""
    return _countries(_atlas(folder / "world-coarse.json"), frame)


def _countries(world: _Atlas, frame: Frame) -> tuple[Country, ...]:
    return tuple(
        Country(properties["a3"], properties["short"] or properties["name"], rings)
        for properties, shape in world.layer("countries", frame.bounds)
        if (rings := tuple(_rings(world, shape, frame)))
    )


def codes_of(folder: Path) -> dict[str, str]:
    """Give every code and name of a territory, in lower case, with its code on the map."""
    codes: dict[str, str] = {}
    for properties, _ in _atlas(folder / "world-fine.json").layer("countries"):
        for key in ("a3", "iso3", "iso2", "name", "short"):
            if properties[key]:
                codes.setdefault(properties[key].casefold(), properties["a3"])
    return codes


def names_of(folder: Path) -> list[str]:
    """Give the full names of all territories."""
    return [told["name"] for told, _ in _atlas(folder / "world-fine.json").layer("countries")]


def outlines_of(folder: Path, code: str) -> list[list[Point]]:
    """Give the rings of a territory, in degrees; none for a code that has no shape."""
    world = _atlas(folder / "world-fine.json")
    return [
        ring
        for told, shape in world.layer("countries")
        if told["a3"] == code
        for ring in world.outlines(shape)
    ]


def box_of(folder: Path, codes: Iterable[str]) -> Bounds | None:
    """Give the box of territories; far islands of a territory do not count."""
    world = _atlas(folder / "world-coarse.json")
    wanted = set(codes)
    boxes = [
        max(map(_box, world.outlines(shape)), key=_extent)
        for told, shape in world.layer("countries")
        if told["a3"] in wanted
    ]
    return bounds_of([(x, y) for box in boxes for x in box[::2] for y in box[1::2]])


def boxes_of(folder: Path) -> dict[str, dict[str, list[list[int]]]]:
    """Measure the shapes of every file, in whole degrees outwards: what boxes.json holds."""
    boxes: dict[str, dict[str, list[list[int]]]] = {}
    for file in sorted(folder.glob("*.json")):
        if file.name == "boxes.json":
            continue
        atlas = _Atlas(file)
        boxes[file.name] = {name: atlas.boxes(name) for name in atlas.names()}
    return boxes


def bounds_of(places: Sequence[Point]) -> Bounds | None:
    """Give the smallest box around places, over the date line where that is shorter."""
    if not places:
        return None
    longitudes = sorted({x for x, _ in places})
    # The box begins after the widest gap around the world.
    gaps = [
        (after - before, at)
        for at, (before, after) in enumerate(
            zip(longitudes, [*longitudes[1:], longitudes[0] + 360], strict=True)
        )
    ]
    last = max(gaps)[1]
    west, east = longitudes[(last + 1) % len(longitudes)], longitudes[last]
    east = east if east >= west else east + 360
    latitudes = [y for _, y in places]
    return Bounds(west, min(latitudes), east, max(latitudes))


# -- TopoJSON --------------------------------------------------------------------------------


class _Atlas:
    """One TopoJSON file; its lines are decoded when they are asked for, each once.

    The arcs are nine tenths of a file and a map needs few of them: they are split as text,
    which takes a fifth of the time of reading them all.
    """

    def __init__(self, file: Path, boxes: Mapping[str, list[Bounds]] | None = None) -> None:
        written = file.read_text(encoding="utf-8")
        start = written.index(_ARCS)
        end = written.index("]]]", start)
        rest = json.loads(f'{written[:start]}"arcs":[]{written[end + 3 :]}')
        self._arcs = written[start + len(_ARCS) : end].split("]],[[")
        self._objects: dict[str, Any] = rest["objects"]
        self._scale, self._origin = rest["transform"]["scale"], rest["transform"]["translate"]
        self._decoded: dict[int, list[Point]] = {}
        self._boxes = boxes or {}

    def layer(
        self, name: str, bounds: Bounds | None = None
    ) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        """Give the properties and the shape of what may lie within ``bounds``."""
        shapes = self._objects[name]["geometries"]
        boxes = self._boxes.get(name) or [_WORLD] * len(shapes)
        for shape, box in zip(shapes, boxes, strict=True):
            if shape["type"] and (bounds is None or _meet(Bounds(*box), bounds)):
                yield shape["properties"], shape

    def names(self) -> list[str]:
        """Give the names of the layers."""
        return sorted(self._objects)

    def boxes(self, name: str) -> list[list[int]]:
        """Measure each shape of a layer, in whole degrees outwards."""
        return [self._box(shape) for shape in self._objects[name]["geometries"]]

    def _box(self, shape: dict[str, Any]) -> list[int]:
        if not shape["type"]:
            return [0, 0, 0, 0]
        west, south, east, north = _box([p for outline in self.outlines(shape) for p in outline])
        return [floor(west), floor(south), ceil(east), ceil(north)]

    def outlines(self, shape: dict[str, Any]) -> Iterator[list[Point]]:
        """Give each ring of a polygon or each line, in degrees."""
        arcs = shape["arcs"]
        match shape["type"]:
            case "LineString":
                arcs = [arcs]
            case "MultiPolygon":
                arcs = [ring for polygon in arcs for ring in polygon]
        for ring in arcs:
            yield self._joined(ring)

    def _joined(self, ring: list[int]) -> list[Point]:
        points: list[Point] = []
        for arc in ring:
            part = self._arc(arc) if arc >= 0 else self._arc(~arc)[::-1]
            points += part[1:] if points else part
        return points

    def _arc(self, at: int) -> list[Point]:
        known = self._decoded.get(at)
        if known is None:
            steps = list(map(int, self._arcs[at].replace("],[", ",").split(",")))
            (sx, sy), (ox, oy) = self._scale, self._origin
            xs = [x * sx + ox for x in accumulate(steps[0::2])]
            ys = [y * sy + oy for y in accumulate(steps[1::2])]
            known = self._decoded[at] = list(zip(xs, ys, strict=True))
        return known


def _meet(box: Bounds, bounds: Bounds) -> bool:
    """Tell whether two boxes meet, on whichever side of the date line they are counted."""
    return (
        box.south <= bounds.north
        and box.north >= bounds.south
        and any(
            box.west + turn <= bounds.east and box.east + turn >= bounds.west
            for turn in (-360, 0, 360)
        )
    )


@cache
def _boxes(folder: Path) -> dict[str, dict[str, list[Bounds]]]:
    """The box of every shape, so that a map decodes only what lies near it."""
    file = folder / "boxes.json"
    found: dict[str, dict[str, list[Bounds]]] = json.loads(file.read_bytes())
    return found


@cache
def _atlas(file: Path) -> _Atlas:
    return _Atlas(file, _boxes(file.parent)[file.name])


def _box(points: Sequence[Point]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _extent(box: tuple[float, float, float, float]) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


# -- cutting ---------------------------------------------------------------------------------


def _seen(points: list[Point], bounds: Bounds) -> Iterator[list[Point]]:
    """Give an outline once for each turn around the world at which the window may show it."""
    west, south, east, north = _box(points)
    if south > bounds.north or north < bounds.south:
        return
    for turn in (-360, 0, 360):
        if west + turn <= bounds.east and east + turn >= bounds.west:
            yield [(x + turn, y) for x, y in points] if turn else points


def _rings(world: _Atlas, shape: dict[str, Any], frame: Frame) -> Iterator[tuple[Point, ...]]:
    for outline in world.outlines(shape):
        for seen in _seen(outline, frame.bounds):
            paper = thinned([frame.to_paper(x, y) for x, y in cut(seen, frame.bounds)])
            if len(paper) > _CORNERS:
                yield tuple(paper)


def _lines(world: _Atlas, shape: dict[str, Any], frame: Frame) -> Iterator[tuple[Point, ...]]:
    for outline in world.outlines(shape):
        for seen in _seen(outline, frame.bounds):
            for piece in pieces(seen, frame.bounds):
                paper = thinned([frame.to_paper(x, y) for x, y in piece])
                if len(paper) > 1:
                    yield tuple(paper)
