"""An error of ours in words: what was wrong, in which editions, what is right, and why.

Page, log, mail and terminal take a correction from here, so that it says everywhere the same.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from reportkit.changes.detect import STATES
from reportkit.changes.edition_view import Side, listed, text
from reportkit.changes.field_schema import PlainRecord, shape_at
from reportkit.changes.quantity import quantity
from reportkit.changes.worded import field_said, value_said
from reportkit.i18n.bidi import of_record
from reportkit.i18n.formats import long_day, number
from reportkit.i18n.sentences import capital, unstopped
from reportkit.i18n.translate import say, say_in, spoken, word

_DAY = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")
_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,30})?")
_BOUNDS = frozenset({"low", "best", "high"})
#: Fields that a figure's title stands for: its value.
_VALUE = _BOUNDS | {"operator", "vague_term", "unit"}
#: Fields of a figure that say of which time and scope it is the count.
_WINDOW = frozenset({"period", "covers", "excludes"})
#: Fields that a record is called by: what was wrong in them cannot name it.
_NAMING = frozenset({"statement", "summary", "question", "text", "title", "name", "short"})
#: Words that begin a sentence with a capital and go on in lower case after "because".
_BEGINNINGS = frozenset({
    "we", "our", "the", "a", "an", "it", "its", "this", "that", "these", "those", "there", "they",
    "their", "he", "she", "his", "her", "one", "two", "both", "in", "on", "of", "at", "by", "for",
    "from", "no", "not", "some", "most", "many", "as", "when", "while", "after", "before",
})  # fmt: skip
#: Kinds of record by the word a reader would use.
_KINDS = {"round": "round of talks", "claim": "statement"}


class Wording(NamedTuple):
    """The parts of a notice; a page strikes ``was`` out."""

    what: str  # "Killed, civilians, Kunduz (UNAMA)": record and field, as a sentence begins
    editions: str  # "No. 1 and 2"
    was: str
    now: str
    because: str


def notice_sentence(correction: PlainRecord, side: Side) -> str:
    """Say all of a correction: "Killed, Kunduz: in No. 3 we wrote X; right is Y, because Z."."""
    return say(
        "{what}: in {editions} we wrote {was}; right is {now}, because {because}.",
        **notice_wording(correction, side)._asdict(),
    )


def notice_wording(correction: PlainRecord, side: Side) -> Wording:
    """Word the parts of a correction; ``side`` is the edition that holds it."""
    return Wording(
        what=_what(correction, side),
        editions=editions_said(tuple(map(int, listed(correction, "editions_affected")))),
        was=_value(correction, "was", side),
        now=_value(correction, "now", side),
        because=of_record(_reason(text(correction, "because"))),
    )


def editions_said(affected: tuple[int, ...]) -> str:
    """Name the editions from the first to the last that carried an error."""
    if not affected:
        return say("an earlier edition")
    first, last = affected[0], affected[-1]
    if first == last:
        return say("No. {number}", number=first)
    if last == first + 1:
        return say("No. {first} and {last}", first=first, last=last)
    return say("No. {first} to {last}", first=first, last=last)


def was_read(correction: PlainRecord, was: Side) -> bool:
    """Tell whether readers of an edition met the error: one that came later was never theirs."""
    affected = [int(number) for number in listed(correction, "editions_affected")]
    number = int(was.name.partition("-")[0])
    return not affected or affected[0] <= number <= affected[-1]


def edition_title(name: str) -> str:
    """Print an edition's name: "5" is "No. 5", "7-r1" is "No. 7 rev. 1"."""
    number, _, revision = name.partition("-r")
    if revision:
        return say("No. {number} rev. {revision}", number=number, revision=revision)
    return say("No. {number}", number=number)


def _what(correction: PlainRecord, side: Side) -> str:
    id, field = text(correction, "record"), text(correction, "field")
    record = side.records.get(id)
    if record is None:
        return capital(id)
    type_ = text(record, "type")
    if field in _NAMING:
        kind = capital(word("kind", type_, _KINDS.get(type_, "")))
        about = side.name_of(record.get("speaker")) if type_ == "claim" else _section(record, side)
        return say("{kind} ({about})", kind=kind, about=about) if about else kind
    is_state = field == STATES.get(type_, ("", ()))[0]
    # Was and now follow: neither may stand in what the record is called.
    if (head := field.partition(".")[0]) in _WINDOW:
        record = {name: value for name, value in record.items() if name != head}
    title = capital(side.named(record) if is_state else side.title(record))
    if type_ == "figure" and field in _VALUE:
        return title
    said = say_in("field", "state") if is_state else field_said(field)
    return say("{record}, {field}", record=title, field=said)


def _section(record: PlainRecord, side: Side) -> str:
    id = text(record, "section")
    sections = side.brief.get("sections")
    held = sections if isinstance(sections, list) else []
    titles = (str(one.get("title")) for one in held if isinstance(one, dict) and one["id"] == id)
    return of_record(next(titles, ""))


def _value(correction: PlainRecord, name: str, side: Side) -> str:
    """Say what stood there as a page says it: a day written out, a word of the vocabulary."""
    said = text(correction, name).strip().rstrip(".")
    record = side.records.get(text(correction, "record"), {})
    type_, field = text(record, "type"), text(correction, "field")
    shape = shape_at(type_, field)
    if said in side.records or (shape.words and " " not in said):
        return value_said(said, side, type_, field)
    if type_ == "figure" and field in _BOUNDS and _NUMBER.fullmatch(said):
        is_bound = field != "best" and _given(record) == {field}
        return quantity({**record, field: said}) if is_bound else number(Decimal(said))
    if _DAY.fullmatch(said):
        return _written_out(said)
    if not spoken().is_mixed:
        said = _DAY.sub(lambda day: _written_out(day[0]), said)
    return say("“{title}”", title=of_record(said)) if field in _NAMING else of_record(said)


def _given(figure: PlainRecord) -> frozenset[str]:
    """What says how a figure was counted; a bound that stands alone is "at least" or "at most"."""
    return frozenset(name for name in (*_BOUNDS, "vague_term") if figure.get(name) is not None)


def _written_out(day: str) -> str:
    try:
        return long_day(date.fromisoformat(day))
    except ValueError:  # a number that only looks like one
        return day


def _reason(because: str) -> str:
    """The sentence says "because" itself; so may the reason, or it begins as a sentence."""
    said = unstopped(because.strip()).removeprefix("because ").removeprefix("Because ")
    first, _, rest = said.partition(" ")
    return f"{first.lower()} {rest}" if rest and first.lower() in _BEGINNINGS else said
