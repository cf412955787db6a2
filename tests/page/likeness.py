"""Is a page what it was? Compared with a small picture of it, as an eye would at arm's length.

Machines differ in how they smooth an edge, and shift it by parts of a pixel. So a page is drawn
four times as large and made small, which leaves little of that, and blurred by a pixel. Measured
on the pages that are kept: drawn at three or five times the size, or without any smoothing, no
pixel differs by more than 39 of 255; where the smallest sign of change is missing, at least seven
differ by more than 40, one by 71. Half-way lies what counts as another page.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

#: 2 mm are seven pixels, and a page some 40 kB.
DPI = 90
FINER = 4
#: Few greys make small files; a step is 17 of 255, below what counts as different.
GREYS = 16
STEP = 255 // (GREYS - 1)
BLUR = 1.0
DIFFERS = 50  # of 255, after the blur
ALLOWED = 2  # pixels

GOLDEN = Path(__file__).with_name("golden")
FAILED = Path(__file__).resolve().parents[2] / "build" / "unlike"


class Unlike(NamedTuple):
    """How far two pictures are apart."""

    pixels: int  # that differ after the blur
    worst: int  # of 255

    @property
    def another(self) -> bool:
        """An eye would see it."""
        return self.pixels > ALLOWED


def picture(pdf: bytes, page: int = 1, *, finer: int = FINER, smooth: bool = True) -> Image.Image:
    """Draw a page small and grey; with other values, as another machine might."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        drawn = document[page - 1].render(
            scale=DPI / 72 * finer,
            grayscale=True,
            no_smoothtext=not smooth,
            no_smoothpath=not smooth,
            no_smoothimage=not smooth,
        )
        small: Image.Image = drawn.to_pil().reduce(finer)
    finally:
        document.close()
    return small.point([round(tone / STEP) * STEP for tone in range(256)])


def unlike(one: Image.Image, other: Image.Image) -> Unlike:
    """Compare two pictures; of unequal size, every pixel differs."""
    if one.size != other.size:
        return Unlike(one.width * one.height, 255)
    counts = _difference(one, other).histogram()
    return Unlike(
        sum(counts[DIFFERS + 1 :]), max(tone for tone, count in enumerate(counts) if count)
    )


def check(name: str, actual: Image.Image, *, update: bool) -> str:
    """Compare with the picture that is kept; give "" or what to do about it.

    On failure both pictures and their difference lie in build/unlike/.
    """
    kept = GOLDEN / f"{name}.png"
    if update:
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(_packed(actual))
    expected = Image.open(BytesIO(kept.read_bytes())).convert("L")
    difference = unlike(expected, actual)
    if not difference.another:
        return ""
    FAILED.mkdir(parents=True, exist_ok=True)
    actual.save(FAILED / f"{name}-actual.png")
    expected.save(FAILED / f"{name}-expected.png")
    if expected.size == actual.size:
        _difference(expected, actual).point([min(255, tone * 3) for tone in range(256)]).save(
            FAILED / f"{name}-difference.png"
        )
    return (
        f"{name}: {difference.pixels} pixels differ, by up to {difference.worst} of 255; look at "
        f"{FAILED}/{name}-*.png. If it is meant: pytest tests/page/test_likeness.py --update-golden"
    )


def _difference(one: Image.Image, other: Image.Image) -> Image.Image:
    soft = ImageFilter.GaussianBlur(BLUR)
    return ImageChops.difference(one.filter(soft), other.filter(soft))


def _packed(image: Image.Image) -> bytes:
    """Write a picture of sixteen greys, four bits a pixel."""
    indexed = image.point([tone // STEP for tone in range(256)])
    indexed = Image.frombytes("P", indexed.size, indexed.tobytes())
    indexed.putpalette([tone * STEP for tone in range(GREYS) for _ in "rgb"])
    out = BytesIO()
    indexed.save(out, "PNG", bits=4, optimize=True)
    return out.getvalue()
