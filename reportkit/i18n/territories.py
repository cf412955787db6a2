"""Names of countries in other languages, as CLDR has them."""

from __future__ import annotations

from contextlib import suppress

from reportkit.i18n.catalog import base_of


def territory_code(name: str, language: str) -> str:
    """Give the ISO 3166 code, two letters, of a country named in a language; "" if unknown.

    Names in English are the map's own and are not looked up.
    """
    if base_of(language) == "en":
        return ""
    from babel import Locale, UnknownLocaleError

    with suppress(UnknownLocaleError, ValueError):  # the language is another rule's matter
        names = Locale.parse(base_of(language)).territories
        return next((code for code, called in names.items() if called == name), "")
    return ""


def country_code(name: str, language: str = "en") -> str:
    """Give the ISO 3166 code, two letters, of a country by its name or another code; or ""."""
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    for spoken in (base_of(language), "en"):
        with suppress(UnknownLocaleError, ValueError):
            territories = Locale.parse(spoken).territories
            if len(name) == len("AF") and name in territories:
                return name
            if found := next((code for code, called in territories.items() if called == name), ""):
                return found
    codes: list[str] = get_global("territory_aliases").get(name, [])
    return codes[0] if len(codes) == 1 else ""
