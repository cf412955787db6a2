r"""What a style sheet may ask for: nothing outside of what the page carries itself.

Read as browsers read it, escapes and all: ``u\72 l(...)`` is an address, and so is a string in
a function that takes one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Any, NamedTuple

#: Says why an address is refused; "" when it is not.
Judge = Callable[[str], str]

#: What may be carried inside: fonts and pictures.
_CARRIED = re.compile(r"data:(?:font/[\w.+-]+|image/(?:png|jpeg|svg\+xml))[;,]", re.IGNORECASE)
#: Functions that take an address in another way than url(), or run.
_OTHER_WAYS = frozenset(
    [
        "-webkit-cross-fade",
        "-webkit-image-set",
        "cross-fade",
        "expression",
        "image",
        "image-set",
        "src",
    ]
)
#: Rules that bring in other sheets, and properties that once bound programs to elements.
_OTHER_SHEETS = frozenset({"import", "namespace", "document", "-moz-document"})
_PROGRAMS = frozenset({"behavior", "-moz-binding", "-webkit-user-modify"})


class Fault(NamedTuple):
    """Something that a style sheet must not hold; line and column count from 1 within it."""

    what: str
    hint: str
    line: int
    column: int
    code: str = "asset-refused"


def carried(address: str) -> str:
    """Judge an address in what a reader gets: it must be within the file."""
    if address.startswith("#") or _CARRIED.match(address):
        return ""
    return "it is not carried inside"


def css_faults(css: str, judge: Judge = carried, *, flat: bool = False) -> Iterator[Fault]:
    """Find what a style sheet, or the value of a style attribute, must not hold.

    Where all must lie ``flat``, nothing can be moved over a text either.
    """
    for tokens in _lists_within(tokens_of(css)):
        telling = [token for token in tokens if token.type != "whitespace"]
        for token, following in zip_longest(telling, telling[1:]):
            if why := _why(token, following, judge):
                yield Fault(*why, token.source_line, token.source_column)
            elif flat and (why := _lifted(token, following)):
                yield Fault(*why, token.source_line, token.source_column, "html-attribute")


@lru_cache(maxsize=256)  # several checks read a sheet, and the documents of an edition share it
def tokens_of(css: str) -> Sequence[Any]:
    """Give the tokens of a style sheet but for its comments; nobody may change them."""
    import tinycss2

    tokens: Sequence[Any] = tinycss2.parse_component_value_list(css, skip_comments=True)
    return tokens


def token_lists(css: str) -> Iterator[list[Any]]:
    """Give the tokens of a style sheet, then those within each bracket; not in their order.

    A caller may put others in their place while it has a list.
    """
    import tinycss2

    return _lists_within(tinycss2.parse_component_value_list(css))


def _lists_within(tokens: Any) -> Iterator[Any]:
    waiting = [tokens]
    while waiting:  # a stack of our own, for brackets may be nested deeper than Python calls
        tokens = waiting.pop()
        yield tokens
        for token in tokens:
            inside = getattr(token, "content", None) or getattr(token, "arguments", None)
            if inside:
                waiting.append(inside)


def _why(token: Any, following: Any, judge: Judge) -> tuple[str, str] | None:
    kind = token.type
    if kind == "at-keyword" and token.lower_value in _OTHER_SHEETS:
        hint = "link each sheet from the template by itself"
        return f"@{token.lower_value} brings in another style sheet", hint
    if kind == "ident" and token.lower_value in _PROGRAMS and following == ":":
        return f"'{token.value}' binds a program", "take it out"
    if kind == "function" and token.lower_name in _OTHER_WAYS:
        return f"{token.lower_name}() can fetch or run", "name a picture as url(...)"
    address = address_of(token)
    if address is not None and (why := judge(address.strip())):
        hint = "put the file under styles/ and name it from the style sheet's own folder"
        return f"the style asks for '{address.strip()[:200]}': {why}", hint
    return None


#: By these a box leaves its place, or paints beyond its edges.
_LIFTING = frozenset(
    """box-shadow -webkit-box-shadow outline outline-width outline-offset position transform
    -webkit-transform translate rotate scale offset offset-path offset-position inset zoom
    background-image border-image border-image-outset animation perspective""".split()  # noqa: SIM905  # reads better
)
_WORKED_OUT = frozenset({"calc", "min", "max", "clamp", "env", "attr", "sin", "cos", "round"})


def _lifted(token: Any, following: Any) -> tuple[str, str] | None:
    """Tell what could lay one thing over another; a length below nothing pulls a box back."""
    hint = "mail programs drop it; lay the mail out in tables and paddings"
    if token.type == "ident" and token.lower_value in _LIFTING and following == ":":
        return f"'{token.value}' can lay a box over a text", hint
    if token.type in ("number", "dimension", "percentage") and token.value < 0:
        return f"'{token.serialize()}' pulls a box over another", hint
    if token.type == "function" and token.lower_name in _WORKED_OUT:
        return f"{token.name}() gives a length that nobody knows here", hint
    return None


def address_of(token: Any) -> str | None:
    """Give the address that a token of CSS asks for, or None where it asks for none."""
    if token.type == "url":
        return str(token.value)
    if token.type == "function" and token.lower_name == "url":
        return next((str(each.value) for each in token.arguments if each.type == "string"), "")
    return None
