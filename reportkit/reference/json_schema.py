"""JSON Schemas of the seeds, for editors with a YAML language server. Pure.

Draft-07, which every version of the server knows; it takes nothing beside a ``$ref``, so all but
the types of records stands where it is used. A schema takes whatever the loader takes: it makes
no difference between quoted and plain values, and knows no rule.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from reportkit.i18n.sentences import capital, stop
from reportkit.loading.scalars import FORMS, NUMBER
from reportkit.model.envelope import TextFormat
from reportkit.reference.beyond import said_beyond
from reportkit.reference.comments import plain
from reportkit.reference.entries import EVERY, FILES, TYPES, Entry, Key, entry_at, holds, inner
from reportkit.reference.examples import example_for
from reportkit.reference.forms import form_of

Schema = dict[str, Any]
#: What may be asked for, in the order of the work.
NAMES = ("records", *FILES)
#: In which folder of a series they lie.
FOLDER = ".schemas"

_DRAFT = "http://json-schema.org/draft-07/schema#"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_MOMENT = r"^[0-9]{4}-?([0-9]{2}|W).*(Z|[+-][0-9]{2}(:?[0-9]{2}){0,2}(\.[0-9]+)?)$"


def file_of(name: str) -> str:
    """Name the file of a schema, as the first line of a file of seeds names it."""
    return f"{name}.schema.json"


def schema_files() -> dict[str, str]:
    """Give what belongs into a series: each schema by its path from there."""
    return {f"{FOLDER}/{file_of(name)}": schema_text(name) for name in NAMES}


def stale_schemas(series: Path) -> dict[str, bytes]:
    """Give what a series lacks, or has otherwise, by its path from there."""
    wanted = {path: text.encode() for path, text in schema_files().items()}
    return {path: content for path, content in wanted.items() if not _holds(series / path, content)}


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def schema_text(name: str) -> str:
    """Give a schema as it is written to disk, the same bytes each time."""
    return json.dumps(schema_of(name), ensure_ascii=False, indent=1) + "\n"


def schema_of(name: str) -> Schema:
    """Give the schema of brief, edition, distribution, or of the files that hold records."""
    if name in FILES:
        entry = entry_at(name)
        return {"$schema": _DRAFT, "title": entry.file, **_mapping(entry)}
    lists = {kind.plural: _list_of(type_) for type_, kind in TYPES.items()}
    section = {**_form(TextFormat.SLUG), **_described("The section of all records of this file.")}
    every = {key.path: _key(key) for key in entry_at(EVERY).keys}
    return {
        "$schema": _DRAFT,
        "title": "records",
        "description": "Records of a series: any lists of them, in any order.",
        "type": "object",
        "properties": {"section": section, **lists},
        "additionalProperties": False,
        "definitions": {**{type_: _mapping(entry_at(type_)) for type_ in TYPES}, **every},
    }


def _list_of(type_: str) -> Schema:
    return {
        "title": TYPES[type_].plural,
        "type": "array",
        "items": {"$ref": f"#/definitions/{type_}"},
        **_described(entry_at(type_).meaning),
    }


def _mapping(entry: Entry) -> Schema:
    return {
        "type": "object",
        **_described(entry.meaning),
        "properties": {key.name: _property(key) for key in _in_order(entry)},
        "required": [key.name for key in entry.keys if key.needed],
        "additionalProperties": False,
    }


def _in_order(entry: Entry) -> list[Key]:
    """What is needed first, as editors offer it; what every record may have last."""
    return sorted(entry.keys, key=lambda key: (not key.needed, not key.own))


def _property(key: Key) -> Schema:
    return _key(key) if key.own else {"$ref": f"#/definitions/{EVERY}.{key.name}"}


def _key(key: Key) -> Schema:
    within = inner(key)
    one = _mapping(within) if within else _value(key)
    told = {"title": key.path, **_described(_meaning(key), _piece(key))}
    if key.spec.many:
        return {**told, "type": "array", "items": one}
    schema = {**one, **told}
    if key.default and not within:
        schema["default"] = _typed(key)
    return {**schema, **_examples(key)}


def _typed(key: Key) -> object:
    """Give the default as YAML reads it."""
    if key.spec.item is bool:
        return key.default == "true"
    return int(key.default) if key.spec.item is int else key.default


def _examples(key: Key) -> Schema:
    """Offer known words where others may stand too."""
    if not key.words or key.fixed:
        return {}
    return {"examples": [word.word for word in key.words]}


def _meaning(key: Key) -> str:
    told = [key.meaning, *said_beyond(key)]
    about = [capital(stop(text)) for text in told if text]
    if not (key.mapping or (key.words and key.fixed)):
        about.append(f"Holds: {holds(key.spec)}.")
    return " ".join(about)


def _piece(key: Key) -> str:
    piece = example_for(key)
    if piece is None and key.mapping is None:
        return ""
    return f"\n\n```yaml\n{piece.text if piece else form_of(key)}\n```"


def _described(text: str, more: str = "") -> Schema:
    """Give a description for all editors, and once more for those that show Markdown."""
    described = {"description": plain(text)}
    if more or "`" in text:
        described["markdownDescription"] = text + more
    return described


# -- values -------------------------------------------------------------------------------------


def _value(key: Key) -> Schema:
    spec = key.spec
    if key.words and key.fixed:
        return _words(key)
    if spec.text_format is not None:
        return _form(spec.text_format)
    if spec.refers_to:
        one = holds(spec).removeprefix("list: ")
        return _text(f"write the {one} here")
    return _text("write one text here") if spec.item is str else dict(_KINDS[spec.item])


def _words(key: Key) -> Schema:
    """Give the words; numbers may be quoted as well, which no editor need offer."""
    words = [word.word for word in key.words]
    told = [word.meaning for word in key.words]
    listed: Schema = {"enumDescriptions": [plain(text) for text in told]}
    if any("`" in text for text in told):
        listed["markdownEnumDescriptions"] = told
    if not all(word.isdigit() for word in words):
        return {"enum": words, **listed}
    quoted = {"type": "string", "pattern": f"^({'|'.join(words)})$"}
    return {"anyOf": [{"enum": [int(word) for word in words], **listed}, quoted]}


def _form(form: TextFormat) -> Schema:
    pattern, wanted = FORMS[form]
    message = f"write {wanted}"
    matched: Schema = {"type": "string", "pattern": rf"^\s*{_ecma(pattern)}\s*$"}
    if form in (
        TextFormat.SLUG,
        TextFormat.HOST,
    ):  # may be all digits, which YAML takes as a number
        matched["type"] = ["string", "number"]
    return {**matched, "patternErrorMessage": message, "errorMessage": message}


def _ecma(pattern: re.Pattern[str]) -> str:
    r"""Write a pattern as editors read it: without ``\Z`` and without flags inside."""
    text = pattern.pattern.replace(r"\Z", "")
    if "(?i:" in text:
        text = text.replace("(?i:", "(?:").replace("a-z", "A-Za-z").replace("a-f", "A-Fa-f")
    return f"(?:{text})"


def _text(message: str) -> Schema:
    """Any single value is text, if it is not empty: a number or the word true as well.

    Said by what it is not: of types that it may have, editors would offer true and false.
    """
    return {
        "if": {"type": ["object", "array", "null"]},
        "then": {"type": "string", "errorMessage": message},
        "pattern": r"\S",
        "patternErrorMessage": "give a value, or leave the key out",
    }


def _quoted(type_: str, pattern: str, message: str) -> Schema:
    message = f"write {message}"
    return {
        "type": [type_, "string"],
        "pattern": pattern,
        "patternErrorMessage": message,
        "errorMessage": message,
    }


_KINDS: Mapping[type, Schema] = {
    bool: _quoted("boolean", "^(true|false)$", "true or false"),
    int: _quoted("integer", r"^-?[0-9]+$", "a whole number in digits: 1240"),
    Decimal: _quoted(
        "number",
        "^" + NUMBER.pattern.replace(r"\Z", "$"),
        "digits with at most one dot: 1240 or 12.5",
    ),
    date: {
        "type": "string",
        "pattern": _DAY,
        "patternErrorMessage": "write a day as 2026-01-08",
        "errorMessage": "write a day as 2026-01-08",
    },
    datetime: {
        "type": "string",
        "pattern": _MOMENT,
        "patternErrorMessage": "write a day, a time and a zone, as 2026-01-11T18:00+03:00",
        "errorMessage": "write a day, a time and a zone, as 2026-01-11T18:00+03:00",
    },
}
