"""The UI strings of a page in the language of its reader: ``gettext`` and what belongs to it.

The English text in the code is the key of its translation, as in gettext. Which language is
spoken is set once, around all the work, by ``speaking``; so a function that words something
needs no argument for it. Outside of it everything is English and no catalogue is opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from gettext import NullTranslations

from reportkit.i18n import catalog
from reportkit.i18n.catalog import base_of

#: Languages written from right to left.
_RTL = frozenset({"ar", "ckb", "fa", "he", "prs", "ps", "sd", "ug", "ur", "yi"})
ENGLISH = "en"
#: What str.format would read of a text: a doubled brace, or a part to be set in.
_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}?|\}")


@dataclass(frozen=True, slots=True)
class Locale:
    """A language of the UI strings beside the language of the records."""

    language: str = ENGLISH
    records: str = ENGLISH
    translations: NullTranslations = catalog.ENGLISH

    @property
    def is_english(self) -> bool:
        """English needs no catalogue: it stands in the code."""
        return base_of(self.language) == ENGLISH

    @property
    def direction(self) -> str:
        """Give "rtl" or "ltr", as HTML spells it."""
        return direction_of(self.language)

    @property
    def is_mixed(self) -> bool:
        """The records speak another language than the UI strings."""
        return base_of(self.language) != base_of(self.records)


_CURRENT: ContextVar[Locale] = ContextVar("locale", default=Locale())  # noqa: B039  # it is frozen


def direction_of(language: str) -> str:
    """Tell in which direction a language is written: "rtl" or "ltr"."""
    return "rtl" if base_of(language) in _RTL else "ltr"


@contextmanager
def use_language(language: str, records: str | None = None) -> Iterator[Locale]:
    """Word everything inside in ``language``, around records that are written in ``records``.

    A language without a catalogue is spoken in English; a rule refuses it long before.
    """
    own = Locale(language, records or language, catalog.translations_of(language))
    before = _CURRENT.set(own)
    try:
        yield own
    finally:
        _CURRENT.reset(before)


def current_locale() -> Locale:
    """Give the language that is spoken now."""
    return _CURRENT.get()


def gettext(text: str, /, **parts: object) -> str:
    """Give a UI string with its parts set in: ``gettext("Since {edition}", edition=...)``.

    A text is a whole sentence or label, never a piece of one: languages order their words
    differently.
    """
    pattern = translation_of(text)
    return fill_pattern(pattern, parts) if parts else pattern


def pgettext(context: str, text: str, /, **parts: object) -> str:
    """Say a text whose English is ambiguous; the context tells the translator which it is."""
    pattern = translation_of(text, context)
    return fill_pattern(pattern, parts) if parts else pattern


def ngettext(one: str, many: str, number: int, /, **parts: object) -> str:
    """Say a text in the form that belongs to a number, which is set in as ``{n}``."""
    known = _CURRENT.get().translations.ngettext(one, many, number)
    pattern = known or (many, one)[number == 1]
    return fill_pattern(pattern, {"n": f"{number:,}", **parts})


def fill_pattern(
    pattern: str, parts: Mapping[str, object], spell: Callable[[object], str] | None = None
) -> str:
    """Set parts into a text by their plain names, and do nothing else.

    ``str.format`` would follow "{page.__init__.__globals__}" from any object to the secrets
    of the process, and pad a text to gigabytes; a text may come from a template.
    Raises ValueError where a brace names no part.
    """

    def part(found: re.Match[str]) -> str:
        whole, name = found[0], found[1]
        if whole in ("{{", "}}"):
            return whole[0]
        if name not in parts or not whole.endswith("}"):
            known = ", ".join(f"{{{each}}}" for each in parts) or "none"
            raise ValueError(f"'{whole[:60]}' in a text is no part that is set in: {known}")
        return (spell or _as_words)(parts[name])

    return _PART.sub(part, pattern)


def _as_words(value: object) -> str:
    """Take a text or a number; the repr of anything else is for no reader."""
    if not isinstance(value, str | int | Decimal):
        raise TypeError(f"a {type(value).__name__} cannot be set into a text")
    return str(value)


def translation_of(text: str, context: str = "") -> str:
    """Give a UI string with its parts still to be set in."""
    return _known(context, text) or text


def word(kind: str, value: str, english: str = "") -> str:
    """Say a word of the vocabulary: ``kind`` is its list, ``value`` its name in the seeds.

    ``english`` is what English prints where that is not simply the name.
    """
    plain = value.replace("_", " ")
    return _known(kind, plain) or english or plain


def _known(context: str, text: str) -> str:
    """Give the translation of a text; "" where it has none. Of "" gettext would give the head."""
    if not text:
        return ""
    translations = _CURRENT.get().translations
    return translations.pgettext(context, text) if context else translations.gettext(text)


def gettext_noop(text: str) -> str:
    """Mark a text for the catalogue that is said elsewhere: of a table, by ``gettext``."""
    return text


def pgettext_noop(context: str, text: str) -> str:  # noqa: ARG001  # the catalogue reads it
    """Mark an ambiguous text for the catalogue that is said elsewhere by ``pgettext``."""
    return text
