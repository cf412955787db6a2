"""The translations: one gettext catalogue for each language, beside this module.

``ur.po`` is opened with any translator's tool. ``tools/i18n`` brings it up to date with the code
and compiles it to ``ur.mo``, which is what is read here: in milliseconds, by the standard
library. Both are kept in git, so that neither a clone nor a wheel has to compile anything.
docs/languages.md says how to add a language.
"""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from string import ascii_letters
from struct import unpack_from

FOLDER = Path(__file__).parent
_ENGLISH = "en"
#: What ``tools/i18n`` counts of the source into the head of what it compiles: a compiled
#: catalogue holds nothing of a text whose translation is missing, in part too, or a guess.
TEXTS, UNTRANSLATED = "X-Texts", "X-Untranslated"
#: In a compiled catalogue: where the table of translations begins, and in it the first one.
_TRANSLATIONS, _OFFSET = 16, 4


class Untranslated(NullTranslations):
    """Says nothing: whoever asks has the English text and prints that."""

    def gettext(self, message: str) -> str:  # noqa: ARG002
        """Give no translation."""
        return ""

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002
        """Give no translation."""
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002
        """Give no translation."""
        return ""


ENGLISH = Untranslated()


def base_of(language: str) -> str:
    """Leave out region and script: "ur" of "ur-PK"."""
    return language.replace("_", "-").split("-", 1)[0].lower()


def languages() -> tuple[str, ...]:
    """Name the languages of the UI strings."""
    return tuple(sorted({_ENGLISH, *(path.stem for path in FOLDER.glob("*.mo"))}))


def is_translated(language: str) -> bool:
    """Tell whether the UI strings are translated into a language."""
    return base_of(language) in languages()


@cache
def translations_of(language: str) -> NullTranslations:
    """Open the catalogue of a language; English has none and needs none.

    What it lacks is "", and never English that only seems to be a translation.
    """
    file = FOLDER / f"{base_of(language)}.mo"
    if base_of(language) == _ENGLISH or not file.is_file():
        return ENGLISH
    with file.open("rb") as opened:
        translations = GNUTranslations(opened)
    translations.add_fallback(ENGLISH)
    return translations


def untranslated(language: str) -> tuple[int, int]:
    """Count the texts that a catalogue leaves in English, and all that it holds."""
    head = translations_of(language).info()
    return int(head.get(UNTRANSLATED.lower(), 0)), int(head.get(TEXTS.lower(), 0))


def letters_of(language: str) -> frozenset[str]:
    """Give every letter in which the UI strings of a language are written, and those of English."""
    file = FOLDER / f"{base_of(language)}.mo"
    text = ascii_letters
    if file.is_file():
        content = file.read_bytes()
        (table,) = unpack_from("<I", content, _TRANSLATIONS)
        (first,) = unpack_from("<I", content, table + _OFFSET)  # numbers stand before it, then text
        text += content[first:].decode()
    return frozenset(letter for letter in text if letter.isalpha())
