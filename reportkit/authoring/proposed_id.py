"""An id for a new record, in the manner of the series."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Mapping
from itertools import chain, count

from reportkit.authoring.written import Value
from reportkit.model.book import Records
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Source
from reportkit.rules.examples import EXAMPLE

_LONGEST = 40
_DAY = re.compile(r"[-.]?\d{4}(?:-\d{2}){0,2}\Z")
_SMALL_WORDS = (
    "a an and are as at be been but by for from had has have in into is it its not of on or our "
    "that the their there they this to was were which who will with would "
    "almost certain chance even likely roughly unlikely very"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_MOST_WORDS = 3
#: By what a record of a type is called, first what it hangs on and then what is its own.
_NAMED_BY: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "figure": (("event", "place"), ("population", "metric")),
    "claim": (("about",), ("speaker",)),
    "fact": (("event", "about"), ("headline", "statement")),
    "measure": (("place",), ("traffic", "kind")),
    "round": (("track",), ("number",)),
    "displacement": (("from",), ("to",)),
    "correction": (("record",), ("field",)),
}
#: So ends the id of a claim in many a series: "toll.north-says".
_SAYS = "-says"
_OWN = ("short", "name", "headline", "summary", "question", "statement", "text", "title")


def proposed_id(
    model: type[Record],
    values: Mapping[str, Value],
    records: Records,
    besides: Container[str] = (),
) -> str:
    """Propose an id that nobody has: a source is called by publisher and day.

    ``besides`` are ids that were given meanwhile.
    """
    if issubclass(model, Source):
        stem = _source(values, records)
    elif model.type in _NAMED_BY:
        heads, tails = _NAMED_BY[model.type]
        head = next((_first(values, key) for key in heads if _first(values, key)), "")
        tail = next(
            (telling_words(_first(values, key)) for key in tails if _first(values, key)), ""
        )
        if model.type == "figure":
            words = (_first(values, key) for key in tails if _first(values, key) != "unspecified")
            tail = "-".join(telling_words(word) for word in words if word)
        if model.type == "claim":
            head, tail = _claim(head, tail, values, records)
        stem = ".".join(part for part in (_slug_id(head), tail) if part)
    else:
        stem = _prefix(model, records) + telling_words(
            next((_first(values, k) for k in _OWN if k in values), "")
        )
    stem = stem.removeprefix(EXAMPLE) or model.type  # what is added is nobody's example
    taken = records.defined
    numbered = (f"{stem}-{number}" for number in count(2))
    return next(id for id in chain((stem,), numbered) if id not in taken and id not in besides)


def _first(values: Mapping[str, Value], key: str) -> str:
    held = values.get(key, "")
    if isinstance(held, list):
        held = held[0] if held else ""
    return held.removeprefix(EXAMPLE) if isinstance(held, str) else ""


def _slug_id(text: str) -> str:
    """Leave an id as it is; make one of a text."""
    return text if re.fullmatch(r"[a-z0-9]+(?:[._-][a-z0-9]+)*", text) else telling_words(text)


def telling_words(text: str) -> str:
    """Give the first words of a text that mean something, as an id spells them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    telling = [word for word in words if word not in _SMALL] or words
    return "-".join(telling[:_MOST_WORDS])[:_LONGEST].strip("-")


def _source(values: Mapping[str, Value], records: Records) -> str:
    """Call a source as others of its publisher are called, with its own day."""
    publisher = _first(values, "publisher")
    own = [one.id for one in records.all(Source) if one.publisher == publisher]
    stems = Counter(_DAY.sub("", id) for id in own if _DAY.search(id))
    stem = stems.most_common(1)[0][0] if stems else telling_words(publisher)
    day = _first(values, "published") or _first(values, "accessed")
    return "-".join(part for part in (stem, day) if part)


def _claim(
    about: str, speaker: str, values: Mapping[str, Value], records: Records
) -> tuple[str, str]:
    """Call a claim by what it is about and who says so; else by who says what."""
    if not about:
        return speaker, telling_words(_first(values, "statement"))
    own = [record.id for record in records.all(Claim)]
    says = sum(id.endswith(_SAYS) for id in own) * 2 > len(own)
    return about.split(".", maxsplit=1)[0], f"{speaker}{_SAYS}" if says and speaker else speaker


def _prefix(model: type[Record], records: Records) -> str:
    """Give the word before the point with which most ids of the type begin: "judgement."."""
    ids = [record.id for record in records.all(model) if not record.id.startswith(EXAMPLE)]
    begin = Counter(id.split(".")[0] for id in ids if "." in id)
    if begin and begin.most_common(1)[0][1] * 2 > len(ids):
        return f"{begin.most_common(1)[0][0]}."
    return ""
