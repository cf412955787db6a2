"""Types, files, keys and words explained, as lines for a terminal and as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import shorten
from typing import Any

from reportkit.i18n.sentences import capital, stop
from reportkit.problems import Code
from reportkit.reference.beyond import said_beyond
from reportkit.reference.comments import plain
from reportkit.reference.entries import (
    EVERY,
    FILES,
    TYPES,
    Entry,
    Key,
    entry_at,
    holds,
    holds_shortly,
    inner,
)
from reportkit.reference.examples import Piece, example_for, example_of
from reportkit.reference.forms import form_of
from reportkit.reference.lookup import Answer
from reportkit.reference.printed import printed, printed_words
from reportkit.reference.related_rules import rules_of, rules_on
from reportkit.text_lines import BLANK, Line, columns

Json = Mapping[str, Any]
_INDENT = 2
#: Columns in which a sentence still has room beside a name.
_LEAST_BESIDE = 26


def answer_lines(answer: Answer, width: int) -> Iterator[Line]:
    """Tell all that a name stands for, what it names first."""
    if answer.entry:
        yield from entry_lines(answer.entry, width)
    elif answer.key:
        yield from key_lines(answer.key, width)
    if answer.keys:
        also = "also " if answer.entry else ""
        yield from [BLANK] * bool(also)
        yield from _places(f"'{answer.keys[0].name}' is {also}a key of", answer.keys)
    if answer.holders:
        also = "also " if answer.entry or answer.keys else ""
        heading = f"'{answer.word}' is {also}a word of"
        yield from [BLANK] * bool(also)
        yield from _places(heading, answer.holders, answer.word)


def entry_lines(entry: Entry, width: int) -> Iterator[Line]:
    """Explain a type of record or a file: its keys in a table, needed first, and an example."""
    yield Line(entry.file or entry.path, heading=True)
    yield from (Line(plain(text)) for text in entry.meaning.splitlines())
    yield from map(Line, _where(entry))
    own = [key for key in entry.keys if key.own]
    for heading, needed in ("Needed", True), ("Not needed", False):
        keys = [key for key in entry.keys if key.needed is needed and (key.own or needed)]
        if keys:
            yield BLANK
            yield Line(heading, heading=True)
            yield from _table(keys)
    if entry.record:
        others = ", ".join(key.name for key in entry.keys if not key.own and not key.needed)
        yield Line(f"and as in every record ('explain {EVERY}'): {others}", _INDENT, _INDENT)
    yield from _shown(example_of(entry))
    yield from _asked(rules_of(entry), width)
    shown = next((key for key in own if key.words), own[-1])
    yield BLANK
    yield Line(f"A key in full: 'reportkit explain {shown.path}'.")


def key_lines(key: Key, width: int) -> Iterator[Line]:
    """Explain one key: what it holds and means, each of its words, an example."""
    yield Line(key.path, heading=True)
    yield from (Line(capital(plain(text))) for text in _meanings(key))
    yield Line(f"Holds: {plain(_held(key))}.")
    yield Line(_needed(key))
    within = inner(key)
    if within:
        yield BLANK
        yield Line("Its keys", heading=True)
        yield from _table(sorted(within.keys, key=lambda each: not each.needed))
    piece = example_for(key)
    yield from _word_lines(key, piece)
    yield from _shown(piece, whole=False) if piece else _form(key)
    yield from _asked(rules_on(key), width)


def overview(width: int) -> Iterator[Line]:
    """Give a line for each type of record and each file."""
    for heading, names in ("Records", (*TYPES, EVERY)), ("Files", tuple(FILES)):
        yield Line(heading, heading=True)
        entries = [entry_at(name) for name in names]
        shown = [entry.file or entry.path for entry in entries]
        longest = max(map(len, shown))
        for name, entry in zip(shown, entries, strict=True):
            yield from _beside(name, plain(_first(entry.meaning)), longest, width)
        yield BLANK


def _beside(name: str, text: str, longest: int, width: int) -> Iterator[Line]:
    """Set a name and the begin of its sentence side by side, else one below the other."""
    left = width - longest - 2 * _INDENT
    if left < _LEAST_BESIDE:
        yield Line(name, _INDENT)
        yield Line(shorten(text, width - 2 * _INDENT, placeholder=" …"), 2 * _INDENT)
        return
    yield Line(f"  {name:<{longest}}  {shorten(text, left, placeholder=' …')}")


# -- parts --------------------------------------------------------------------------------------


def _where(entry: Entry) -> Iterator[str]:
    kind = entry.record
    if kind:
        yield f"In a list under '{kind.plural}:' in any .yaml file of seeds/ that holds records."
        if kind.in_section:
            yield "Printed in a section: it, or its file for all records, names one ('section:')."
    elif entry.file:
        yield f"The file seeds/{entry.file}."


def _table(keys: Iterable[Key]) -> Iterator[Line]:
    rows = ((f"  {key.name}", holds_shortly(key.spec), _in_table(key)) for key in keys)
    yield from columns(rows)


def _in_table(key: Key) -> str:
    said = plain(key.meaning) or plain(key.about_words)
    words = ", ".join(word.word for word in key.words) if key.fixed and not _is_long(key) else ""
    parts = [
        said,
        f"one of: {words}" if words else "",
        f"default: {key.default}" if key.default else "",
    ]
    return "; ".join(part.rstrip(".") for part in parts if part)


def _is_long(key: Key) -> bool:
    return len(key.words) > 12  # noqa: PLR2004  # more than a table can hold


def _meanings(key: Key) -> list[str]:
    said = [key.meaning, *(said_beyond(key) if key.mapping else ())]
    return [stop(text) for text in said if text]


def _held(key: Key) -> str:
    before = "a list; each entry is " if key.spec.many else ""
    if key.mapping:
        return f"{before}a mapping with the keys below"
    if key.words and key.fixed:
        return f"{before}one of the words below"
    return holds(key.spec).replace("list: ", "a list; each entry: ")


def _needed(key: Key) -> str:
    if key.needed:
        return "Needed."
    return f"Not needed. Default: {key.default}." if key.default else "Not needed."


def _word_lines(key: Key, piece: Piece | None) -> Iterator[Line]:
    if not key.words:
        return
    yield BLANK
    yield Line("Words", heading=True)
    for text in said_beyond(key):
        yield Line(capital(stop(plain(text))), _INDENT)
    said = {one.word: one for one in printed_words(key, piece.id if piece else "")}
    for word in key.words:
        yield Line(f"{word.word}: {plain(word.meaning)}" if word.meaning else word.word, _INDENT, 4)
        if one := said.get(word.word):
            given = f"{one.beside} prints as" if one.beside else "prints as"
            yield Line(f"{given}: {one.text}", 3 * _INDENT, 4)


def _shown(piece: Piece | None, *, whole: bool = True) -> Iterator[Line]:
    if piece is None:
        return
    yield BLANK
    yield Line("An example", heading=True)
    yield from (Line(text, _INDENT, verbatim=True) for text in piece.text.splitlines())
    if whole and piece.id:
        yield BLANK
        yield Line("It is printed as", heading=True)
        yield Line(printed(piece.id), _INDENT)


def _form(key: Key) -> Iterator[Line]:
    yield BLANK
    yield Line("Written so, with invented values", heading=True)
    yield from (Line(text, _INDENT, verbatim=True) for text in form_of(key).splitlines())


def _asked(codes: Sequence[Code], width: int) -> Iterator[Line]:
    if not codes:
        return
    yield BLANK
    yield Line("The rules ask ('reportkit explain RULE')", heading=True)
    longest = max(len(code.code) for code in codes)
    for code in codes:
        text = code.text.split(". ")[0].rstrip(".")
        yield from _beside(code.code, text, longest, width)


def _places(heading: str, keys: Sequence[Key], word: str = "") -> Iterator[Line]:
    yield Line(heading, heading=True)
    rows = ((f"  {key.path}", _meaning_there(key, word)) for key in keys)
    yield from columns(rows)


def _meaning_there(key: Key, word: str) -> str:
    if not word:
        return plain(key.meaning) or plain(key.about_words)
    return next((plain(one.meaning) for one in key.words if one.word == word), "")


# -- text ---------------------------------------------------------------------------------------


def _first(text: str) -> str:
    return re.split(r"\n|\. |; ", text, maxsplit=1)[0].rstrip(".")


# -- JSON ---------------------------------------------------------------------------------------


def answer_json(answer: Answer) -> Json:
    """Give the fields of ``explain NAME --json``."""
    return {
        "entry": entry_json(answer.entry) if answer.entry else None,
        "key": key_json(answer.key) if answer.key else None,
        "keys": [key_json(key) for key in answer.keys],
        "word": answer.word or None,
        "holders": [key.path for key in answer.holders],
    }


def entry_json(entry: Entry) -> Json:
    """Give a type of record or a file with its keys."""
    piece = example_of(entry)
    return {
        "name": entry.path,
        "meaning": plain(entry.meaning),
        "list": entry.record.plural if entry.record else None,
        "file": entry.file or None,
        "keys": [key_json(key) for key in entry.keys],
        "example": piece.text if piece else None,
        "printed": printed(piece.id) if piece and piece.id else None,
        "rules": [code.code for code in rules_of(entry)],
    }


def key_json(key: Key) -> Json:
    """Give a key with its words, and with its keys where it has some."""
    within, piece = inner(key), example_for(key)
    prints = {one.word: one.text for one in printed_words(key, piece.id if piece else "")}
    return {
        "path": key.path,
        "key": key.name,
        "needed": key.needed,
        "holds": plain(holds(key.spec)),
        "default": key.default or None,
        "meaning": plain(key.meaning),
        "words": [
            {"word": word.word, "meaning": plain(word.meaning), "printed": prints.get(word.word)}
            for word in key.words
        ],
        "keys": [key_json(each) for each in within.keys] if within else [],
        "example": piece.text if piece else form_of(key),
    }
