"""The parts of an edition that stand, in order: what "In this brief" and the screen's menu list."""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.i18n.translate import gettext
from reportkit.page.compose.annexes_model import Annexes
from reportkit.page.compose.front_model import Contents
from reportkit.page.compose.outlook_model import Outlook
from reportkit.page.compose.view_model import Link, Section


def contents_of(
    *, judged: bool, sections: tuple[Section, ...], outlook: Outlook | None, annexes: Annexes
) -> Contents:
    """List what has something to show; ``judged`` tells whether judgements are printed in full."""
    body = [Link(gettext("The judgements in full"), "judgements")] if judged else []
    body += [Link(section.title, section.anchor) for section in sections]
    body += [Link(outlook.section.title, outlook.section.anchor)] if outlook else []
    return Contents(tuple(body), tuple(_annexes(annexes)))


def _annexes(annexes: Annexes) -> Iterator[Link]:
    yield Link(gettext("What changed"), "annex-log")
    if annexes.notices:
        yield Link(gettext("Corrections"), "annex-corrections")
    if annexes.earlier:
        yield Link(gettext("Earlier record"), "annex-earlier")
    elif annexes.events:
        yield Link(gettext("Events on record"), "annex-earlier")
    if annexes.statements:
        yield Link(gettext("Statements on record"), "annex-statements")
    if annexes.figures:
        yield Link(gettext("Figures on record"), "annex-figures")
    analysis = (annexes.judgements, annexes.assumptions, annexes.indicators, annexes.gaps)
    if any(analysis) or annexes.grounds:
        yield Link(gettext("Analysis on record"), "annex-analysis")
    yield Link(gettext("Sources"), "annex-sources")
    yield Link(gettext("Methods"), "annex-methods")
