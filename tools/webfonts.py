"""Make the small faces of styles/web/ from styles/fonts/: letters of Europe, signs, Arabic.

    .venv/bin/python tools/webfonts.py

The same fonts and fontTools give the same bytes. A face that was cut may not keep the name
of the whole one (SIL OFL 1.1, clause 3: "Source" is reserved), so these are called Brief.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

STYLES = Path(__file__).resolve().parents[1] / "styles"
#: What the page prints: letters with their accents, transliteration, punctuation, arrows, signs.
LATIN = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *map(ord, "ȘșȚțʼʾʿḌḍḤḥḪḫḲḳṢṣṬṭẒẓẔẕẞ"),
    *range(0x2010, 0x2028),
    *map(ord, "\u202f‰′″‹›⁄€№™"),
    *range(0x2070, 0x208F),
    *map(ord, "←↑→↓↔↗↘⇒−≈≠≤≥■□▲△▶▼▽◀◆○●☐☑✓✔✗½¼¾"),
)
ARABIC = (*range(0x20, 0x7F), 0xA0, 0xAB, 0xBB, *range(0x600, 0x700), *range(0x200C, 0x2010))
ARABIC = (*ARABIC, *range(0x2018, 0x201E), 0x2013, 0x2014, 0x2026)
#: Of a face: the family it is called by, its style, what is kept of it.
FACES = {
    "SourceSerif4-Regular": ("Brief Serif", "Regular", LATIN),
    "SourceSerif4-It": ("Brief Serif", "Italic", LATIN),
    "SourceSerif4-Bold": ("Brief Serif", "Bold", LATIN),
    "SourceSans3-Regular": ("Brief Sans", "Regular", LATIN),
    "SourceSans3-It": ("Brief Sans", "Italic", LATIN),
    "SourceSans3-Semibold": ("Brief Sans", "Semibold", LATIN),
    "SourceSans3-Bold": ("Brief Sans", "Bold", LATIN),
    "Vazirmatn-Regular": ("Brief Arabic", "Regular", ARABIC),
}
#: Names that speak of the face; those of copyright and licence stay.
_COPYRIGHT, _FAMILY, _STYLE, _UNIQUE, _FULL, _POSTSCRIPT, _LICENCE, _LICENCE_URL = (
    0,
    1,
    2,
    3,
    4,
    6,
    13,
    14,
)


def main() -> None:
    """Write every face anew and tell how large it is."""
    folder = STYLES / "web"
    folder.mkdir(exist_ok=True)
    for source, (family, style, letters) in FACES.items():
        font = TTFont(STYLES / "fonts" / f"{source}.ttf", recalcTimestamp=False)
        cut(font, letters)
        name(font, family, style)
        target = folder / f"{family.replace(' ', '')}-{style}.woff2"
        font.flavor = "woff2"
        font.save(target)
        print(f"{target.stat().st_size:7,} {target.name}")


def cut(font: TTFont, letters: tuple[int, ...]) -> None:
    """Keep these letters, what joins and kerns them, and nothing for small screens of old."""
    options = Options()
    options.hinting = False
    options.layout_features = [
        *("kern", "mark", "mkmk", "ccmp", "locl", "liga", "rlig", "calt"),
        *("init", "medi", "fina", "isol", "curs"),
    ]
    options.name_IDs = [_COPYRIGHT, _LICENCE, _LICENCE_URL]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.glyph_names = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)


def name(font: TTFont, family: str, style: str) -> None:
    """Call a face by its own name."""
    full = f"{family} {style}"
    for number, text in (
        (_FAMILY, family),
        (_STYLE, style),
        (_UNIQUE, f"{full}; cut for screens"),
        (_FULL, full),
        (_POSTSCRIPT, full.replace(" ", "")),
    ):
        font["name"].setName(text, number, 3, 1, 0x409)


if __name__ == "__main__":
    main()
