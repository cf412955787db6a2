"""An error of ours in words: what was wrong, in which editions, what is right, and why.

Page, log, mail and terminal take a correction from here, so that it says everywhere the same.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from reportkit.changes.edition_view import EditionView
from reportkit.changes.field_schema import field_schema
from reportkit.i18n.bidi import isolate
from reportkit.i18n.formats import long_day, number
from reportkit.i18n.sentences import capital, unstopped
from reportkit.i18n.translate import current_locale, gettext, pgettext
from reportkit.model.analysis import Correction
from reportkit.model.book import is_live
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Figure
from reportkit.phrasing.quantity import quantity
from reportkit.phrasing.titles import kind_of, name_of, plain_title, title_of
from reportkit.phrasing.values import field_in_sentence, value_in_sentence

_DAY = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])")
_NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,30})?")
_BOUNDS = frozenset({"low", "best", "high"})
#: Fields that a figure's title stands for: its value.
_VALUE = _BOUNDS | {"operator", "vague_term", "unit"}
#: Fields of a figure that say of which time and scope it is the count.
_WINDOW = frozenset({"period", "covers", "excludes"})
#: Fields that a record is called by: what was wrong in them cannot name it.
_NAMING = frozenset({"statement", "summary", "question", "text", "title", "name", "short"})


class Wording(NamedTuple):
    """The parts of a notice; a page strikes ``was`` out."""

    what: str  # "Civilians killed, Kunduz (UNAMA)": record and field, as a sentence begins
    editions: str  # "No. 1 and 2"
    was: str
    now: str
    because: str


def notice_sentence(correction: Correction, view: EditionView) -> str:
    """Say all of a correction: "Killed, Kunduz: in No. 3 we wrote X; right is Y. Reason: Z."."""
    return gettext(
        "{what}: in {editions} we wrote {was}; right is {now}. Reason: {because}.",
        **notice_wording(correction, view)._asdict(),
    )


def notice_wording(correction: Correction, view: EditionView) -> Wording:
    """Word the parts of a correction; ``view`` is the edition that holds it.

    What was put right twice in the same edition is told so that each sentence is true: what is
    right is what was right in the end, and what the first correction said was written there.
    """
    editions = editions_in_words(correction.editions_affected)
    if any(other.now == correction.was for other in _of_the_same(correction, view)):
        editions = gettext("the correction of {editions}", editions=editions)
    return Wording(
        what=_what(correction, view),
        editions=editions,
        was=_value(correction, correction.was, view),
        now=_value(correction, _right_in_the_end(correction, view), view),
        because=isolate(_reason(correction.because)),
    )


def _of_the_same(correction: Correction, view: EditionView) -> list[Correction]:
    """Give the other corrections of a field of a record in the same editions."""
    return [
        other
        for other in view.book.all(Correction)
        if (other.record, other.field) == (correction.record, correction.field)
        and other.id != correction.id
        and not set(other.editions_affected).isdisjoint(correction.editions_affected)
    ]


def _right_in_the_end(correction: Correction, view: EditionView) -> str:
    """Follow corrections of corrections, in the order of their days, to the last that stands."""
    later = sorted(_of_the_same(correction, view), key=lambda other: (other.date, other.id))
    right, day = correction.now, correction.date
    for other in later:
        if is_live(other) and other.was == right and other.date >= day:
            right, day = other.now, other.date
    return right


def _reason(because: str) -> str:
    """Give the author's reason as a sentence, without its full stop."""
    return capital(unstopped(re.sub(r"^because ", "", because.strip(), flags=re.IGNORECASE)))


def editions_in_words(affected: tuple[int, ...]) -> str:
    """Name the editions from the first to the last that carried an error."""
    if not affected:
        return gettext("an earlier edition")
    first, last = affected[0], affected[-1]
    if first == last:
        return gettext("No. {number}", number=first)
    if last == first + 1:
        return gettext("No. {first} and {last}", first=first, last=last)
    return gettext("No. {first} to {last}", first=first, last=last)


def edition_title(name: str) -> str:
    """Print an edition's name: "5" is "No. 5", "7-r1" is "No. 7 rev. 1"."""
    number, _, revision = name.partition("-r")
    if revision:
        return gettext("No. {number} rev. {revision}", number=number, revision=revision)
    return gettext("No. {number}", number=number)


def _what(correction: Correction, view: EditionView) -> str:
    id, field = correction.record, correction.field
    record = view.records.get(id)
    if record is None:
        return capital(id)
    if field in _NAMING:
        kind = capital(kind_of(record))
        claim = record if isinstance(record, Claim) else None
        about = name_of(claim.speaker, view) if claim else _section(record, view)
        return gettext("{kind} ({about})", kind=kind, about=about) if about else kind
    is_state = field == record.state_field != ""
    # Was and now follow: neither may stand in what the record is called.
    if (head := field.partition(".")[0]) in _WINDOW and isinstance(record, Figure):
        record = record.replace(**{head: None})
    title = capital(plain_title(record) if is_state else title_of(record, view))
    if isinstance(record, Figure) and field in _VALUE:
        return title
    name = pgettext("field", "state") if is_state else field_in_sentence(field)
    return gettext("{record}, {field}", record=title, field=name)


def _section(record: Record, view: EditionView) -> str:
    sections = view.book.brief.sections
    return isolate(next((one.title for one in sections if one.id == record.section), ""))


def _value(correction: Correction, written: str, view: EditionView) -> str:
    """Say what stood there as a page says it: a day written out, a word of the vocabulary."""
    written = written.strip().rstrip(".")
    record, field = view.records.get(correction.record), correction.field
    type_ = record.type if record else ""
    is_word = field_schema(type_, field).words and " " not in written
    if written in view.records or is_word:
        return value_in_sentence(written, view, type_, field)
    if isinstance(record, Figure) and field in _BOUNDS and _NUMBER.fullmatch(written):
        value = Decimal(written)
        is_bound = field != "best" and _given(record) == {field}
        return quantity(record.replace(**{field: value})) if is_bound else number(value)
    if _DAY.fullmatch(written):
        return _written_out(written)
    if not current_locale().is_mixed:
        written = _DAY.sub(lambda day: _written_out(day[0]), written)
    if field in _NAMING:
        return gettext("“{title}”", title=isolate(written))
    return isolate(written)


def _given(figure: Figure) -> frozenset[str]:
    """What says how a figure was counted; a bound that stands alone is "at least" or "at most"."""
    names = (*_BOUNDS, "vague_term")
    return frozenset(name for name in names if getattr(figure, name) is not None)


def _written_out(day: str) -> str:
    try:
        return long_day(date.fromisoformat(day))
    except ValueError:  # a number that only looks like one
        return day
