"""Style sheets for a page from right to left, made from those for left to right.

Left and right change places in names and values of properties and in the boxes of the page
margin, so that a theme need be written once. What must stay where it is follows a comment
``/* as it is */`` in the same rule's declarations.
"""

from __future__ import annotations

import re

_SIDES = {"left": "right", "right": "left"}
_AS_IT_IS = "/* as it is */"
#: Four lengths are top, right, bottom, left; of a radius, corner by corner.
_FOUR = frozenset({"margin", "padding", "border-width", "border-color", "border-style", "inset"})
#: Properties whose value names a side.
_SIDED = frozenset({"float", "clear", "text-align", "caption-side", "background-position"})
_COMMENT = r"/\*.*?(?:\*/|\Z)"  # one without an end ends the sheet
_STRING = r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'"
_DECLARATION = re.compile(
    rf"({_COMMENT}|{_STRING})|(?<![\w-])([a-z-]++)(\s*+:\s*+)([^;{{}}]*+)(?=([;{{}}])?)", re.DOTALL
)
_MARGIN_BOX = re.compile(r"@(top|bottom)-(left|right)\b|@(left|right)-(top|middle|bottom)\b")
_PAGE_SIDE = re.compile(r"@page\s+([\w-]*):(left|right)\b")


def mirrored(css: str) -> str:
    """Give the same sheet for a page from right to left."""
    css = _MARGIN_BOX.sub(lambda found: _swapped(found[0]), css)
    css = _PAGE_SIDE.sub(lambda found: _swapped(found[0]), css)
    return _DECLARATION.sub(_declaration, css)


def _declaration(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    name, colon, value = match[2], match[3], match[4].rstrip()
    if match[5] in ("{", None):  # a selector such as a:hover, or no end
        return match[0]
    after = match[4][len(value) :]
    if _AS_IT_IS in value or value.lstrip().startswith("string("):
        return match[0]
    if name in _FOUR:
        value = _four(value)
    elif name in _SIDED:
        value = _swapped(value)
    elif name == "border-radius":
        value = _corners(value)
    return f"{_swapped(name)}{colon}{value}{after}"


def _swapped(text: str) -> str:
    return re.sub(r"(?<![a-z])(left|right)(?![a-z])", lambda found: _SIDES[found[1]], text)


def _four(value: str) -> str:
    parts = _lengths(value)
    if len(parts) < len(("top", "right", "bottom", "left")):
        return value
    top, right, bottom, left, *more = parts
    return " ".join([top, left, bottom, right, *more])


def _corners(value: str) -> str:
    parts = _lengths(value)
    if len(parts) != len(("top", "right", "bottom", "left")):
        return value
    return " ".join([parts[1], parts[0], parts[3], parts[2]])


def _lengths(value: str) -> list[str]:
    """Split at spaces, but not inside a function."""
    return re.findall(r"(?:[^\s(]|\([^)]*\))+", value)
