"""What a reader's program is shown, on paper and on a screen, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from reportkit.model.vocabulary.series import Tlp
from reportkit.page.assets import Design
from reportkit.page.html.allowlist import EDITION, PAPER, html_faults
from reportkit.page.html.css_rules import written_by
from reportkit.page.html.visibility import is_seen, largest_seen
from reportkit.page.preflight.marking import LARGER
from reportkit.page.preflight.messages import PAGE
from reportkit.problems import Mark, Problem


def forbidden(paper: str, screen: str, design: Design) -> Iterator[Problem]:
    """Name what neither medium may hold, at the template that wrote it."""
    faults = [*html_faults(paper, PAPER), *html_faults(screen, EDITION)]
    for fault in dict.fromkeys(faults):
        yield Problem(fault.code, fault.what, place_of(fault.needle, design), fault.hint)


def unmarked(html: str, marking: str) -> Iterator[Problem]:
    """Tell when a reader of an HTML edition would not learn how it may be passed on.

    "" is the marking of what is no edition.
    """
    if marking and (fault := marking_fault(html, marking)):
        hint = "set {{ page.marking.label }} where everybody sees it"
        yield Problem("marking-missing", f"the HTML edition {fault}", PAGE, hint)


def marking_fault(html: str, marking: str) -> str:
    """Say what keeps a reader of a page from learning its marking; "" for nothing."""
    if not is_seen(marking, html):
        return f"does not show its marking, {marking}"
    if drawn := _other_label_drawn(html, marking):
        return f"has a style that writes '{drawn}' beside its marking, {marking}"
    if larger := _other_label_larger(html, marking):
        return f"shows {larger}, larger than its marking, {marking}"
    return ""


def first_label(text: str) -> str:
    """Give the label that a text names first; "" if it names none."""
    found = _LABEL.search(text)
    return "".join(found[0].split()).upper() if found else ""


def _other_label_drawn(html: str, marking: str) -> str:
    """Give a label that no text holds and a style sets on the page; "" for none but its own."""
    styles = (*_STYLE.findall(html), *(unescape(each[1]) for each in _STYLED.findall(html)))
    for text in (text for style in styles for text in written_by(style)):
        if (label := first_label(text)) not in ("", marking):
            return label
    return ""


def _other_label_larger(html: str, marking: str) -> str:
    """Give a label that is seen much larger than the marking; "" for none."""
    own = largest_seen(marking, html)
    others = (label.value for label in Tlp if label.value != marking)
    return next(
        (each for each in others if largest_seen(each, html, however=True) > LARGER * own), ""
    )


_STYLE = re.compile(r"<style\b[^>]*+>(.*?)</style", re.IGNORECASE | re.DOTALL)
#: Its first letter stands alone: so the search need not try at every place of a long page.
_STYLED = re.compile(r"""[sS](?<!\w.)(?i:tyle)\s*+=\s*+(["'])(.*?)\1""", re.DOTALL)
_LABEL = re.compile(r"\bTLP\s*:\s*[A-Z]+(?:\s*\+\s*[A-Z]+)?", re.IGNORECASE)


def place_of(needle: str, design: Design, template: str = PAGE.file) -> Mark:
    """Find where a piece of a page is written; what no file holds is the template's."""
    wanted = needle.casefold()
    mail = template.startswith(_MAIL)
    job = sorted(design.files, key=lambda name: (name != template, not name.endswith(".j2"), name))
    for name in job:
        if not name.endswith((".j2", ".css", ".svg")) or name.startswith(_MAIL) is not mail:
            continue
        source = design.files[name].decode()
        at = source.casefold().find(wanted)
        if wanted and at >= 0:
            before = source[:at].split("\n")
            return Mark(name, len(before), len(before[-1]) + 1)
    return Mark(template, 1, 1)


_MAIL = "templates/mail."
