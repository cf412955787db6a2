"""What a reader's program is shown, on paper and on a screen, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.page.assets import Design
from reportkit.page.html.allowlist import EDITION, PAPER, html_faults
from reportkit.page.html.visibility import is_seen
from reportkit.page.preflight.messages import PAGE
from reportkit.problems import Mark, Problem


def forbidden(paper: str, screen: str, design: Design) -> Iterator[Problem]:
    """Name what neither medium may hold, at the template that wrote it."""
    faults = [*html_faults(paper, PAPER), *html_faults(screen, EDITION)]
    for fault in dict.fromkeys(faults):
        yield Problem(fault.code, fault.what, place_of(fault.needle, design), fault.hint)


def unmarked(html: str, marking: str) -> Iterator[Problem]:
    """Tell when a reader of an HTML edition would not learn how it may be passed on."""
    if not is_seen(marking, html):
        yield Problem(
            "marking-missing",
            f"the HTML edition does not show its marking, {marking}",
            PAGE,
            "set {{ page.marking.label }} where everybody sees it",
        )


def place_of(needle: str, design: Design, template: str = PAGE.file) -> Mark:
    """Find where a piece of a page is written; what no file holds is the template's."""
    wanted = needle.casefold()
    mail = template.startswith(_MAIL)
    order = sorted(
        design.files, key=lambda name: (name != template, not name.endswith(".j2"), name)
    )
    for name in order:
        if not name.endswith((".j2", ".css", ".svg")) or name.startswith(_MAIL) is not mail:
            continue
        source = design.files[name].decode()
        at = source.casefold().find(wanted)
        if wanted and at >= 0:
            before = source[:at].split("\n")
            return Mark(name, len(before), len(before[-1]) + 1)
    return Mark(template, 1, 1)


_MAIL = "templates/mail."
