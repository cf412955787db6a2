"""The colours of a mail: those of the theme and of the house, as on the page."""

from __future__ import annotations

from typing import NamedTuple

from reportkit.model.book import Book
from reportkit.page.assets import Design
from reportkit.page.design.house_colours import with_house_colours
from reportkit.page.design.theme import THEME, read_theme
from reportkit.problems import SeedsRejected


class MailColours(NamedTuple):
    """Colours as "#rrggbb", by their names in the theme."""

    ink: str
    grey: str
    accent: str
    rule: str
    pale: str
    paper: str


def mail_colours(design: Design, book: Book) -> MailColours:
    """Take the colours that an edition's page would be set in today.

    Raises SeedsRejected with what is wrong with the theme.
    """
    css = with_house_colours(design, book).files.get(THEME, b"").decode()
    theme, problems = read_theme(css)
    if problems:
        raise SeedsRejected(problems)
    return MailColours(*(theme.values[name] for name in MailColours._fields))
