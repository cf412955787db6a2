"""Every type of record, file, mapping and key of the seeds with what a writer must know of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from reportkit.model.analysis import Likelihood
from reportkit.model.base import Located, default_of, fields_of
from reportkit.model.book import RECORD_TYPES
from reportkit.model.envelope import Record, TextFormat
from reportkit.model.evidence import Figure
from reportkit.model.fields import FieldSpec, spec_of
from reportkit.model.metrics import METRICS, POPULATIONS, Counted
from reportkit.model.scales import LIKELIHOOD
from reportkit.model.series import Brief, Distribution, Edition
from reportkit.problems import with_article
from reportkit.reference.comments import commented

#: The files of seeds/ that hold one value each, by the name that they are asked for with.
FILES: Mapping[str, type[Located]] = {
    "brief": Brief,
    "edition": Edition,
    "distribution": Distribution,
}
#: The name under which the keys of every record are asked for.
EVERY = "record"
TYPES: Mapping[str, type[Record]] = {kind.type: kind for kind in RECORD_TYPES}
#: What may be asked for by its name alone.
ROOTS: Mapping[str, type[Located]] = {EVERY: Record, **TYPES, **FILES}


class Word(NamedTuple):
    """A word that a key may hold, and what it means there."""

    word: str
    meaning: str  # Markdown; "" where the word says it all


class Key(NamedTuple):
    """One key of a record, a file or a mapping in one."""

    path: str  # "figure.operator"
    spec: FieldSpec
    meaning: str  # Markdown
    words: tuple[Word, ...]
    about_words: str  # what they have in common
    fixed: bool  # no other word may stand there
    default: str  # as YAML has it; "" where leaving it out says nothing
    own: bool  # no key of every record

    @property
    def name(self) -> str:
        """The key as it is written."""
        return self.spec.key

    @property
    def needed(self) -> bool:
        """Tell whether it must be there."""
        return self.spec.required

    @property
    def mapping(self) -> type[Located] | None:
        """The model of what stands under it, where that has keys of its own."""
        item = self.spec.item
        return item if issubclass(item, Located) else None


class Entry(NamedTuple):
    """A type of record, a file, or what stands under a key."""

    path: str  # "figure", "brief", "judgement.likelihood"
    model: type[Located]
    meaning: str  # Markdown, a line for each paragraph
    keys: tuple[Key, ...]

    @property
    def record(self) -> type[Record] | None:
        """The type of record that it is, if it is one."""
        return self.model if issubclass(self.model, Record) and self.path != EVERY else None

    @property
    def file(self) -> str:
        """The file that it is, if it is one."""
        return f"{self.path}.yaml" if self.path in FILES else ""


@cache
def entry_at(path: str) -> Entry:
    """Explain a type of record, a file, or what stands under a key, by its path."""
    name, *steps = path.split(".")
    model = ROOTS[name]
    for step in steps:
        model = spec_of(model)[step].item
    every = fields_of(Record) if name in TYPES and not steps else {}
    keys = (_key(path, model, spec, own=spec.name not in every) for spec in spec_of(model).values())
    return Entry(path, model, commented(model).doc, tuple(keys))


def inner(key: Key) -> Entry | None:
    """Explain what stands under a key, where that has keys of its own."""
    return entry_at(key.path) if key.mapping else None


def key_at(path: str) -> Key:
    """Give a key by its whole path."""
    above, _, name = path.rpartition(".")
    return next(key for key in entry_at(above).keys if key.name == name)


class Place(NamedTuple):
    """Where a key may be written; nothing of it is explained yet."""

    path: str
    model: type[Located]
    spec: FieldSpec


def places() -> Iterator[Place]:
    """Give every key by its path, those of every record once; reads no explanation."""
    every = frozenset(fields_of(Record))
    for name, model in ROOTS.items():
        yield from _places(name, model, every if name in TYPES else frozenset())


def _places(path: str, model: type[Located], without: frozenset[str]) -> Iterator[Place]:
    for spec in spec_of(model).values():
        if spec.name not in without:
            here = f"{path}.{spec.key}"
            yield Place(here, model, spec)
            if issubclass(spec.item, Located):
                yield from _places(here, spec.item, frozenset())


def words_at(place: Place) -> tuple[str, ...]:
    """Name the words that a key may hold, without what they mean."""
    if issubclass(place.spec.item, Enum):
        return tuple(str(word.value) for word in place.spec.item)
    others, _, _ = _OTHER_WORDS.get((place.model, place.spec.key), ((), "", False))
    return tuple(word.word for word in others)


def _key(path: str, model: type[Located], spec: FieldSpec, *, own: bool) -> Key:
    words, about, fixed = _words_of(model, spec)
    return Key(
        path=f"{path}.{spec.key}",
        spec=spec,
        meaning=comment_of(model, spec.name),
        words=words,
        about_words=about,
        fixed=fixed,
        default=_default(model, spec),
        own=own,
    )


def comment_of(model: type[Located], name: str) -> str:
    """Give the comment of a field, from the class that has it."""
    classes = (kind for kind in model.__mro__ if name in vars(kind).get("__annotations__", ()))
    return next((commented(kind).members.get(name, "") for kind in classes), "")


# -- words ------------------------------------------------------------------------------------


def _words_of(model: type[Located], spec: FieldSpec) -> tuple[tuple[Word, ...], str, bool]:
    """Give the words that a key may hold, what is said of all, and whether there are no others."""
    if issubclass(spec.item, Enum):
        said = commented(spec.item)
        members = [(member, str(member.value)) for member in spec.item]
        words = (Word(word, said.members.get(member.name, "")) for member, word in members)
        return tuple(words), said.doc, True
    return _OTHER_WORDS.get((model, spec.key), ((), "", False))


def _counted(counted: Mapping[str, Counted]) -> tuple[Word, ...]:
    return tuple(
        Word(row.id, f"{row.plural}, in {row.unit}" if row.unit else row.plural)
        for row in counted.values()
    )


def _terms() -> tuple[Word, ...]:
    bands: dict[str, list[str]] = {}
    for scale, terms in LIKELIHOOD.items():
        for term in terms:
            row = f", row {term.row}" if term.row else ""
            bands.setdefault(term.term, []).append(f"{term.band} ({scale.value}{row})")
    return tuple(Word(term, "; ".join(told)) for term, told in bands.items())


_ABOUT_TERMS = (
    "`scales: {likelihood: ...}` in brief.yaml chooses the scale; ICD 203 has two rows of terms, "
    'and a brief keeps to one of them. Printed with its band: "likely (55–80%)".'
)
_OTHER_WORDS: Mapping[tuple[type[Located], str], tuple[tuple[Word, ...], str, bool]] = {
    (Figure, "metric"): (
        _counted(METRICS),
        "Built in; `metrics:` of brief.yaml adds others.",
        False,
    ),
    (Figure, "population"): (
        _counted(POPULATIONS),
        "Built in; `populations:` of brief.yaml adds others.",
        False,
    ),
    (Likelihood, "term"): (
        _terms(),
        _ABOUT_TERMS,
        True,
    ),
}


def _default(model: type[Located], spec: FieldSpec) -> str:
    default: Any = None if spec.required else default_of(model, spec.name)
    if default in (None, ()) or isinstance(default, Located):
        return ""
    if isinstance(default, tuple):
        return f"[{', '.join(map(_plain, default))}]"
    return _plain(default)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value.value) if isinstance(value, Enum) else str(value)


# -- what a key holds ---------------------------------------------------------------------------

_KINDS: Mapping[type, str] = {
    str: "text",
    bool: "true or false",
    int: "whole number",
    Decimal: "number",
    date: "day: `2026-01-08`",
    datetime: "moment with zone: `2026-01-11T18:00+03:00`",
}
_FORMS: Mapping[TextFormat, str] = {
    TextFormat.SLUG: "id: lower-case letters, digits, `.` `-` `_`",
    TextFormat.URL: "address of a page: `https://...`",
    TextFormat.EMAIL: "mail address",
    TextFormat.LANGUAGE: "language tag: `en`, `fa-AF`",
    TextFormat.ZONE: "time zone: `Asia/Kabul`",
    TextFormat.CLOCK: 'time of day: `"18:00"`',
    TextFormat.COLOUR: 'colour: `"#0b4f6c"`',
    TextFormat.HOST: "name or address of a server",
    TextFormat.SPAN: "span: `30 days`, `4 weeks`",
    TextFormat.DAY_OR_SPAN: "day or span: `2026-01-08`, `30 days`",
    TextFormat.ISO: "ISO 3166 code: `AF`, `AFG`, `AF-KAN`",
    TextFormat.PCODE: "place code: `AF0101`",
}


def holds(spec: FieldSpec) -> str:
    """Say in Markdown what a key holds: "list: id of a source"."""
    return f"list: {_one(spec)}" if spec.many else _one(spec)


def holds_shortly(spec: FieldSpec) -> str:
    """Say it in a column of a table: "list of ids", "word"."""
    if issubclass(spec.item, Enum):
        one = "word"
    elif issubclass(spec.item, Located):
        one = "mapping"
    elif spec.refers_to is not None:
        one = _id_of(spec)
    else:
        one = holds_form(spec).partition(":")[0]
    return f"list: {one}" if spec.many else one


def holds_form(spec: FieldSpec) -> str:
    """Say what form a text, number or day has."""
    return _FORMS[spec.text_format] if spec.text_format else _KINDS[spec.item]


def _one(spec: FieldSpec) -> str:
    if spec.refers_to is not None:
        return _id_of(spec)
    if issubclass(spec.item, Enum):
        return "one of " + ", ".join(f"`{word.value}`" for word in spec.item)
    if issubclass(spec.item, Located):
        return "mapping, see below"
    return holds_form(spec)


def _id_of(spec: FieldSpec) -> str:
    kinds = spec.refers_to.types if spec.refers_to else ()
    if not kinds:
        return "id of a record"
    return f"id of {with_article(' or '.join(kinds))}"
