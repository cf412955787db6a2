"""How pictures look: the inks, and how wide a text is in the report's own faces."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from hashlib import sha256
from io import BytesIO

from reportkit.i18n.bidi import without_marks
from reportkit.i18n.translate import gettext
from reportkit.page.charts.arabic_script import as_drawn, has_script, is_drawable
from reportkit.page.design.theme import PARTIES, THEME, read_theme
from reportkit.problems import Mark, Problem, SeedsRejected

#: The family as the style sheets call it; the press knows no other sans.
FAMILY = "Source Sans 3"
REGULAR, SEMIBOLD = (
    "styles/fonts/SourceSans3-Regular.ttf",
    "styles/fonts/SourceSans3-Semibold.ttf",
)
#: The same for Arabic script, see ``arabic_script``.
SCRIPT = ("styles/fonts/Vazirmatn-Regular.ttf", "styles/fonts/Vazirmatn-SemiBold.ttf")
_UNKNOWN = 0.6  # of the size: a letter that a face does not have


@dataclass(frozen=True)
class Face:
    """One font, which is opened when the first text is measured: a kept drawing needs none."""

    open: Callable[[], Mapping[str, float]] = field(repr=False)
    script: Callable[[], Mapping[str, float]] = field(default=dict, repr=False)  # Arabic letters

    @property
    def advances(self) -> Mapping[str, float]:
        """Advance widths by letter, in parts of the size."""
        return self.open()

    def width(self, text: str, size: float) -> float:
        """Measure a line; kerning is left out, which makes it a little too wide, never too slim."""
        known = self.advances
        if not has_script(text):
            return size * sum(known.get(letter, _UNKNOWN) for letter in text)
        joined = self.script()  # as wide as the forms that will be drawn
        return size * sum(
            known.get(letter) or joined.get(letter, _UNKNOWN) for letter in as_drawn(text)
        )

    def wrap(self, text: str, size: float, width: float, lines: int) -> tuple[str, ...]:
        """Break a text into at most ``lines`` lines; what does not fit ends in an ellipsis."""
        done: list[str] = []
        words = self._breakable(text, size, width)
        while words:
            line = words.pop(0)
            while words and self.width(f"{line} {words[0]}", size) <= width:
                line = f"{line} {words.pop(0)}"
            done.append(line)
            if len(done) == lines and words:
                done[-1] = self._cut(line, size, width)
                break
        return tuple(done)

    def _breakable(self, text: str, size: float, width: float) -> list[str]:
        """Split at spaces, and inside a word that is longer than a line."""
        words = []
        for word in text.split():
            rest = word
            while self.width(rest, size) > width and len(rest) > 1:
                fits = max(1, self._fitting(rest, size, width))
                words.append(rest[:fits])
                rest = rest[fits:]
            words.append(rest)
        return words

    def _fitting(self, text: str, size: float, width: float) -> int:
        for at in range(1, len(text) + 1):
            if self.width(text[:at], size) > width:
                return at - 1
        return len(text)

    def _cut(self, line: str, size: float, width: float) -> str:
        while line and self.width(f"{line}…", size) > width:
            line = line[:-1]
        return f"{line.rstrip(' ,;:،؛')}…"


@dataclass(frozen=True)
class Style:
    """Faces and inks. A party's colour is used for that party and for nothing else."""

    regular: Face = field(repr=False)
    semibold: Face = field(repr=False)
    ink: str = "#111111"
    grey: str = "#555555"  # text of second rank, 7.5:1 on white
    rule: str = "#bbbbbb"
    pale: str = "#e6e6e6"
    accent: str = "#0b4f6c"
    parties: tuple[str, ...] = ("#1b6e3c", "#9a4a00", "#6a3d9a", "#7a1f3d")
    digest: str = ""  # of the fonts

    def party(self, place: int) -> str:
        """Give the colour of the party at ``place`` in the order of names; others are black."""
        return self.parties[place] if 0 <= place < len(self.parties) else self.ink

    def readable(self, text: str) -> str:
        """Leave out what a picture cannot set: letters without a face, or without joined forms."""
        plain = " ".join(without_marks(text).split())
        if not has_script(plain):
            kept = [letter for letter in plain if letter in self.regular.advances or letter == " "]
            return " ".join("".join(kept).split()) or gettext("(name in the list)")
        return plain if is_drawable(plain) else gettext("(name in the list)")


def style_of(files: Mapping[str, bytes]) -> Style:
    """Take the inks of a design's theme, and measure with the fonts that the press will set.

    Without a theme, as in old editions, the inks are those of the first one. Raises
    SeedsRejected where a kept design has no font to measure with.
    """
    if REGULAR not in files:
        hint = "the design was not kept whole, or is another reportkit's"
        raise SeedsRejected(
            [Problem("asset-unusable", f"there is no {REGULAR}", Mark(REGULAR, 1, 1), hint)]
        )
    regular, semibold = files[REGULAR], files.get(SEMIBOLD, files[REGULAR])
    joined = [files[name] for name in SCRIPT if name in files]
    digest = sha256(b"".join((regular, semibold, *joined))).hexdigest()
    script: list[Callable[[], Mapping[str, float]]] = [
        partial(_advances, font) for font in joined
    ] or [dict]
    plain = Style(
        Face(partial(_advances, regular), script[0]),
        Face(partial(_advances, semibold), script[-1]),
        digest=digest,
    )
    theme, _ = read_theme(files.get(THEME, b"").decode())
    inks = theme.values
    return replace(
        plain,
        ink=inks.get("ink", plain.ink),
        grey=inks.get("grey", plain.grey),
        rule=inks.get("rule", plain.rule),
        pale=inks.get("pale", plain.pale),
        accent=inks.get("accent", plain.accent),
        parties=tuple(map(inks.get, PARTIES, plain.parties)),
    )


@cache
def _advances(font: bytes) -> Mapping[str, float]:
    # Late, for it takes 40 ms; WeasyPrint loads it anyway.
    from fontTools.ttLib import TTFont

    opened = TTFont(BytesIO(font), lazy=True)
    units = opened["head"].unitsPerEm
    advances = opened["hmtx"].metrics
    return {
        chr(code): advances[glyph][0] / units
        for code, glyph in opened.getBestCmap().items()
        if glyph in advances
    }
