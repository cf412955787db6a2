"""What places of a series say of countries: by which code each name of one is known. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from reportkit.model.book import Book
from reportkit.model.evidence import Place
from reportkit.model.vocabulary.sources import PlaceKind


def codes_of_countries(book: Book) -> Mapping[str, str]:
    """Give the ISO codes of the countries that have a record with one, by all of their names."""
    return book.once(_codes_of_countries)


def _codes_of_countries(book: Book) -> Mapping[str, str]:
    return {
        name: place.iso
        for place in book.all(Place)
        if place.kind is PlaceKind.COUNTRY and place.iso
        for name in (*(other.name for other in place.names), place.name)
    }
