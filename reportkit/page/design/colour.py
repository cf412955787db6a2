"""Colours as numbers: what can be read upon what, and what can be told from what.

Every colour is "#rrggbb". Contrast is that of WCAG 2.2; lightness and distance are those of
CIE L*a*b* under D65, in which 100 is the way from black to white.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from math import dist

HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
WHITE = "#ffffff"
#: Of body text (WCAG 2.2, 1.4.3); asked of every ink, for labels are small.
READABLE = 4.5
#: Two patches side by side are told apart at a glance, in colour and as grey.
APART, APART_IN_GREY = 20.0, 8.0

_D65 = (0.95047, 1.0, 1.08883)
_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
Triple = tuple[float, float, float]


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, 1.4.3)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lightness(colour: str) -> float:
    """Give L*, which is all that a grey printer leaves of a colour."""
    return _lab(colour)[0]


def distance(one: str, other: str) -> float:
    """Tell how far apart two colours look (CIE 1976)."""
    return dist(_lab(one), _lab(other))


def readable_on(colour: str, ground: str) -> str:
    """Give the nearest colour of the same hue that can be read on ``ground``, or itself.

    Towards black on a light ground and towards white on a dark one.
    """
    if contrast(colour, ground) >= READABLE:
        return colour
    target = 0.0 if contrast(ground, "#000000") > contrast(ground, WHITE) else 1.0
    return _moved(colour, target, lambda tried: contrast(tried, ground) >= READABLE)


def of_lightness(colour: str, level: float) -> str:
    """Give a colour of the same hue with this L*, or as near as eight bits allow."""
    if lightness(colour) > level:
        return _moved(colour, 0.0, lambda tried: lightness(tried) <= level)
    return _moved(colour, 1.0, lambda tried: lightness(tried) >= level)


def _moved(colour: str, target: float, passes: Callable[[str], bool]) -> str:
    """Go from a colour towards black (0) or white (1) until it passes, and no further."""
    light = _light(colour)
    low, high = 0.0, 1.0  # high always passes
    for _ in range(20):
        middle = (low + high) / 2
        if passes(_towards(light, target, middle)):
            high = middle
        else:
            low = middle
    return _towards(light, target, high)


def _towards(light: Triple, target: float, part: float) -> str:
    return "#" + "".join(f"{_channel(each + (target - each) * part):02x}" for each in light)


def _channel(light: float) -> int:
    curved = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055  # noqa: PLR2004
    return min(255, max(0, round(curved * 255)))


def _light(colour: str) -> Triple:
    """Undo the curve of sRGB."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004


def _luminance(colour: str) -> float:
    red, green, blue = _light(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lab(colour: str) -> Triple:
    light = _light(colour)
    x, y, z = (
        _root(sum(part * each for part, each in zip(row, light, strict=True)) / white)
        for row, white in zip(_TO_XYZ, _D65, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(value: float) -> float:
    return float(value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116)
