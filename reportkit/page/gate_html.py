"""What a template may not hold: elements and links that paper cannot show or should not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from reportkit.page.gate_words import PAGE, short
from reportkit.problems import Problem

#: WeasyPrint passes over these without a log line; a reader would miss what they hold.
SILENT = frozenset(
    [
        "iframe",
        "frame",
        "object",
        "embed",
        "video",
        "audio",
        "canvas",
        "form",
        "input",
        "script",
        "base",
    ]
)
SCHEMES = frozenset({"", "http", "https", "mailto"})


def forbidden(tree: Any) -> Iterator[Problem]:
    """Name what the HTML tree should not hold."""
    for element in tree.iter():
        if element.tag in SILENT:
            yield Problem(
                "html-element",
                f"<{element.tag}> shows nothing on paper",
                PAGE,
                "take it out of the template",
            )
        href = (element.get("href") or "").strip() if isinstance(element.tag, str) else ""
        if href and urlsplit(href).scheme.lower() not in SCHEMES:
            yield Problem(
                "link-scheme",
                f"a link leads to '{short(href)}'",
                PAGE,
                "links begin with https:, http:, mailto: or #",
            )
        if isinstance(element.tag, str) and "attachment" in (element.get("rel") or "").split():
            yield Problem(
                "html-attachment",
                "the page would attach a file",
                PAGE,
                "take rel=attachment out of the template",
            )
