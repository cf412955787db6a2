"""How a place is called on a page: in the language of the page, where one of its names is in it."""

from __future__ import annotations

import re

from reportkit.i18n.bidi import without_marks
from reportkit.i18n.catalog import base_of
from reportkit.i18n.translate import current_locale, gettext
from reportkit.model.evidence import Place
from reportkit.model.vocabulary.sources import GeoPrecision, PlaceKind

#: UCDP writes "Kabul district", ACLED "Kabul".
_SAYS_ITS_KIND = re.compile(
    r"\b(?:area|arrondissement|borough|cercle|city|commune|count(?:y|ies)|department|departement|"
    r"district|division|governorate|municipality|parish|prefecture|raion|region|sub-?district|"
    r"tehsil|township|woreda|zone)\b",
    re.IGNORECASE,
)


def place_called(place: Place) -> str:
    """Name a place as well as it is known: a town that stands for its district is no town.

    A name is in the language of a translated page, where the place has one in it.
    """
    name = _name_of(place)
    if place.kind is not PlaceKind.CITY:
        return name
    return known_as(name, place.geo_precision, place.admin2 or "", place.admin1 or "")


def known_as(name: str, precision: int, district: str, province: str) -> str:
    """Say where something was that is known to a district or less well, and is put at a town."""
    match precision:
        case GeoPrecision.WITHIN_25_KM:
            return gettext("near {place}", place=name)
        case GeoPrecision.DISTRICT if _SAYS_ITS_KIND.search(district):
            return district
        case GeoPrecision.DISTRICT if district:
            return gettext("{place} district", place=district)
        case GeoPrecision.DISTRICT | GeoPrecision.PROVINCE if province:
            return gettext("somewhere in {place}", place=province)
    return name  # nothing wider is named


def _name_of(place: Place) -> str:
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
    names = (place.name, place_called(place), *(other.name for other in place.names))
    return any(without_marks(name) in plain for name in names)
