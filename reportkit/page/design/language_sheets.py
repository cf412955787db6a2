"""The design as one language needs it: a sheet for its direction, and the words that CSS sets."""

from __future__ import annotations

from reportkit.i18n.catalog import base_of
from reportkit.i18n.translate import ENGLISH, direction_of, gettext, use_language
from reportkit.page.assets import Design

#: Made anew for each page, never a file; the template asks for it where it is needed.
SHEET = "styles/language.css"
#: What two directions on one page ask for.
RTL = "styles/rtl.css"


def sheets_for(language: str) -> tuple[str, ...]:
    """Name the sheets that a language needs beside those of the design; English needs none."""
    if base_of(language) == ENGLISH:
        return ()
    return (RTL, SHEET) if direction_of(language) == "rtl" else (SHEET,)


def design_in(design: Design, language: str) -> Design:
    """Give the design with which a page of a language is set; English has the one there is."""
    if base_of(language) == ENGLISH:
        return design
    return Design({**design.files, SHEET: _words(language).encode()})


def _words(language: str) -> str:
    """Write the rules whose content is a text: the number of a page, there and in a list."""
    with use_language(language):
        page = _content(gettext("Page {page} of {pages}"), page="page", pages="pages")
        listed = _content(gettext(", page {page}").replace(" {", "\u00a0{"), page="@")
    listed = listed.replace("counter(@)", "target-counter(attr(href), page)")
    direction = direction_of(language)
    return (
        f"@page {{ direction: {direction}; @bottom-center {{ content: {page} }} }}\n"
        f".paged a::after {{ content: {listed} }}\n"
    )


def _content(pattern: str, **counters: str) -> str:
    """Cut a pattern into strings of CSS and counters."""
    for name, counter in counters.items():
        pattern = pattern.replace(f"{{{name}}}", f"\0{counter}\0")
    pieces = pattern.split("\0")
    return " ".join(
        f"counter({piece})"
        if at % 2
        else '"' + piece.replace("\\", "\\\\").replace('"', '\\"') + '"'
        for at, piece in enumerate(pieces)
    )
