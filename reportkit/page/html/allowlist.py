"""What a browser or a mail program may be shown: elements, attributes and addresses by allowlist.

Read as strictly as XML: what is no plain tag, text or comment is refused, so that no program can
read into it more than is judged here. Nothing is mended or left out: a page is refused with what
is wrong with it, and its author mends the template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import NamedTuple
from urllib.parse import urlsplit

from reportkit.page.html.css_allowlist import Fault as CssFault
from reportkit.page.html.css_allowlist import carried, css_faults

_TOKEN = re.compile(
    r"<!--(?P<comment>.*?)-->"
    r"|<!doctype\s++html\s*+>"
    r"|<(?P<end>/?)(?P<name>[a-z][a-z0-9:-]*+)"
    r"(?P<attributes>(?:\s++[^\s\"'<>/=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>=`]++))?+)*+)"
    r"\s*+/?+>",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>=`]++)))?+"
)
#: What begins a tag, even inside <style>, of which it could be read as the end.
_BEGINS = re.compile(r"<[a-z/!?]", re.IGNORECASE)
_STYLE_ENDS = re.compile("</style", re.IGNORECASE)
#: Browsers leave these out of an address, at its ends and within.
_IGNORED = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_MAX_FAULTS = 20


class Fault(NamedTuple):
    """Something that must not be shown."""

    code: str
    what: str
    hint: str
    needle: str  # as it is written: to be searched for in the templates


@dataclass(frozen=True, kw_only=True)
class Allowlist:
    """What one kind of reader's program may be shown; everything else is refused."""

    elements: Mapping[str, frozenset[str]]  # and the attributes of each beside the common ones
    common: frozenset[str]  # attributes of every element
    schemes: frozenset[str]  # of links; "" is an address without one
    picture: Callable[[str], str]  # says why the address of a picture is refused
    in_css: Callable[[str], str] = carried  # the same of one in a style
    flat: bool = False  # nothing may lie over a text
    sheets: bool = False  # <link rel="stylesheet"> to a file of the series
    metas: frozenset[str] = field(default=frozenset())
    policy: bool = False  # <meta http-equiv="Content-Security-Policy">


def html_faults(html: str, allowed: Allowlist) -> list[Fault]:
    """Find what a finished page holds that the list does not allow, the first twenty."""
    faults: list[Fault] = []
    for fault in _faults(html, allowed):
        if fault not in faults:
            faults.append(fault)
        if len(faults) == _MAX_FAULTS:
            break
    return faults


def _faults(html: str, allowed: Allowlist) -> Iterator[Fault]:
    at, drawings = 0, 0
    while (start := html.find("<", at)) >= 0:
        token = _TOKEN.match(html, start)
        if token is None:
            written = html[start : start + 40].partition("\n")[0]
            if _BEGINS.match(written):
                yield Fault(
                    "html-syntax",
                    f"'{written}' is no whole tag",
                    'write attributes as name="value", and a plain < as &lt;',
                    written,
                )
                return  # nobody knows how a browser reads on from here
            at = start + 1
            continue
        at = token.end()
        if token["comment"] is not None:
            yield from _of_comment(token["comment"])
        name = (token["name"] or "").lower()
        if not name:
            continue
        drawings += (-1 if token["end"] else 1) if name == "svg" else 0
        if name not in allowed.elements:
            yield Fault("html-element", f"<{name}> must not be shown", _HINT, f"<{token['name']}")
        elif not token["end"]:
            yield from _of_attributes(name, token["attributes"], allowed)
            if name == "style":
                end = _STYLE_ENDS.search(html, at) if drawings <= 0 else None
                if end is None:
                    message = "<style> stands in a drawing, or has no end"
                    yield Fault("html-syntax", message, _HINT, "<style")
                    return
                yield from _of_style(html[at : end.start()], "<style", allowed)
                at = end.start()


_HINT = "take it out of the template"


def _of_comment(text: str) -> Iterator[Fault]:
    """Some programs run what stands in comments, or end one earlier than others do."""
    if text.startswith((">", "->", "[")) or "<!-" in text or "--!" in text:
        said = f"a comment holds '{text.strip()[:40]}', which some programs read as more"
        yield Fault("html-syntax", said, _HINT, f"<!--{text[:20]}")


def _of_attributes(element: str, written: str, allowed: Allowlist) -> Iterator[Fault]:
    values: dict[str, str] = {}
    telling = f"<{element}"
    for attribute in _ATTRIBUTE.finditer(written):
        name = attribute[1].lower()
        value = unescape(attribute[2] or attribute[3] or attribute[4] or "")
        values.setdefault(name, value)
        if name in ("rel", "http-equiv", "name"):
            telling = attribute[0]
        if not _is_common(name, allowed) and name not in allowed.elements[element]:
            message = f"'{attribute[1]}' of <{element}> must not be shown"
            yield Fault("html-attribute", message, _HINT, attribute[1])
        elif name == "style":
            yield from _of_style(value, attribute[0][:40], allowed)
        elif name in ("href", "xlink:href", "cite"):
            yield from _of_link(element, value, attribute[0], allowed)
        elif name == "src" and (why := allowed.picture(_IGNORED.sub("", value))):
            message = f"the page asks for '{value[:200]}': {why}"
            yield Fault("asset-refused", message, _PICTURE, attribute[0][:60])
        elif element in _DRAWING and "(" in value and not name.startswith("aria-"):  # url(...)
            yield from _of_style(value, attribute[0][:40], allowed)
    yield from _of_whole(element, values, telling, allowed)


_PICTURE = 'put the file under styles/ and write <img src="styles/..." alt="...">'


def _is_common(name: str, allowed: Allowlist) -> bool:
    return name in allowed.common or name.startswith(("aria-", "data-"))


def _of_link(element: str, value: str, written: str, allowed: Allowlist) -> Iterator[Fault]:
    address = _IGNORED.sub("", value)
    scheme = _SCHEME.match(address)
    if element in _REFERRING:
        outside = not address.startswith("#")
    elif scheme:
        outside = scheme[1].lower() not in allowed.schemes
    else:
        outside = address.startswith(("//", "\\")) or "" not in allowed.schemes
        outside = outside and not address.startswith("#")
    if outside:
        message = f"a link leads to '{value[:80]}'"
        hint = "links begin with https:, http:, mailto: or #"
        yield Fault("link-scheme", message, hint, written[:60])
    elif not _can_be_read(address):
        message = f"'{value[:80]}' is no address that can be followed"
        yield Fault("link-scheme", message, "write it as https://example.org/page", written[:60])


def _can_be_read(address: str) -> bool:
    """Tell whether an address has its parts: a bracket that is not closed reads as none."""
    try:
        urlsplit(address).port  # noqa: B018  # asking is what fails
    except ValueError:
        return False
    return True


#: Elements of drawings whose address is a part of the same drawing.
_REFERRING = frozenset({"use", "lineargradient", "radialgradient", "pattern", "textpath"})


def _of_style(css: str, needle: str, allowed: Allowlist) -> Iterator[Fault]:
    if _BEGINS.search(css):
        yield Fault("html-syntax", "a style holds the beginning of a tag", _HINT, needle)
    for fault in _css_faults(css, allowed.in_css, allowed.flat):
        yield Fault(fault.code, fault.what, fault.hint, needle)


@lru_cache(maxsize=64)  # the documents of an edition share their sheets
def _css_faults(css: str, judge: Callable[[str], str], flat: bool) -> tuple[CssFault, ...]:  # noqa: FBT001
    return tuple(css_faults(css, judge, flat=flat))


def _of_whole(
    element: str, values: Mapping[str, str], needle: str, allowed: Allowlist
) -> Iterator[Fault]:
    """Judge what only several attributes together say."""
    message = ""
    rel = values.get("rel", "").lower().split()
    if element == "link" and not (
        rel == ["stylesheet"] and allowed.sheets and not allowed.picture(values.get("href", ""))
    ):
        message = f'<link rel="{values.get("rel", "")}"> fetches'
    elif element == "a" and not _RELATIONS.issuperset(rel):
        message = f'rel="{values["rel"]}" of a link'
    elif element == "meta" and "http-equiv" in values:
        if values["http-equiv"].lower() != "content-security-policy" or not allowed.policy:
            message = f'<meta http-equiv="{values["http-equiv"]}"> steers the browser'
    elif element == "meta" and (name := values.get("name", "").lower()):
        message = "" if name in allowed.metas else f'<meta name="{name}"> is not known'
    if message:
        code = "html-attachment" if "attachment" in rel else "html-attribute"
        hint = 'style sheets are linked as <link rel="stylesheet" href="styles/...">'
        yield Fault(code, message, hint if element == "link" else _HINT, needle)


_RELATIONS = frozenset(
    {"author", "bookmark", "external", "help", "license", "next", "nofollow", "noopener"}
    | {"noreferrer", "prev"}
)


# -- the lists -------------------------------------------------------------------------------


_COMMON = frozenset({"class", "dir", "id", "lang", "role", "style", "tabindex", "title"})
_CELL = frozenset({"abbr", "colspan", "headers", "rowspan", "scope"})
_PAINT = frozenset(
    """clip-path clip-rule color cx cy d direction dominant-baseline dx dy fill fill-opacity
    fill-rule font-family font-size font-style font-weight gradienttransform gradientunits height
    href id letter-spacing marker-end marker-mid marker-start markerheight markerunits markerwidth
    mask offset opacity orient paint-order pathlength patterncontentunits patterntransform
    patternunits points preserveaspectratio r refx refy rotate rx ry shape-rendering startoffset
    stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
    stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor textlength transform
    unicode-bidi vector-effect version viewbox visibility width word-spacing x x1 x2 xlink:href
    xml:lang xml:space xmlns xmlns:xlink y y1 y2""".split()  # noqa: SIM905  # reads better
)
_TEXT: dict[str, frozenset[str]] = dict.fromkeys(
    """abbr address article aside b bdi bdo blockquote body br caption cite code dd del details
    dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 head header hr i ins kbd main mark
    nav ol p pre q rp rt ruby s samp section small span strong sub summary sup table tbody tfoot
    thead title tr u ul var wbr""".split(),  # noqa: SIM905  # as above
    frozenset(),
)
_DRAWING = dict.fromkeys(
    """circle clippath defs desc ellipse g line lineargradient marker mask path pattern polygon
    polyline radialgradient rect stop svg symbol text textpath title tspan use""".split(),  # noqa: SIM905  # as above
    _PAINT,
)
_OWN = {
    "a": frozenset({"href", "hreflang", "rel"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "details": frozenset({"open"}),
    "html": frozenset({"xmlns", "xml:lang"}),
    "img": frozenset({"alt", "height", "src", "width"}),
    "li": frozenset({"value"}),
    "link": frozenset({"href", "media", "rel", "type"}),
    "meta": frozenset({"charset", "content", "http-equiv", "name"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "style": frozenset({"media", "type"}),
    "td": _CELL,
    "th": _CELL,
    "time": frozenset({"datetime"}),
}
_METAS = frozenset(
    {"author", "color-scheme", "description", "generator", "keywords", "referrer", "theme-color"}
    | {"viewport", "dcterms.created", "dcterms.modified"}
)


def _of_series(address: str) -> str:
    """Judge a picture's address on its way to the press, which fetches the design's files alone."""
    outside = _SCHEME.match(address) or address.startswith(("/", "\\"))
    return "it is no file of this series" if outside else ""


#: What a drawing is made of, by the same list.
DRAWING_ELEMENTS = frozenset(_DRAWING)


def _nowhere(_: str) -> str:
    return "a mail fetches nothing and carries its files apart"


def _enclosed(address: str) -> str:
    """Judge a picture's address in a mail: a part of the same message (RFC 2392)."""
    return "" if address == "cid:logo" else _nowhere(address)


#: The HTML edition: one file that carries all it shows.
EDITION = Allowlist(
    elements=_TEXT | _DRAWING | _OWN,
    common=_COMMON,
    schemes=frozenset({"http", "https", "mailto"}),
    picture=carried,
    metas=_METAS,
    policy=True,
)
#: The same page on its way to the press.
PAPER = Allowlist(
    elements=_TEXT | _DRAWING | _OWN,
    common=_COMMON,
    schemes=frozenset({"", "http", "https", "mailto"}),
    picture=_of_series,
    sheets=True,
    metas=_METAS,
    policy=True,
)
_BOX = frozenset({"align", "bgcolor", "border", "cellpadding", "cellspacing", "height", "valign"})
#: A mail: text, tables, links, the logo that it carries. Nothing that could be fetched.
MAIL = Allowlist(
    elements={
        **_TEXT,
        "a": frozenset({"href"}),
        "html": frozenset({"xmlns"}),
        "img": frozenset({"alt", "height", "src", "width"}),
        "li": frozenset(),
        "meta": frozenset({"charset", "content", "name"}),
        "table": _BOX | {"width"},
        "td": _CELL | _BOX | {"width"},
        "th": _CELL | _BOX | {"width"},
        "tr": _BOX,
    },
    common=_COMMON - {"tabindex"},
    schemes=frozenset({"http", "https", "mailto"}),
    picture=_enclosed,
    in_css=_nowhere,
    flat=True,
    metas=frozenset({"color-scheme", "supported-color-schemes", "viewport"}),
)
