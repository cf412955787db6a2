"""Declarations that cannot hide the text of an element, nor of what is within it.

A list of what hides would never be whole: browsers learn new ways every year. So this says what
is harmless, and all else counts as hiding.
"""

from __future__ import annotations

import re
from collections.abc import Callable

#: Nothing that these may say takes a text out of sight.
_HARMLESS = frozenset(
    """accent-color align-content align-items align-self border-collapse box-decoration-break
    box-sizing caption-side caret-color clear column-gap cursor direction flex flex-basis
    flex-direction flex-flow flex-grow flex-shrink flex-wrap float font-family font-feature-settings
    font-kerning font-optical-sizing font-stretch font-style font-synthesis font-variant
    font-variant-caps font-variant-ligatures font-variant-numeric font-weight gap
    hanging-punctuation height hyphens image-rendering inline-size isolation justify-content
    justify-items justify-self line-break list-style list-style-position list-style-type max-height
    max-width min-height min-width block-size max-block-size max-inline-size min-block-size
    min-inline-size object-fit order orphans overflow-wrap page place-content place-items place-self
    print-color-adjust quotes row-gap scroll-behavior scroll-margin-top scroll-padding-top
    tab-size table-layout text-align text-align-last text-decoration-color
    text-decoration-thickness text-justify text-overflow text-rendering text-underline-offset
    text-wrap transition vertical-align white-space widows width word-break word-wrap
    -webkit-font-smoothing -webkit-print-color-adjust""".split()  # noqa: SIM905  # reads better
)
_HARMLESS_LIKE = ("--", "break-", "grid", "page-break-", "prince-", "bookmark-")
#: Of which the cascade itself makes a colour, a ground, a size of letters.
LOOKS = frozenset(
    """background background-color background-image color color-scheme font font-size
    visibility""".split()  # noqa: SIM905  # as above
)
#: They move a text, or what lies beside it: a little may be, far away is out of sight.
_MOVING = frozenset(
    """border-spacing bottom inset left letter-spacing outline outline-offset right
    text-indent top word-spacing""".split()  # noqa: SIM905  # as above
)
_MOVING_LIKE = ("border", "inset-", "margin", "padding", "scroll-", "outline")
_FARTHEST, _FARTHEST_BACK = 400.0, -32.0  # CSS pixels
#: Letters that are drawn nearer than this lie over each other.
_TIGHTEST = -1.0
_LOWEST_LINE = 0.5  # of the letters
#: At most so many pixels; an em of a headline, a part of the widest window.
_PIXELS = {
    "": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "q": 0.945,
    "em": 40.0, "rem": 16.0, "ex": 20.0, "ch": 20.0, "%": 14.0,
}  # fmt: skip
_LENGTH = re.compile(r"(?<![\w.#-])([+-]?\d*\.?\d+(?:e[+-]?\d+)?)([a-z]+|%)?")
_AT_REST = frozenset({"none", "normal", "auto", "initial", "0s", "running"})


def _one_of(*words: str) -> Callable[[str], bool]:
    return frozenset(words).__contains__


def _opaque(value: str) -> bool:
    found = _LENGTH.fullmatch(value)
    part = float(found[1]) / (100 if found[2] == "%" else 1) if found else 0.0
    return part >= 0.5  # noqa: PLR2004  # half of the ink


def _line(value: str) -> bool:
    match = _LENGTH.fullmatch(value)
    if not match or match[2] not in (None, *_PIXELS):
        return False
    if match[2] in (None, "em", "%"):
        return float(match[1]) / (100 if match[2] == "%" else 1) >= _LOWEST_LINE
    return float(match[1]) * _PIXELS[match[2]] >= 9  # noqa: PLR2004  # as letters are


def _not_struck(value: str) -> bool:
    return "line-through" not in value and "blink" not in value


_JUDGED: dict[str, Callable[[str], bool]] = {
    "background-attachment": _one_of("scroll"),
    "background-clip": _one_of("border-box", "padding-box"),
    "background-repeat": lambda _: True,
    "box-shadow": lambda value: "inset" not in value and not _is_far(value),
    "content": _one_of(),
    "display": _one_of(
        "block", "inline", "inline-block", "flex", "inline-flex", "grid", "inline-grid",
        "flow-root", "list-item", "contents", "table", "inline-table", "table-row", "table-cell",
        "table-row-group", "table-header-group", "table-footer-group", "table-caption",
    ),
    "line-height": _line,
    "opacity": _opaque,
    "overflow": _one_of("visible"),
    "overflow-x": _one_of("visible"),
    "overflow-y": _one_of("visible"),
    "position": _one_of("static", "relative", "sticky", "absolute", "fixed"),
    "text-decoration": _not_struck,
    "text-decoration-line": _not_struck,
    "text-shadow": lambda value: not _is_far(value),
    "text-size-adjust": _one_of("100%"),
    "-webkit-text-size-adjust": _one_of("100%"),
    "text-transform": _one_of("uppercase", "lowercase", "capitalize"),
    "unicode-bidi": _one_of("isolate", "embed", "plaintext"),
    "writing-mode": _one_of("horizontal-tb"),
    "z-index": lambda value: value.isdecimal(),
}  # fmt: skip


def hides(name: str, value: str) -> bool:
    """Tell whether a declaration may take a text out of sight; value in lower case."""
    if name in LOOKS or name in _HARMLESS or name.startswith(_HARMLESS_LIKE):
        return False
    if name == "display":
        return not _JUDGED[name](value)
    if value in _AT_REST or (value in ("inherit", "unset") and name != "all"):
        return False  # what is around is judged by itself
    if judge := _JUDGED.get(name):
        return not judge(value)
    if name in _MOVING or name.startswith(_MOVING_LIKE):
        least = _TIGHTEST if name in ("letter-spacing", "word-spacing") else _FARTHEST_BACK
        return _is_far(value, least)
    return True


def _is_far(value: str, least: float = _FARTHEST_BACK) -> bool:
    """Tell whether any length of a value leads far away, or nobody knows how far."""
    if re.search(r"\b(?:calc|min|max|clamp|env|attr|anchor)\(", value):
        return True
    for number, unit in _LENGTH.findall(re.sub(r"[a-z-]+\([^()]*\)", "", value)):
        if unit not in _PIXELS or not least < float(number) * _PIXELS[unit] <= _FARTHEST:
            return float(number) != 0
    return False
