"""What would give a record away: its id, its names, its sentences, its addresses. Pure.

Common words are none: a text that a record of the lower marking holds too tells nobody
anything, nor does a word or two that are no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reportkit.facts.binding import spec_of
from reportkit.facts.diplomacy import Delegation, Text
from reportkit.facts.envelope import Form
from reportkit.facts.evidence import Actor, Alias, Claim, Place, Source
from reportkit.facts.value import Placed
from reportkit.problems import Mark

#: Fields that name somebody or something in a few words.
_NAMES = frozenset({
    (Actor, "name"), (Actor, "short"), (Alias, "term"), (Place, "name"), (Claim, "spokesperson"),
    (Source, "title"), (Source, "author"), (Source, "sha256"), (Text, "title"),
    (Delegation, "head"), (Delegation, "members"),
})  # fmt: skip
#: From so many words on, a text is a sentence that nobody else writes by chance.
_SENTENCE = 4
_SHORTEST = 3  # letters of a name
_SPACE = re.compile(r"\s+")
#: Ids that are no word of the language, such as "wana-10-nov.toll".
_ODD = re.compile(r"[0-9._-]")


class Telltale(NamedTuple):
    """A text that must not be read below the marking of its record."""

    text: str
    record: str  # id


class Passage(NamedTuple):
    """A text of the seeds with its place."""

    text: str
    owner: type[Placed]
    field: str
    mark: Mark


def telltales(hidden: Iterable[Placed], shown: Iterable[Placed]) -> tuple[Telltale, ...]:
    """Give what only the hidden records say, longest first."""
    known = {each.text for value in shown for each in passages(value)}
    found: dict[str, str] = {}
    for record in hidden:
        id = str(getattr(record, "id", ""))
        if _ODD.search(id):
            found.setdefault(id, id)
        for each in passages(record):
            if each.text not in known and _tells(each):
                found.setdefault(each.text, id)
    return tuple(Telltale(text, found[text]) for text in sorted(found, key=lambda t: (-len(t), t)))


def passages(value: Placed) -> Iterator[Passage]:
    """Give every text of a value that is no id, nested values included."""
    for spec in spec_of(type(value)).values():
        held = getattr(value, spec.name)
        if held is None or held == () or spec.refers is not None or spec.key == "internal_note":
            continue
        for index, item in enumerate(held if spec.many else (held,)):
            if isinstance(item, Placed):
                yield from passages(item)
            elif spec.item is str and spec.form in (None, Form.URL, Form.EMAIL):
                place = f"{spec.key}.{index}" if spec.many else spec.key
                yield Passage(spaced(item), type(value), spec.key, value.at(place))


def spaced(text: str) -> str:
    """Give a text with one space wherever there are several, or a line break."""
    return _SPACE.sub(" ", text).strip().rstrip(".")


def names(text: str, telltale: str) -> bool:
    """Tell whether a text holds another as whole words."""
    start = text.find(telltale)
    while start >= 0:
        end = start + len(telltale)
        if not (_joins(text[start - 1 : start]) or _joins(text[end : end + 1])):
            return True
        start = text.find(telltale, start + 1)
    return False


def _joins(letter: str) -> bool:
    return letter.isalnum() or letter in ("_", "-") if letter else False


def _tells(passage: Passage) -> bool:
    if (passage.owner, passage.field) in _NAMES:
        return len(passage.text) >= _SHORTEST
    return len(passage.text.split()) >= _SENTENCE or "://" in passage.text
