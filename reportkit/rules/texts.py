"""Which words of the seeds are printed, and how a rule looks at them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from reportkit.i18n.catalog import base_of
from reportkit.model.base import Located, once_per_class
from reportkit.model.book import Book
from reportkit.model.envelope import ExternalId, Record, TextFormat
from reportkit.model.evidence import (
    AiUse,
    Alias,
    PlaceName,
    Quote,
    Source,
    SourceNote,
    Translation,
    Victim,
)
from reportkit.model.fields import FieldSpec, spec_of
from reportkit.model.overruling import Silence
from reportkit.model.series import Abbreviation, Contact, DisputedLine, Naming, Statement
from reportkit.problems import Mark


class Printed(NamedTuple):
    """One text of the desk that a reader will see."""

    owner: str  # the record's id, "brief" or "edition"
    field: str
    text: str
    mark: Mark


#: Names, quotations, codes and lists of terms: other people's words, or words about words.
_NOT_OURS: tuple[type[Located], ...] = (
    Abbreviation, AiUse, Alias, Contact, DisputedLine, ExternalId, Naming, PlaceName, Quote,
    Silence, SourceNote, Translation, Victim,
)  # fmt: skip
_NOT_PRINTED = frozenset(
    {"internal_note", "sha256", "was", "term", "authors", "by", "countries", "rule", "which"}
)
_NEVER_PRINTED = frozenset({"internal_note", "sha256"})
_OTHERS_WORDS = frozenset({"publisher", "author", "title", "version", "licence"})  # of a source

#: What closes a quotation, by what opens it. A single sign closes only where no letter follows,
#: and opens only where none precedes: otherwise it is an apostrophe.
_CLOSES = {
    "“": re.compile("”"),
    "„": re.compile("[“”]"),
    '"': re.compile('"'),
    "«": re.compile("»"),
    "‘": re.compile(r"’(?!\w)"),
    "'": re.compile(r"'(?!\w)"),
}
_OPENS = re.compile(r"[“„\"«]|(?<!\w)[‘']")
#: Control characters, surrogates, line and paragraph separators.
_NO_LETTER = frozenset({"Cc", "Cs", "Zl", "Zp"})
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\s”\"]+(?=[A-Z“\"])")


def printed_texts(book: Book) -> tuple[Printed, ...]:
    """Give every printed text of the desk: brief, edition, then the records."""
    return book.once(_printed_texts)


def _printed_texts(book: Book) -> tuple[Printed, ...]:
    owners: list[tuple[Located, str]] = [(book.brief, "brief"), (book.edition, "edition")]
    owners += [(record, record.id) for record in book]
    return tuple(text for owner, id in owners for text in _texts(owner, id))


def sentences_of_page_one(book: Book) -> Iterator[tuple[str, Statement]]:
    """Give the sentences that rest on records, each with what it is to a reader."""
    edition = book.edition
    yield "the bottom line", edition.bottom_line
    for number, highlight in enumerate(edition.highlights, 1):
        yield f"highlight {number}", highlight
    yield "the trend's reason", edition.trend_rationale
    for part in edition.section_trends:
        yield f"the reason for the trend of {part.section}", part.rationale


def every_text(book: Book) -> Iterator[Printed]:
    """Give whatever the seeds print, names, quotations and addresses too.

    Of the other names of a place a page has those of its own language alone, and no number of
    another data set.
    """
    page = base_of(book.brief.language)
    yield from _all_texts(book.brief, "brief", page)
    yield from _all_texts(book.edition, "edition", page)
    for record in book:
        yield from _all_texts(record, record.id, page)


def texts_of(record: Record) -> Iterator[Printed]:
    """Give the printed texts of one record."""
    return _texts(record, record.id)


@lru_cache(maxsize=4_096)  # several rules ask of the same text, and of it again after a save
def without_quotes(text: str) -> str:
    """Blank what stands between quotation marks; the length stays.

    Each sign is looked at once: a mark that nothing closes is not searched for again.
    """
    kept: list[str] = []
    at, unclosed = 0, set[str]()
    while found := _OPENS.search(text, at):
        mark, start = found[0], found.start()
        end = None if mark in unclosed else _CLOSES[mark].search(text, start + 1)
        if end is None:
            unclosed.add(mark)
            kept.append(text[at : start + 1])
            at = start + 1
        else:
            kept += text[at:start], " " * (end.end() - start)
            at = end.end()
    return "".join(kept) + text[at:]


def sentences(text: str) -> list[str]:
    """Split a text roughly where a full stop meets a capital."""
    return _SENTENCE_END.split(text)


def word_count(text: str) -> int:
    """Count words as an editor does: what stands between spaces, dashes left out."""
    return sum(1 for word in text.split() if any(letter.isalnum() for letter in word))


def any_of(terms: Iterable[str], then: str = "") -> re.Pattern[str]:
    """Find one of several terms as whole words in any case, the longest first.

    ``then`` is a pattern of what follows it.
    """
    longest_first = sorted(terms, key=len, reverse=True)
    # A term may be spread over a line break or written with a hyphen.
    spelled = (re.escape(term).replace(r"\ ", r"[\s-]+") for term in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w){then}", re.IGNORECASE)


def unfit_for_header(text: str) -> str:
    """Say why a text must not stand in the head of a mail; "" when it may.

    "=?" begins an encoded word, in which anything can hide, a line break too; direction
    overrides make an address look like another.
    """
    if "=?" in text:
        return "it holds '=?', which mail programs decode"
    for letter in text:
        if unicodedata.category(letter) in _NO_LETTER or letter in _OVERRIDES:
            return f"it holds U+{ord(letter):04X}, which is no letter"
    return ""


def _texts(value: Located, owner: str) -> Iterator[Printed]:
    for spec in _worded(type(value)):
        held = getattr(value, spec.name)
        if not held:
            continue
        if isinstance(held, str):
            yield Printed(owner, spec.key, held, value.at(spec.key))
        elif isinstance(held, Located):
            yield from _texts(held, owner)
        else:
            for index, item in enumerate(held):
                if isinstance(item, Located):
                    yield from _texts(item, owner)
                else:
                    yield Printed(owner, spec.key, item, value.at(f"{spec.key}.{index}"))


def _all_texts(value: Located, owner: str, page: str) -> Iterator[Printed]:
    if isinstance(value, PlaceName) and base_of(value.language or "") != page:
        return
    for spec in _printed(type(value)):
        held = getattr(value, spec.name)
        if not held:
            continue
        for index, item in enumerate(held if spec.many else (held,)):
            if isinstance(item, Located):
                yield from _all_texts(item, owner, page)
            elif isinstance(item, str):
                at = f"{spec.key}.{index}" if spec.many else spec.key
                yield Printed(owner, spec.key, item, value.at(at))


@once_per_class
def _printed(model: type[Located]) -> tuple[FieldSpec, ...]:
    """Give the fields of a model that reach a page as they are written, or may hold one."""
    return tuple(
        spec
        for spec in spec_of(model).values()
        if spec.key not in _NEVER_PRINTED
        and (
            (issubclass(spec.item, Located) and spec.item not in (ExternalId, Silence))
            or (
                spec.item is str
                and spec.refers_to is None
                and spec.text_format in (None, TextFormat.URL)
            )
        )
    )


@once_per_class
def _worded(model: type[Located]) -> tuple[FieldSpec, ...]:
    """Give the fields of a model that hold printed text, or values that may."""
    return tuple(
        spec
        for spec in spec_of(model).values()
        if spec.key not in _NOT_PRINTED
        and not (issubclass(model, Source) and spec.key in _OTHERS_WORDS)
        and _may_hold_text(spec)
    )


def _may_hold_text(spec: FieldSpec) -> bool:
    if issubclass(spec.item, Located):
        return spec.item not in _NOT_OURS
    return spec.item is str and spec.text_format is None and spec.refers_to is None
