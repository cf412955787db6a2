"""The translations: one gettext file for each language, beside this module.

``ur.po`` is opened with any translator's tool; ``tools/i18n`` brings it up to date with the
code. docs/languages.md says how to add a language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

#: (context, English) to the forms of its translation: one, or one for each plural.
Texts = Mapping[tuple[str, str], tuple[str, ...]]

FOLDER = Path(__file__).parent
_ENGLISH = "en"


def base_of(language: str) -> str:
    """Leave out region and script: "ur" of "ur-PK"."""
    return language.replace("_", "-").split("-", 1)[0].lower()


def languages() -> tuple[str, ...]:
    """Name the languages of the UI strings."""
    return tuple(sorted({_ENGLISH, *(path.stem for path in FOLDER.glob("*.po"))}))


def is_translated(language: str) -> bool:
    """Tell whether the UI strings are translated into a language."""
    return base_of(language) in languages()


@cache
def texts_of(language: str) -> Texts:
    """Read the catalogue of a language; English has none and needs none."""
    file = FOLDER / f"{base_of(language)}.po"
    if base_of(language) == _ENGLISH or not file.is_file():
        return MappingProxyType({})
    return MappingProxyType({text: forms for text, forms in _entries(file) if forms})


def untranslated(language: str) -> tuple[int, int]:
    """Count the texts that a catalogue leaves in English, and all that it holds."""
    file = FOLDER / f"{base_of(language)}.po"
    if base_of(language) == _ENGLISH or not file.is_file():
        return 0, 0
    entries = list(_entries(file))
    return sum(not forms for _, forms in entries), len(entries)


def _entries(file: Path) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    """Give each text with the forms of its translation: none while one is missing or a guess."""
    from babel.messages.pofile import read_po

    with file.open("rb") as opened:
        found = read_po(opened, locale=file.stem)
    for message in found:
        one = message.id if isinstance(message.id, str) else message.id[0]
        told = message.string or ""
        forms = (told,) if isinstance(told, str) else tuple(told)
        if one:
            whole = all(forms) and not message.fuzzy
            yield (message.context or "", one), forms if whole else ()


def plural(language: str, number: int) -> int:
    """Tell which form of a text belongs to a number, by the rules of CLDR."""
    if base_of(language) == _ENGLISH:
        return int(number != 1)
    from babel import Locale
    from babel.messages.plurals import get_plural

    rule = Locale.parse(base_of(language)).plural_form
    order = ("zero", "one", "two", "few", "many", "other")
    used = [name for name in order if name in {*rule.tags, "other"}]
    most = int(get_plural(base_of(language)).num_plurals)
    return min(used.index(rule(number)), most - 1)
