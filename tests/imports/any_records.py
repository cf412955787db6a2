"""Records of every type with any values that the model can hold, for Hypothesis."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from hypothesis import strategies as st

from reportkit.loading.serialize import Plain
from reportkit.model.base import Located
from reportkit.model.book import RECORD_TYPES
from reportkit.model.envelope import Record, TextFormat
from reportkit.model.fields import FieldSpec, spec_of

#: What YAML, JSON and spreadsheets read otherwise, and what people of this field write.
ODD_TEXTS = (
    "true", "No", "null", "~", "12", "1_000", "0x1F", "1e3", "2025-10-17", "12:30", "- dash",
    "# none", "key: value", "a #b", "'quoted'", '"quoted"', "both ' and \"", "back\\slash", "{a}",
    "[a]", "*star", "&and", "!tag", "%at", "@at", "`tick", ">", "|", "?", "=1+1", "ends:", ": in",
    "کابل", "سپین بولدک می‌شود", "é — “quoted”", "\u200fright", "a\u00a0b", "😀", "TLP:RED",
    "x" * 300, "word " * 60,
)  # fmt: skip
_OWN = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x2FF, exclude_categories=("Cc", "Cs")),
    min_size=1,
    max_size=40,
)
TEXTS = st.one_of(st.sampled_from(ODD_TEXTS), _OWN).map(lambda text: " ".join(text.split()))
_SLUGS = st.from_regex(r"[a-z][a-z0-9]{0,8}([.-][a-z0-9]{1,6})?", fullmatch=True)
_DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1)).map(date.isoformat)
_SCALARS: dict[type, st.SearchStrategy[Plain]] = {
    bool: st.booleans(),
    int: st.integers(1, 6),
    Decimal: st.decimals(0, 10**6, places=2, allow_nan=False).map(str),
    datetime: st.just("2026-01-12T06:00:00+00:00"),
    date: _DAYS,
}
_FORMS: dict[TextFormat, st.SearchStrategy[str]] = {
    TextFormat.SLUG: _SLUGS,
    TextFormat.URL: st.sampled_from(("https://example.org/a?b=c#d", "http://example.org/%20")),
    TextFormat.EMAIL: st.just("desk@example.org"),
    TextFormat.LANGUAGE: st.sampled_from(("en", "fa-AF", "ps")),
    TextFormat.ZONE: st.just("Asia/Kabul"),
    TextFormat.CLOCK: st.just("18:00"),
    TextFormat.COLOUR: st.just("#0b4f6c"),
    TextFormat.HOST: st.just("mail.example.org"),
    TextFormat.SPAN: st.just("30 days"),
    TextFormat.DAY_OR_SPAN: st.one_of(_DAYS, st.just("4 weeks")),
    TextFormat.ISO: st.sampled_from(("AF", "AFG", "AF-KAN")),
    TextFormat.PCODE: st.sampled_from(("AF0101", "NO")),
}


@st.composite
def records(draw: st.DrawFn) -> list[dict[str, Plain]]:
    """Give records with ids of their own, in any order, as ``record_to_plain`` writes them."""
    kinds = draw(st.lists(st.sampled_from(RECORD_TYPES), min_size=1, max_size=6))
    ids = draw(st.lists(_SLUGS, min_size=len(kinds), max_size=len(kinds), unique=True))
    return [draw(_record(kind, id)) for kind, id in zip(kinds, ids, strict=True)]


@st.composite
def _record(draw: st.DrawFn, kind: type[Record], id: str) -> dict[str, Plain]:
    values = draw(_values(kind))
    sections = st.sampled_from((None, "clashes", "sources", "claims", "brief"))
    values.pop("section", None)
    if section := draw(sections):
        values["section"] = section
    values.pop("internal_note", None)
    return {"type": kind.type, **values, "id": id}


@st.composite
def _values(draw: st.DrawFn, model: type[Located]) -> dict[str, Plain]:
    fields = spec_of(model)
    needed = [key for key, field in fields.items() if field.required]
    more = draw(st.sets(st.sampled_from(sorted(fields)), max_size=5))
    return {key: draw(_field(fields[key])) for key in dict.fromkeys([*needed, *sorted(more)])}


def _field(field: FieldSpec) -> st.SearchStrategy[Plain]:
    if field.many:
        return st.lists(_item(field), min_size=1, max_size=3).map(list)
    return _item(field)


def _item(field: FieldSpec) -> st.SearchStrategy[Plain]:
    item = field.item
    if issubclass(item, Located):
        return st.deferred(lambda: _values(item))
    if issubclass(item, Enum):
        return st.sampled_from([member.value for member in item])
    if item in _SCALARS:
        return _SCALARS[item]
    if field.refers_to is not None:
        return _SLUGS
    return _FORMS[field.text_format] if field.text_format else TEXTS
