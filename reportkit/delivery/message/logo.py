"""The house's logo in a mail: carried inside, for mail programs fetch nothing."""

from __future__ import annotations

from typing import NamedTuple

from reportkit.model.book import Book
from reportkit.page.assets import Design

ADDRESS = "cid:logo"  # RFC 2392: the part of this message with the Content-ID <logo>
_HEIGHT = 40  # pixels, as it is shown; at least half of what the file has, for fine screens


class MailLogo(NamedTuple):
    """A PNG and how it is shown."""

    content: bytes
    alt: str
    width: int  # pixels
    height: int

    @property
    def address(self) -> str:
        """Where an <img> finds it."""
        return ADDRESS


def mail_logo(design: Design, book: Book) -> MailLogo | None:
    """Take the logo of the house; none where it is an SVG, which mail programs do not draw."""
    house = book.brief.house
    content = design.files.get(house.logo or "") if house else None
    if house is None or content is None or not str(house.logo).endswith(".png"):
        return None
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))  # its IHDR
    shown = min(_HEIGHT, height)
    alt = house.logo_alt or book.brief.producer
    return MailLogo(content, alt, round(width * shown / height) or 1, shown)
