"""Names and codes of countries, as CLDR has them."""

from __future__ import annotations

from contextlib import suppress
from functools import cache

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


def two_letters(code: str) -> str:
    """Give the two letters of ISO 3166 for a code of two or three; "" if no country has it."""
    from babel.core import get_global

    if len(code) == len("AF"):
        return code if code in _names("en") else ""
    (known, *others) = get_global("territory_aliases").get(code, ("",))
    return "" if others else known  # a state that fell apart has several


def country_code(name: str, language: str = "en") -> str:
    """Give the two letters of a country by its name in English or in a language, or by a code."""
    if name.isupper() and len(name) in (len("AF"), len("AFG")) and two_letters(name):
        return two_letters(name)
    for spoken in dict.fromkeys(("en", base_of(language))):
        if code := _names(spoken).get(name.casefold()):
            return code
    return ""


@cache
def _names(language: str) -> dict[str, str]:
    """Give the codes of a language's names of countries, in lower case, and of the codes alone."""
    from babel import Locale, UnknownLocaleError

    with suppress(UnknownLocaleError, ValueError):
        known = Locale.parse(language).territories
        countries = {code: name for code, name in known.items() if code.isalpha()}
        return {name.casefold(): code for code, name in countries.items()} | {
            code: code for code in countries
        }
    return {}
