"""How a place is called on a page: in the language of the page, where one of its names is in it."""

from __future__ import annotations

from reportkit.i18n.bidi import without_marks
from reportkit.i18n.catalog import base_of
from reportkit.i18n.translate import current_locale
from reportkit.model.evidence import Place


def place_called(place: Place) -> str:
    """Name a place by its name in the language of a translated page, else by its own."""
    locale = current_locale()
    if not locale.is_mixed:
        return place.name
    of_language = [
        other for other in place.names if base_of(other.language or "") == base_of(locale.language)
    ]
    # Of several the one whose tag is the very one of the page: fa-AF before fa.
    of_language.sort(key=lambda other: other.language != locale.language)
    return of_language[0].name if of_language else place.name


def names_place(text: str, place: Place) -> bool:
    """Tell whether a text names a place already, by any of its names."""
    plain = without_marks(text)
    return any(
        without_marks(name) in plain for name in (place.name, *(n.name for n in place.names))
    )
