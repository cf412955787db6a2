"""Titles, fields and values of a change in the language of the page.

In English a change keeps the words that it was classified with. Another language finds the
record again and words it anew, for what is counted and what state it is in are UI strings.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reportkit.changes.change import Change
from reportkit.changes.detect import TIES
from reportkit.changes.edition_view import EditionView
from reportkit.changes.field_schema import Kind, Value, field_names, field_schema
from reportkit.i18n import formats
from reportkit.i18n.bidi import isolate
from reportkit.i18n.translate import gettext, gettext_noop, word
from reportkit.loading.serialize import plain_value
from reportkit.model.vocabulary.analysis import Outcome
from reportkit.model.vocabulary.events import Verification
from reportkit.phrasing.claims import SPOKEN_TOGETHER
from reportkit.phrasing.titles import name_of, title_of

#: Fields whose name in the seeds is no English for a reader, by the last two names of their path.
_FIELDS: Mapping[str, str] = {
    "basis": "rests on",
    "basis complexity volatility": "complexity and volatility",
    "basis information base": "information base",
    "basis rigour": "rigour",
    "best": "value",
    "by when": "by",
    "ceasefire end reason": "why the ceasefire ended",
    "checked on": "checked",
    "commitment status": "state",
    "confidence level": "confidence",
    "confidence text": "why this confidence",
    "date end": "last day",
    "date precision": "precision of the day",
    "date start": "first day",
    "evidence against": "against it",
    "gap status": "state",
    "geo precision": "precision of the place",
    "high": "highest value",
    "how to close": "what would close it",
    "indicator status": "state",
    "last checked": "checked",
    "likelihood probability": "probability",
    "likelihood term": "likelihood",
    "link status": "state of the link",
    "linked": "judgements that it serves",
    "low": "lowest value",
    "max pages": "limit of pages",
    "measure status": "state",
    "monitoring by": "monitors",
    "monitoring mechanism": "mechanism of monitoring",
    "monitoring status": "monitoring",
    "next round date": "day of the next round",
    "next round status": "next round",
    "next round venue": "place of the next round",
    "no alternative reason": "why there is no alternative",
    "quote text": "quotation",
    "resolution criteria": "how it is decided",
    "resolution due": "due",
    "resolution note": "how it came out",
    "resolution on": "decided on",
    "resolution outcome": "outcome",
    "source refs": "sources",
    "source status": "standing of the source",
    "status by": "who tells of the state",
    "status reason": "why",
    "superseded by": "replaced by",
    "tlp": "marking",
    "trend rationale text": "reason for the trend",
}
#: Words of the vocabulary that are no English for a reader.
WORDS: Mapping[StrEnum, str] = {
    Outcome.OCCURRED: "it happened",
    Outcome.DID_NOT: "it did not happen",
    Outcome.PARTLY: "it happened in part",
    Outcome.UNRESOLVABLE: "it cannot be told whether it happened",
    Verification.MULTI_ORIGIN: "several origins",
    Verification.SINGLE_ORIGIN: "one origin",
}
_WORDS = {(type(held).__name__, held.value): english for held, english in WORDS.items()}
#: What a reader of the log has no use for; changes.json has it.
_OF_THE_DESK = frozenset({"key", "none_found", "position", "source_refs", "status_reason"}) | TIES


def change_title(change: Change, now: EditionView) -> str:
    """Call the record of a change as a reader would, without a full stop."""
    record = now.records.get(change.record) or change.before
    return title_of(record, now) if record else gettext(_SERIES[change.type])


#: What is no record, and compared like one.
_SERIES = {"brief": gettext_noop("this series"), "edition": gettext_noop("this brief")}


def is_field_shown(type_: str, field: str) -> bool:
    """Tell whether a field may stand beside the sentence of its change.

    The words of a claim are told by the sentence alone, with their speaker and their mood.
    """
    return not (type_ == "claim" and field in SPOKEN_TOGETHER)


def is_for_readers(type_: str, field: str) -> bool:
    """Tell whether a log for people shows a field: nothing that is nested in a list."""
    return "[" not in field and field not in _OF_THE_DESK and is_field_shown(type_, field)


def reason_of(change: Change) -> str:
    """Give the author's reason; "" where none was asked."""
    return isolate(change.reason or "")


def field_in_sentence(field: str) -> str:
    """Name a field of a path as a reader would: "confidence level".

    What lies deep in a list is named after the list: the likelihood of an alternative is not
    that of the judgement.
    """
    names = field_names(field)
    said = names_in_sentence(names[-2:])
    if "[" not in field or len(names) < len(("list", "part", "field")):
        return said
    return gettext("{list}: {field}", list=names_in_sentence(names[:1]), field=said)


def field_key(field: str) -> str:
    """Name a field as English does, whatever is spoken."""
    return " ".join(field_names(field)[-2:]).replace("_", " ")


def names_in_sentence(names: tuple[str, ...]) -> str:
    """Name a field by the last names of its path, together where the catalogue knows both."""
    plain = " ".join(names).replace("_", " ")
    together = word("field", plain, _FIELDS.get(plain, ""))
    if together != plain or len(names) == 1:
        return together
    return " ".join(names_in_sentence((name,)) for name in names)


def value_in_sentence(value: Value, now: EditionView, type_: str, field: str) -> str:
    """Say the value of a field: a record by its title, a word of the vocabulary by its label."""
    if value is None or isinstance(value, bool):
        english = "not said" if value is None else ""
        return word("value", {None: "none", True: "yes", False: "no"}[value], english)
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, Decimal):
        return formats.number(value)
    written = str(plain_value(value))
    if written in now.records:
        return name_of(written, now)
    schema = field_schema(type_, field)
    plain = written.replace("_", " ")
    if schema.words:
        return word(schema.words, written, _WORDS.get((schema.words, written), ""))
    return isolate(plain) if schema.kind is Kind.TEXT else plain
