"""One page, two media: what the press sets, and the one file that a browser shows alone.

A template writes for both. What stands between ``<!-- screen -->`` and ``<!-- /screen -->``
is for browsers and never reaches the press; between ``<!-- paper -->`` and
``<!-- /paper -->`` the reverse.
"""

from __future__ import annotations

import re
from base64 import b64encode
from html import unescape
from pathlib import PurePosixPath
from posixpath import normpath

from reportkit.page.assets import Design
from reportkit.problems import Mark, Problem, SeedsRejected

_STYLESHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"( media="[a-z]+")?>')
#: As the templates write it: the file, its words for those who do not see it, the rest.
_DRAWING = re.compile(r'<img src="(pictures/[^"]+)" alt="([^"]*)"([^<>]*)>')
_PICTURE = re.compile(r'(<img\b[^<>]*? src=")([^"]+)(")')
_ADDRESS = re.compile(r"""url\(\s*+(["']?)([^"'()]*+)\1\s*+\)""")
_MARKS = re.compile(r"<!-- /?(?:screen|paper) -->\n?")
_IMPORT = re.compile(r"@import\b")
_KINDS = {
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}


def for_paper(html: str) -> str:
    """Leave out what only a screen shows."""
    return _without("screen", html)


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
        inside = drawn[drawn.index("<svg") + len("<svg") :]
        return f'<svg role="img" aria-label="{match[2]}"{match[3]}{inside}'

    def picture(match: re.Match[str]) -> str:
        name = unescape(match[2])
        return f"{match[1]}{_data(name, design)}{match[3]}" if name in design.files else match[0]

    styled = _STYLESHEET.sub(sheet, _without("paper", html))
    return _PICTURE.sub(picture, _DRAWING.sub(drawing, styled))


def _without(medium: str, html: str) -> str:
    """Cut one medium's parts, and the other's marks; a page without marks stays as it is."""
    begin, end = f"<!-- {medium} -->", f"<!-- /{medium} -->"
    kept: list[str] = []
    at = 0
    while (start := html.find(begin, at)) >= 0 and (stop := html.find(end, start)) >= 0:
        kept.append(html[at:start])
        at = stop + len(end)
        at += html.startswith("\n", at)
    return _MARKS.sub("", "".join([*kept, html[at:]]))


def _with_data(name: str, css: str, design: Design) -> str:
    """Replace each address in a style sheet by the file it names."""

    def data(match: re.Match[str]) -> str:
        address = match[2]
        if address.startswith(("data:", "#")):
            return match[0]
        file = normpath(str(PurePosixPath(name).parent / address))
        if file not in design.files:
            raise SeedsRejected([_refused(name, css, match)])
        return f'url("{_data(file, design)}")'

    if match := _IMPORT.search(css):
        raise SeedsRejected([_refused(name, css, match)])
    return _ADDRESS.sub(data, css)


def _data(name: str, design: Design) -> str:
    kind = _KINDS.get(PurePosixPath(name).suffix, "application/octet-stream")
    return f"data:{kind};base64,{b64encode(design.files[name]).decode()}"


def _refused(name: str, css: str, match: re.Match[str]) -> Problem:
    before = css[: match.start()].split("\n")
    return Problem(
        "asset-refused",
        f"the style sheet asks for '{match[0][:200]}': it is no file of this series",
        Mark(name, len(before), len(before[-1]) + 1),
        "put the file under styles/ and name it from the style sheet's own folder",
    )
