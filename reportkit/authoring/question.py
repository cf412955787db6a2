"""One key of a record as a question: its meaning, the words to choose from, is the answer good?"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from reportkit.authoring.keys_to_ask import required_paths
from reportkit.authoring.settings import as_list, field_named, parsed_value
from reportkit.authoring.written import Value, inline
from reportkit.loading.binder import Binder
from reportkit.loading.loader import Loaded
from reportkit.loading.yaml_reader import Mapping, read_yaml
from reportkit.model.analysis import Likelihood
from reportkit.model.base import Located
from reportkit.model.book import Records
from reportkit.model.envelope import Record, TextFormat
from reportkit.model.fields import FieldSpec, spec_of
from reportkit.model.metrics import metrics_of, populations_of
from reportkit.model.scales import LIKELIHOOD, RELIABILITY
from reportkit.model.series import Brief
from reportkit.model.vocabulary.sources import Reliability
from reportkit.problems import did_you_mean
from reportkit.reference.comments import commented, plain
from reportkit.reference.entries import comment_of

#: In a question, where the comment in the model does not say what to answer.
_PLAIN = {
    "source.publisher": "who published it; two sources of one publisher count as one origin",
    "source.title": "its headline",
    "source.published": "the day it was published",
    "source.originates_from": "the source that it copies or quotes, if it has nothing of its own",
    "place.lat": "latitude in degrees, such as 34.115; Enter if no point stands for it",
    "place.lon": "longitude in degrees, such as 71.085",
    "figure.best": "the number itself; Enter if only a bound is known, such as 'at least 4'",
    "figure.low": "the least it can be, as in 'at least 4'",
    "figure.event": "the event that it counts, if it counts one",
    "figure.place": "where it was counted",
    "claim.date": "the day it was said",
    "fact.date": "the day it happened",
    "fact.claims": "the claims it rests on: who says so, and who says otherwise",
    "section": "the section of the brief in which it is printed",
}
#: What names, as a rule, a party to the conflict.
_PARTIES = frozenset({"party_alignment", "by", "to", "against"})
_FORMS = {"date": "a day such as 2025-10-19", "Decimal": "a number", "int": "a whole number"}


class Choice(NamedTuple):
    """A word or id that may be answered."""

    word: str
    meaning: str = ""


class Question(NamedTuple):
    """A key that is asked for."""

    path: str  # "likelihood.term"
    model: type[Located]  # that has the last key of the path
    field: FieldSpec
    meaning: str
    choices: tuple[Choice, ...]
    closed: bool  # nothing else may be answered
    needed: bool
    first: int = 0  # so many of the choices are what is mostly meant; 0: no one knows

    @property
    def form(self) -> str:
        """What the answer looks like, where no choice shows it."""
        if self.field.text_format is TextFormat.URL:
            return "an address that begins with https://"
        return _FORMS.get(self.field.item.__name__, "")


def question(path: str, model: type[Record], loaded: Loaded, *, needed: bool) -> Question:
    """Make a question of a key. Raises WrongSetting where there is none of that name."""
    owner: type[Located] = model
    *outer, last = path.split(".")
    for key in outer:
        owner = field_named(key, owner).item
    field = field_named(last, owner)
    meaning = _PLAIN.get(f"{model.type}.{path}") or _PLAIN.get(path)
    meaning = meaning or plain(comment_of(owner, field.name))
    choices, first = tuple(_choices(owner, field, loaded)), 0
    if field.key in _PARTIES:
        choices, first = _parties_first(choices, loaded.records)
    closed = bool(choices) and (field.refers_to is not None or not _may_be_other(owner, field))
    return Question(path, owner, field, meaning, choices, closed, needed, first)


def _may_be_other(owner: type[Located], field: FieldSpec) -> bool:
    words = issubclass(field.item, Enum) or field.item is bool or field.key == "section"
    return not words and owner is not Likelihood and field.key not in ("metric", "population")


def _choices(owner: type[Located], field: FieldSpec, loaded: Loaded) -> Iterator[Choice]:
    brief = loaded.book.brief if loaded.book else None
    if field.item is bool:
        yield from (Choice("true"), Choice("false"))
    elif issubclass(field.item, Enum):
        meanings = commented(field.item).members
        for word in field.item:
            known = RELIABILITY[word] if isinstance(word, Reliability) else meanings.get(word.name)
            yield Choice(str(word.value), plain(known or ""))
    elif field.refers_to is not None:
        yield from _ids(loaded.records, field.refers_to.types)
    elif brief is not None:
        yield from _words_of_brief(owner, field.key, brief)


def _parties_first(choices: tuple[Choice, ...], records: Records) -> tuple[tuple[Choice, ...], int]:
    """Put the parties to the conflict before all others; give their number too."""
    parties = [one for one in choices if records.party_of(one.word) == one.word]
    others = [one for one in choices if one not in parties]
    return (*parties, *others), len(parties)


def _words_of_brief(owner: type[Located], key: str, brief: Brief) -> Iterator[Choice]:
    """Give the words that the brief defines, or adds to."""
    if key == "section" and issubclass(owner, Record):
        yield from (Choice(section.id, section.title) for section in brief.sections)
    elif key == "metric":
        yield from (Choice(one.id, one.plural) for one in metrics_of(brief).values())
    elif key == "population":
        yield from (Choice(one.id, one.plural) for one in populations_of(brief).values())
    elif owner is Likelihood and key == "term":
        yield from (Choice(one.term, one.band) for one in LIKELIHOOD[brief.scales.likelihood])


def _ids(records: Records, types: tuple[str, ...]) -> Iterator[Choice]:
    """Give the records that may be named, the newest first."""
    for record in reversed(list(records)):
        if not types or record.type in types:
            title = next(
                (
                    str(getattr(record, name))
                    for name in record.title_fields
                    if getattr(record, name, None)
                ),
                "",
            )
            yield Choice(record.id, title)


# -- the answer ------------------------------------------------------------------------------


def read_answer(asked: Question, answer: str) -> tuple[Value | None, str]:
    """Turn an answer into what the record says; else say what is wrong with it.

    The binder reads it as 'check' will; an id must be one of the series.
    """
    field = asked.field
    if issubclass(field.item, Located):
        values = parsed_value(answer)
        if isinstance(values, str):
            inner = ", ".join(f"{key}: ..." for key in required_paths(field.item))
            return None, f"it has keys of its own; write {{{inner}}}"
        values = [values] if field.many and isinstance(values, dict) else values
    else:
        parts = as_list(answer, field) if field.many else [answer]
        words: list[Value] = []
        for part in parts:
            word = _numbered(str(part), asked)
            if asked.closed and (fault := _unknown(word, asked)):
                return None, fault
            words.append(word)
        values = words if field.many else words[0]
    line = f"{field.key}: {inline(values)}"
    node = read_yaml(line.encode(), "").root
    binder = Binder()
    if isinstance(node, Mapping):
        binder.bind(asked.model, node, "it")
    for problem in binder.problems:
        if problem.code != "key-missing":
            message = problem.message.removeprefix(f"it {field.key} ")
            return None, f"{message}; {problem.hint}" if problem.hint else message
    return values, ""


def _numbered(word: str, asked: Question) -> str:
    """Read the number of a choice as the choice; not where the words are numbers."""
    numbers = not any(choice.word.isdecimal() for choice in asked.choices)
    if numbers and word.isdecimal() and 0 < int(word) <= len(asked.choices):
        return asked.choices[int(word) - 1].word
    return word


def _unknown(word: str, asked: Question) -> str:
    known = [choice.word for choice in asked.choices]
    if word in known:
        return ""
    near = did_you_mean(word, known)
    inside = [one for one in known if word.lower() in one.lower()][:5]
    near = near or (f"perhaps {', '.join(inside)}" if inside else "")
    if asked.field.refers_to is None:
        return f"'{word}' is none of the words; {near or 'answer with a word or its number'}"
    of = " or ".join(asked.field.refers_to.types) or "record"
    near = near or "? lists them"
    return f"there is no {of} '{word}'; {near}"


def keys_left(model: type[Record], values: dict[str, Value]) -> list[str]:
    """Name the keys that a record could still have, its own before those of every record."""
    common = spec_of(Record)
    keys = [key for key in spec_of(model) if key not in values]
    return [key for key in keys if key not in common] + [key for key in keys if key in common]
