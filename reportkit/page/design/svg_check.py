"""One judge for every SVG of a design: a drawing, whole, that neither runs nor fetches anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportkit.page.html.allowlist import DRAWING_ELEMENTS
from reportkit.page.html.css_allowlist import css_faults

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SVG, _HTML = "{http://www.w3.org/2000/svg", "{http://www.w3.org/1999/xhtml"
#: Effects, and words about a drawing, which the lists of a page do not need.
_MORE = frozenset(
    """feblend fecolormatrix fecomponenttransfer fecomposite fedropshadow feflood fefunca fefuncb
    fefuncg fefuncr fegaussianblur femerge femergenode femorphology feoffset feturbulence filter
    metadata style""".split()  # noqa: SIM905  # reads better
)
_ALLOWED = DRAWING_ELEMENTS | _MORE
_LINKS = ("href", "src")
#: What the engine draws by its name alone, whatever its namespace.
_DRAWN_ANYHOW = DRAWING_ELEMENTS | {"a", "image", "style"}


def unfit_svg(content: bytes, barred: frozenset[str] = frozenset()) -> str:
    """Say why an SVG cannot be shown, or holds a ``barred`` element; nothing when it can."""
    from xml.etree.ElementTree import ParseError
    from xml.etree.ElementTree import fromstring as parse_xml

    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return "has a document type, which can explode"
    try:
        root = parse_xml(content)  # noqa: S314  # no entities, and small
    except (ParseError, ValueError, LookupError):  # an encoding that nobody knows is one, too
        return "is no SVG"
    if local(root.tag) != "svg":
        return "is no SVG"
    if b"<?" in content.removeprefix(b"\xef\xbb\xbf").removeprefix(b"<?xml "):
        return "holds an instruction to a program (<?...?>)"
    return next(_unfit(root, _ALLOWED - barred), "")


def local(tag: object) -> str:
    """Give a name without its namespace."""
    return str(tag).rsplit("}", 1)[-1]


def _unfit(root: Element, allowed: frozenset[str]) -> Iterator[str]:
    for element in root.iter():
        space, _, name = str(element.tag).rpartition("}")
        # Else words of a drawing program, which nobody draws.
        drawn = space in ("", SVG) or name.lower() in _DRAWN_ANYHOW
        for key, value in element.attrib.items():
            attribute = local(key).casefold()
            if attribute.startswith("on"):
                yield f"holds {local(key)}, which is a program"
            if drawn and attribute in _LINKS and not value.strip().startswith("#"):
                yield "asks for something outside itself"
            if drawn and "(" in value:
                yield from _fetching(value)
        if (drawn and name.lower() not in allowed) or space == _HTML:
            yield f"holds <{name}>"
        if drawn and name == "style":
            yield from _fetching("".join(element.itertext()))


def _fetching(css: str) -> Iterator[str]:
    def inside(address: str) -> str:
        return "" if address.startswith("#") else "outside"

    if next(css_faults(css, inside), None):
        yield "asks for something outside itself"
