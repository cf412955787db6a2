"""How a record is printed: the example in the words of the brief, and with each word in turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from reportkit.changes.edition_view import EditionView
from reportkit.i18n.bidi import without_marks
from reportkit.i18n.sentences import capital, stop
from reportkit.loading.loader import load
from reportkit.model.analysis import Correction, Judgement
from reportkit.model.base import Located
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Claim, Figure, Place
from reportkit.model.fields import spec_of
from reportkit.model.vocabulary.events import Operator
from reportkit.phrasing.claims import SILENCE, actor_in_sentence
from reportkit.phrasing.counted import put_at
from reportkit.phrasing.likelihood import with_band
from reportkit.phrasing.notice import notice_sentence
from reportkit.phrasing.quantity import quantity
from reportkit.phrasing.sentence import full_title
from reportkit.problems import MachineUnable
from reportkit.reference.entries import Key
from reportkit.reference.examples import series_folder


class Printed(NamedTuple):
    """A word, what is written with it, and what the brief makes of it."""

    word: str
    beside: str  # "low: 210"; "" where nothing else has to change
    text: str


def printed(id: str) -> str:
    """Say a record of the example series as the brief says it, in a sentence."""
    view = example_series()
    return _said(view.records[id], view)


def printed_words(key: Key, id: str) -> tuple[Printed, ...]:
    """Say a record of the example with each word of a key in turn; nothing where all is the same.

    ``id`` names a record that has the key, if any has.
    """
    record = example_series().records.get(id)
    if key.spec.item is Operator:
        return tuple(_operators())
    if record is None or not issubclass(key.spec.item, Enum):
        return ()
    path = key.path.split(".")[1:]
    said = tuple(_each_word(key, path, record))
    return said if len({one.text for one in said}) > 1 else ()


@cache
def example_series() -> EditionView:
    """Read the example series, as an edition of its own."""
    book = load(series_folder()).book
    if book is None:
        raise MachineUnable("reportkit is not whole: its example series cannot be read")
    return EditionView(name="1", book=book)


def _said(record: Record, view: EditionView) -> str:
    match record:
        case Figure():
            text = put_at([record], view)
        case Judgement():
            text = _judgement(record, view)
        case Actor():
            text = _actor(record)
        case Place():
            return record.name
        case Correction():
            text = notice_sentence(record, view)
        case _:
            text = full_title(record, view)
    return without_marks(stop(capital(text)))


def _actor(actor: Actor) -> str:
    called = actor_in_sentence(actor).name
    return f"{called} ({actor.name})" if actor.short else called


def _judgement(record: Judgement, view: EditionView) -> str:
    """Likelihood and confidence stand in two sentences (ICD 203)."""
    why = f" {stop(record.confidence.text)}" if record.confidence.text else ""
    sure = f"Confidence: {record.confidence.level}."
    return f"{stop(with_band(record, view.scale))} {sure}{why}".rstrip(".")


#: How many, where the operator is the question.
_SOME = Decimal(210)
_MOST = Decimal(260)
_GIVEN: Mapping[Operator, Mapping[str, Decimal]] = {
    Operator.EXACT: {"best": _SOME},
    Operator.AT_LEAST: {"low": _SOME},
    Operator.MORE_THAN: {"low": _SOME},
    Operator.AT_MOST: {"high": _SOME},
    Operator.ABOUT: {"best": _SOME},
    Operator.BETWEEN: {"low": _SOME, "high": _MOST},
}


def _operators() -> Iterator[Printed]:
    figure = example_series().book.all(Figure)[0]
    for operator, given in _GIVEN.items():
        values = {"low": None, "best": None, "high": None, **given}
        beside = ", ".join(f"{name}: {value}" for name, value in given.items())
        text = quantity(figure.replace(**values, operator=operator))
        yield Printed(operator.value, beside, text)


#: What a silence is on, in the place of the clause that somebody says.
_SILENCE_ON = "the clash at the mill"


def _each_word(key: Key, path: list[str], record: Record) -> Iterator[Printed]:
    view = example_series()
    for word in key.words:
        changed = _with(record, path, _member(key, word.word))
        if isinstance(changed, Claim) and changed.modality in SILENCE:
            changed = changed.replace(statement=_SILENCE_ON)
        yield Printed(word.word, "", _said(changed, view))


def _member(key: Key, word: str) -> Enum:
    kind: type[Enum] = key.spec.item
    return next(member for member in kind if str(member.value) == word)


def _with(value: Located, path: list[str], word: Enum) -> Any:
    """Give a value with a word at the end of a path; the first item of each list on the way."""
    spec = spec_of(type(value))[path[0]]
    held = getattr(value, spec.name)
    if len(path) == 1:
        return value.replace(**{spec.name: (word,) if spec.many else word})
    if isinstance(held, tuple):
        return value.replace(**{spec.name: (_with(held[0], path[1:], word), *held[1:])})
    return value.replace(**{spec.name: _with(held, path[1:], word)})
