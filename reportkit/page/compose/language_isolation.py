"""Whose words a text is: the records' own are fenced in before anything is composed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from reportkit.i18n.bidi import isolate
from reportkit.i18n.translate import current_locale, use_language
from reportkit.model.analysis import Correction, Likelihood
from reportkit.model.base import Located, once_per_class
from reportkit.model.book import Book
from reportkit.model.envelope import Record
from reportkit.model.evidence import Event, Place, PlaceName, Quote, Source, SourceNote
from reportkit.model.fields import spec_of
from reportkit.model.overruling import RuleSetting, Silence
from reportkit.model.series import Brief, ChangeNote, DisputedLine, Edition, MapOf

P = ParamSpec("P")
T = TypeVar("T")

#: Text that no reader sees as a passage: names for the tool, words of a vocabulary; and what says
#: its own language: a quotation, another name of a place.
_APART: dict[type[Located], frozenset[str]] = {
    Record: frozenset({"internal_note"}),
    Quote: frozenset({"text"}),
    Place: frozenset({"country"}),
    PlaceName: frozenset({"name"}),
    SourceNote: frozenset({"text"}),
    Event: frozenset({"sub_type"}),
    Source: frozenset({"sha256"}),
    Likelihood: frozenset({"term"}),
    Correction: frozenset({"field"}),
    ChangeNote: frozenset({"field"}),
    DisputedLine: frozenset({"between"}),
    MapOf: frozenset({"countries"}),
    RuleSetting: frozenset({"rule", "which"}),
    Silence: frozenset({"finding", "rule", "reason", "by"}),
}


def in_its_language(
    made: Callable[Concatenate[Book, P], T],
) -> Callable[Concatenate[Book, P], T]:
    """Let what makes something of a book speak the language that its brief names."""

    @wraps(made)
    def speaks(book: Book, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with use_language(book.brief.language, book.brief.written_in):
            return made(isolated(book), *args, **kwargs)

    return speaks


def in_language_of(book: Book, made: Callable[P, T]) -> Callable[P, T]:
    """Let what is made later speak the language of a book whose texts are fenced in already."""

    @wraps(made)
    def speaks(*args: P.args, **kwargs: P.kwargs) -> T:
        with use_language(book.brief.language, book.brief.written_in):
            return made(*args, **kwargs)

    return speaks


def isolated(book: Book) -> Book:
    """Isolate every text of the seeds that is printed, where it speaks another language."""
    if not current_locale().is_mixed:
        return book
    brief, edition = _isolated_value(book.brief), _isolated_value(book.edition)
    assert isinstance(brief, Brief) and isinstance(edition, Edition)  # noqa: S101, PT018  # same
    records = {id: _isolated_value(record) for id, record in book.by_id.items()}
    return replace(book, by_id=records, brief=brief, edition=edition)


def _isolated_value(value: Any) -> Any:
    changed = {}
    for name, many, nested in _texts(type(value)):
        held = getattr(value, name)
        if not held:
            continue
        isolate_one = _isolated_value if nested else isolate
        changed[name] = tuple(map(isolate_one, held)) if many else isolate_one(held)
    return value.replace(**changed) if changed else value


@once_per_class
def _texts(model: type[Located]) -> tuple[tuple[str, bool, bool], ...]:
    """Name the fields that hold text or values with text: whether many, whether nested."""
    apart = frozenset[str]().union(
        *(names for kind, names in _APART.items() if issubclass(model, kind))
    )
    fields = []
    for spec in spec_of(model).values():
        nested = issubclass(spec.item, Located)
        plain = spec.item is str and spec.text_format is None and spec.refers_to is None
        if (nested or plain) and spec.name not in apart:
            fields.append((spec.name, spec.many, nested))
    return tuple(fields)
