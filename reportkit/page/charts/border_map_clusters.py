"""A map of too many places: each circle counts the events of all places near one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot, sqrt

from reportkit.i18n.formats import number
from reportkit.page.charts.border_map import Spot
from reportkit.page.charts.border_map_labels import Labels, Words
from reportkit.page.charts.style import Style
from reportkit.page.charts.svg import Box, Point, circle, text

#: Circles lie so far apart that two of the largest just touch; points.
APART = 22.0
_LEAST, _MOST = 5.5, APART / 2  # radius; the least holds a digit, the most four
_SIZE = 8.5


@dataclass(frozen=True, slots=True)
class Cluster:
    """Places near one another, and how many events they had."""

    at: Point  # of the place that had most
    places: tuple[Spot, ...]  # that one first
    events: int

    @property
    def is_area(self) -> bool:
        """The place at which it stands is known to its district or province alone."""
        return self.places[0].is_area


def clusters_of(placed: Iterable[tuple[Point, Spot]]) -> tuple[Cluster, ...]:
    """Gather places around those that had most events, the largest first.

    No two circles touch, and each stands at a place, so that the same places give the same map
    in whatever order they come.
    """
    seeds: list[tuple[Point, list[Spot]]] = []
    for at, spot in sorted(placed, key=lambda one: (-len(one[1].records), one[1].name, one[0])):
        near = [seed for seed in seeds if _distance(seed[0], at) < APART]
        if near:
            min(near, key=lambda seed: _distance(seed[0], at))[1].append(spot)
        else:
            seeds.append((at, [spot]))
    clusters = [
        Cluster(at, tuple(spots), sum(len(spot.records) for spot in spots)) for at, spots in seeds
    ]
    return tuple(sorted(clusters, key=lambda one: (-one.events, one.places[0].name, one.at)))


def draw_clusters(clusters: Sequence[Cluster], labels: Labels) -> list[str]:
    """Draw the circles, each as large as its number; what they cover stays free of names."""
    most = max((cluster.events for cluster in clusters), default=1)
    marks: list[str] = []
    for cluster in clusters:
        radius = _radius(cluster, most, labels.style)
        x, y = cluster.at
        labels.space.block(Box(x - radius, y - radius, x + radius, y + radius))
        marks += counted_circle(
            cluster.at, radius, number(cluster.events), labels.style, is_area=cluster.is_area
        )
    return marks


def name_clusters(clusters: Sequence[Cluster], labels: Labels) -> int:
    """Name the places of the circles where there is room, the largest first; count the others."""
    most = max((cluster.events for cluster in clusters), default=1)
    unnamed = 0
    for cluster in clusters:
        words = Words(cluster.places[0].name, "", labels.style.accent)
        if not labels.beside(
            cluster.at, _radius(cluster, most, labels.style) + 2, words, far=False
        ):
            unnamed += 1
    return unnamed


def counted_circle(
    at: Point, radius: float, count: str, style: Style, *, is_area: bool
) -> list[str]:
    """Draw a circle with a number; open where the place is an area, so that grey tells them."""
    left = at[0] - style.semibold.width(count, _SIZE) / 2
    fill, ink = ("#ffffff", style.accent) if is_area else (style.accent, "#ffffff")
    return [
        circle(at, radius, fill=fill, stroke=style.accent, width=1.0),
        text((left, at[1] + _SIZE * 0.34), count, fill=ink, size=_SIZE, bold=True),
    ]


def _radius(cluster: Cluster, most: int, style: Style) -> float:
    """Let the area of a circle grow with its number, which it holds."""
    held = style.semibold.width(number(cluster.events), _SIZE) / 2 + 1
    return max(_LEAST, held, _MOST * sqrt(cluster.events / most))


def _distance(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
