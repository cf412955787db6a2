"""The parts of an edition that stand, in order: what "In this brief" and the screen's menu list."""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.i18n.translate import gettext
from reportkit.model.vocabulary.series import Annex
from reportkit.page.compose.annexes_model import Annexes
from reportkit.page.compose.front_model import Contents
from reportkit.page.compose.outlook_model import Outlook
from reportkit.page.compose.view_model import Link, Section


def contents_of(
    *,
    judged: bool,
    sections: tuple[Section, ...],
    outlook: Outlook | None,
    annexes: Annexes,
) -> Contents:
    """List what has something to show; ``judged`` tells whether judgements are printed in full."""
    body = [Link(gettext("The judgements in full"), "judgements")] if judged else []
    body += [Link(section.title, section.anchor) for section in sections]
    body += [Link(outlook.section.title, outlook.section.anchor)] if outlook else []
    behind = dict(_annexes(annexes))
    return Contents(
        body=tuple(body),
        annexes=tuple(link for annex, link in behind.items() if _on_paper(annexes, annex)),
        on_screen=tuple(behind.values()),
    )


def _annexes(annexes: Annexes) -> Iterator[tuple[Annex, Link]]:
    if annexes.log.stands:
        yield Annex.CHANGES, Link(gettext("What changed"), "annex-log")
    if not annexes.record.empty:
        yield Annex.RECORD, Link(gettext("The record so far"), "annex-record")
    yield Annex.SOURCES, Link(gettext("Sources"), "annex-sources")
    yield Annex.METHODS, Link(gettext("Methods"), "annex-methods")


def _on_paper(annexes: Annexes, annex: Annex) -> bool:
    return annex in annexes.printed and (annex is not Annex.RECORD or annexes.record.on_paper)
