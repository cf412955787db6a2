"""Names on a map: each beside its mark, none upon another, the line unbroken below them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportkit.i18n.translate import gettext
from reportkit.page.charts.border_map_ground import HERE
from reportkit.page.charts.geography import Border, Land
from reportkit.page.charts.label_placement import LabelSpace, nearest
from reportkit.page.charts.style import Face, Style
from reportkit.page.charts.svg import Box, Point, line, rect, text
from reportkit.page.charts.territory_names import places_inside

SIZE, _LEADING = 8.5, 9.8
_COUNTRY_SIZES = (11.0, 9.5, 8.5)  # those the map is about begin with the largest
_WIDEST = 112.0


@dataclass(frozen=True, slots=True)
class Words:
    """A label: a name, and below it what is said of it."""

    name: str
    full: str
    colour: str
    bold: bool = True


@dataclass
class Labels:
    """The names of a map in the making, in layers: pale ground below the lines, letters above."""

    style: Style
    space: LabelSpace
    grounds: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)

    def beside(self, at: Point, reach: float, words: Words, *, far: bool = True) -> bool:
        """Set a label beside its mark; False without room."""
        style = self.style
        face = style.semibold if words.bold else style.regular
        names = face.wrap(style.readable(words.name), SIZE, _WIDEST, 2)
        full = style.regular.wrap(words.full, SIZE, _WIDEST, 2) if words.full else ()
        lines = [(line_text, face, words.bold) for line_text in names]
        lines += [(line_text, style.regular, False) for line_text in full]
        wide = max(each_face.width(line_text, SIZE) for line_text, each_face, _ in lines)
        placed = self.space.beside(at, reach, wide + 3, len(lines) * _LEADING + 1, far=far)
        if placed is None:
            return False
        box, led = placed
        if led:
            self.letters.append(_leader(at, box, reach, style))
        self._ground(box)
        for row, (line_text, each_face, bold) in enumerate(lines):
            left = _line_left(at, box, each_face, line_text)
            base = box.top + (row + 1) * _LEADING - 2.1
            fill = words.colour if bold or not words.bold else style.ink
            self.letters.append(text((left, base), line_text, fill=fill, size=SIZE, bold=bold))
        return True

    def of_countries(self, land: Land, focus: set[str]) -> None:
        """Set each name where its territory has room for it, those the map is about first."""
        style = self.style
        for country in sorted(land.countries, key=lambda c: (c.code not in focus, c.code)):
            name = style.readable(country.name).upper()
            for size in _COUNTRY_SIZES[0 if country.code in focus else 1 :]:
                wide = style.semibold.width(name, size)
                places = list(places_inside(country, wide, size))
                if box := self.space.over(places, wide + 4, size + 1):
                    at = (box.left + 2, box.bottom - size * 0.22)
                    self.letters.append(text(at, name, fill=style.grey, size=size, bold=True))
                    break

    def of_lines(self, disputed: Sequence[Border], pairs: dict[frozenset[str], str]) -> None:
        """Name each disputed line once, beside it."""
        for border in disputed:
            if name := pairs[border.sides]:
                self._of_line(border, self.style.readable(gettext("{name} (disputed)", name=name)))

    def _of_line(self, border: Border, label: str) -> None:
        wide = self.style.regular.width(label, SIZE)
        points = list(_free(border, self.space))
        points.sort(key=lambda at: (abs(at[1] - self.space.bottom * 0.6), at))
        for at in points[:: max(len(points) // 40, 1)]:
            if placed := self.space.beside(at, 4, wide + 3, _LEADING, far=False):
                box = placed[0]
                self._ground(box)
                base = box.left + 1.5, box.bottom - 2.2
                self.letters.append(text(base, label, fill=self.style.ink, size=SIZE))
                return

    def centred(self, at: Point, name: str) -> bool:
        """Set a name of an area in grey upon its middle, or a little beside it."""
        words = self.style.readable(name)
        wide = self.style.regular.width(words, SIZE)
        x, y = at
        places = [(x + dx, y + dy) for dy in (0, -9, 9, -18, 18) for dx in (0, -14, 14)]
        box = self.space.over(places, wide + 4, SIZE + 1)
        if box:
            base = box.left + 2, box.bottom - 2.4
            self.letters.append(text(base, words, fill=self.style.grey, size=SIZE))
        return box is not None

    def _ground(self, box: Box) -> None:
        """Fade the ground below a label; a halo of letters would be read out twice."""
        self.grounds.append(rect(box, fill=HERE, opacity="0.78"))


def _free(border: Border, space: LabelSpace) -> Iterator[Point]:
    for piece in border.lines:
        for x, y in piece:
            if space.is_free(Box(x - 1, y - 1, x + 1, y + 1)):
                yield x, y


def _line_left(at: Point, box: Box, face: Face, words: str) -> float:
    """Turn the lines of a label towards its mark."""
    wide = face.width(words, SIZE)
    if box.right <= at[0]:
        return box.right - 1.5 - wide
    if box.left >= at[0]:
        return box.left + 1.5
    return (box.left + box.right) / 2 - wide / 2


def _leader(at: Point, box: Box, reach: float, style: Style) -> str:
    end = nearest(box, at)
    length = max(((end[0] - at[0]) ** 2 + (end[1] - at[1]) ** 2) ** 0.5, 0.1)
    part = min((reach - 2) / length, 0.9)
    start = at[0] + part * (end[0] - at[0]), at[1] + part * (end[1] - at[1])
    return line(start, end, stroke=style.grey, width=0.5)
