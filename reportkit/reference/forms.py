"""How a key is written that the example series does not use: its shape, with invented values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal

from reportkit.model.envelope import TextFormat
from reportkit.model.fields import FieldSpec
from reportkit.problems import with_article
from reportkit.reference.entries import Key, inner

_VALUES: Mapping[type, str] = {
    str: "...",
    bool: "true",
    int: "1",
    Decimal: "1240",
    date: "2026-01-08",
    datetime: "2026-01-11T18:00+03:00",
}
_FORMS: Mapping[TextFormat, str] = {
    TextFormat.SLUG: "an-id",
    TextFormat.URL: "https://example.org/page",
    TextFormat.EMAIL: "desk@example.org",
    TextFormat.LANGUAGE: "fa-AF",
    TextFormat.ZONE: "Asia/Kabul",
    TextFormat.CLOCK: '"18:00"',
    TextFormat.COLOUR: '"#0b4f6c"',
    TextFormat.HOST: "mail.example.org",
    TextFormat.SPAN: "30 days",
    TextFormat.DAY_OR_SPAN: "30 days",
    TextFormat.ISO: "AF-KAN",
    TextFormat.PCODE: "AF2710",
}


def form_of(key: Key) -> str:
    """Give the lines of YAML in which a key is written, with all that is needed below it."""
    return "\n".join(_lines(key))


def _lines(key: Key) -> Iterator[str]:
    within = inner(key)
    if within is None:
        value = _value(key)
        yield f"{key.name}: [{value}]" if key.spec.many else f"{key.name}: {value}"
        return
    yield f"{key.name}:"
    keys = [one for one in within.keys if one.needed] or within.keys
    lines = [line for one in keys for line in _lines(one)]
    for number, line in enumerate(lines):
        begin = "- " if key.spec.many and number == 0 else "  " if key.spec.many else ""
        yield f"  {begin}{line}"


def _value(key: Key) -> str:
    spec: FieldSpec = key.spec
    if spec.refers_to is not None:
        kinds = spec.refers_to.types or ("record",)
        return f"id-of-{with_article(kinds[0]).replace(' ', '-')}"
    if key.words:
        word = key.words[0 if key.words[0].word != key.default else -1].word
        return f'"{word}"' if ":" in word else word
    return _FORMS[spec.text_format] if spec.text_format else _VALUES[spec.item]
