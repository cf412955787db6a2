"""One page, two media: what the press sets, and the one file that a browser shows alone.

A template writes for both. What stands between ``<!-- screen -->`` and ``<!-- /screen -->``
is for browsers and never reaches the press; between ``<!-- paper -->`` and
``<!-- /paper -->`` the reverse. Parts may lie inside each other. A link to what only the other
medium has is set as plain text.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from html import unescape
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any

from reportkit.i18n.formats import MONTHS
from reportkit.page.assets import Design
from reportkit.page.design.theme import THEME
from reportkit.page.html.css_allowlist import address_of, token_lists
from reportkit.page.html.screen_inks import with_named_inks
from reportkit.problems import Mark, Problem, SeedsRejected

_STYLESHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"( media="[a-z]+")?>')
#: As the templates write it: the file, its words for those who do not see it, the rest.
_DRAWING = re.compile(r'<img src="(pictures/[^"]+)" alt="([^"]*)"([^<>]*)>')
_PICTURE = re.compile(r'(<img\b[^<>]*? src=")([^"]+)(")')
_MARK = re.compile(r"<!-- (/?)(screen|paper) -->\n?")
_ID = re.compile(r'\sid="([^"]+)"')
#: As the templates write it. The engine would break a line between a full stop and the number of a
#: source behind it; browsers do not, and there it would be copied along.
_WORD_JOINER = "&#8288;"
# These begin with the sign itself: a search for what stands before it would try every place.
#: The engine may break a line far too early where a text ends with a space and what follows does
#: not fit on the line; the same space inside what follows is safe.
_SPACE_BEFORE = re.compile(r' (?<=[^\s>] )(<(?:b|i|span class="(?:paged|state|who)")>)(?=\S)')
#: A day stands on one line with its month, a number with "about" or "No.". The space stays one,
#: so that readers find "14 December" in the PDF.
_IN_TEXT = r"(?![^<>]{0,3000}>)"  # and in no attribute; a text has 4,000 letters at most
_TOGETHER = re.compile(
    rf" (?:(?:(?<=\b\d )|(?<=\b\d\d ))(?=(?:{'|'.join(f'{m}|{m[:3]}' for m in MONTHS)})\b)"
    rf"|(?<=\babout )(?=\d)|(?<=\bNo\. )(?=\d)){_IN_TEXT}"
)
#: "20–45%" stands on one line.
_RANGE = re.compile(rf"–(?<=\d–)(?=\d){_IN_TEXT}")
_LINK = re.compile(r'<a\b([^<>]*?) href="#([^"]+)"([^<>]*)>(.*?)</a>', re.DOTALL)
#: A design without this sheet, as of an older edition, shows drawings on white at night too.
_NIGHT = "styles/pictures.css"
#: Most sheets ask for nothing, and to read them all takes 25 ms; any letter may be an escape.
_MAY_ASK = re.compile(r"url|@import|\\", re.IGNORECASE)
_KINDS = {
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}


@lru_cache(maxsize=1)  # it is set, then judged
def for_paper(html: str) -> str:
    """Leave out what only a screen shows."""
    head, body, text = _without("screen", html).partition("<body")
    text = _TOGETHER.sub(rf" {_WORD_JOINER}", _RANGE.sub(rf"–{_WORD_JOINER}", text))
    return head + body + _SPACE_BEFORE.sub(r"\1 ", text)


def for_screen(html: str, design: Design) -> str:
    """Put style sheets, faces and pictures into the page: one file that fetches nothing.

    Raises SeedsRejected when a style sheet asks for what the design does not hold.
    """

    def sheet(match: re.Match[str]) -> str:
        name = unescape(match[1])
        if name not in design.files:
            return match[0]
        css = _with_data(name, design.files[name].decode(), design).replace("</", "<\\/")
        return f"<style{match[2] or ''}>\n{css}</style>"

    def drawing(match: re.Match[str]) -> str:
        name = unescape(match[1])
        if name not in design.files or not name.endswith(".svg"):
            return match[0]
        drawn = design.files[name].decode()
        if _NIGHT in design.files:
            drawn = with_named_inks(drawn, design.files.get(THEME, b"").decode())
        inside = drawn[drawn.index("<svg") + len("<svg") :]
        return f'<svg role="img" aria-label="{match[2]}"{match[3]}{inside}'

    def picture(match: re.Match[str]) -> str:
        name = unescape(match[2])
        return f"{match[1]}{_data(name, design)}{match[3]}" if name in design.files else match[0]

    styled = _STYLESHEET.sub(sheet, _without("paper", html).replace(_WORD_JOINER, ""))
    return _PICTURE.sub(picture, _DRAWING.sub(drawing, styled))


def _without(medium: str, html: str) -> str:
    """Cut one medium's parts, and the other's marks; a page without marks stays as it is."""
    kept: list[str] = []
    cut: list[str] = []
    ends = _ends(medium, html)
    at = depth = 0
    for mark in _MARK.finditer(html):
        (cut if depth else kept).append(html[at : mark.start()])
        at = mark.end()
        depth += ends.get(mark.start(), 0)
    kept.append(html[at:])
    return _unlinked("".join(kept), "".join(cut))


def _ends(medium: str, html: str) -> dict[int, int]:
    """Find where parts of a medium begin and end; what is never ended, or begun, is none."""
    open_: list[int] = []
    ends: dict[int, int] = {}
    for mark in _MARK.finditer(html):
        if mark[2] != medium:
            continue
        if not mark[1]:
            open_.append(mark.start())
        elif open_:
            ends |= {open_.pop(): 1, mark.start(): -1}
    return ends


def _unlinked(kept: str, cut: str) -> str:
    """Take the links out that lead into what was cut."""
    gone = {*_ID.findall(cut)}.difference(_ID.findall(kept))
    if not gone:
        return kept

    def text(link: re.Match[str]) -> str:
        return f"<span{link[1]}{link[3]}>{link[4]}</span>" if link[2] in gone else link[0]

    return _LINK.sub(text, kept)


def _with_data(name: str, css: str, design: Design) -> str:
    """Replace each address in a style sheet by the file it names."""
    if not _MAY_ASK.search(css):
        return css
    import tinycss2
    from tinycss2.ast import URLToken

    lists = list(token_lists(css))
    refused: list[Problem] = []
    carried = 0
    for tokens in lists:
        for at, token in enumerate(tokens):
            address = address_of(token)
            data = "" if address is None else _carried(address.strip(), name, design)
            if data is None or (token.type == "at-keyword" and token.lower_value == "import"):
                refused.append(_refused(name, token))
            elif data:
                tokens[at] = URLToken(
                    token.source_line, token.source_column, data, f'url("{data}")'
                )
                carried += 1
    if refused:
        raise SeedsRejected(sorted(refused, key=lambda problem: problem.mark))
    try:
        return tinycss2.serialize(lists[0]) if carried else css
    except RecursionError:
        raise SeedsRejected([_too_deep(name)]) from None


def _carried(address: str, name: str, design: Design) -> str | None:
    """Give what an address of a sheet becomes: "" where it stays; None where it leads nowhere."""
    if address.startswith(("data:", "#")):
        return ""
    path, _, part = address.partition("#")
    file = normpath(str(PurePosixPath(name).parent / path))
    if file not in design.files:
        return None
    return _data(file, design) + (f"#{part}" if part else "")


def _data(name: str, design: Design) -> str:
    kind = _KINDS.get(PurePosixPath(name).suffix, "application/octet-stream")
    return f"data:{kind};base64,{b64encode(design.files[name]).decode()}"


def _refused(name: str, token: Any) -> Problem:
    return Problem(
        "asset-refused",
        f"the style sheet asks for '{token.serialize()[:200]}': it is no file of this series",
        Mark(name, token.source_line, token.source_column),
        "put the file under styles/ and name it from the style sheet's own folder",
    )


def _too_deep(name: str) -> Problem:
    hint = "close a bracket that is open, or take some out"
    return Problem("asset-refused", "brackets are nested too deep", Mark(name, 1, 1), hint)
