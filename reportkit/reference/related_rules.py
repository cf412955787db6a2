"""Which rules ask more of a record, a file or a key than the model does, by their own examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reportkit.model.book import BY_PLURAL
from reportkit.model.envelope import Record
from reportkit.model.fields import spec_of
from reportkit.problems import Code
from reportkit.reference.entries import EVERY, FILES, TYPES, Entry, Key
from reportkit.rules.book import FAMILIES

#: What is asked of the edition that prints the records of an example.
_OF_EDITION = frozenset({"Edition", "Page 1"})
#: What is asked of records of every type.
_OF_ALL = frozenset(
    {
        "References",
        "What is old or due",
        "What was ended",
        "Markings and names",
        "Lower markings",
    }
)


#: The head of a list of records: "figures: [{..."; what is indented stands inside of one.
_HEAD = re.compile(rf"(?m)^({'|'.join(BY_PLURAL)}):")
_KEY = re.compile(r"\b(\w+):")


def rules_of(entry: Entry) -> tuple[Code, ...]:
    """Give the rules that are about a type of record or a file, and not about all types."""
    return tuple(code for code in _codes() if _is_about(code, entry.path.split(".")[0]))


def rules_on(key: Key) -> tuple[Code, ...]:
    """Give those of them whose example writes the key."""
    name, *_, last = key.path.split(".")
    about = (code for code in _codes() if name == EVERY or _is_about(code, name))
    return tuple(code for code in about if any(last in _keys(text) for text in _texts(code, name)))


def _is_about(code: Code, name: str) -> bool:
    """Tell whether an example of the rule is of a file, or has records of a type."""
    if name in FILES:
        return any(one.file == name for one in code.examples)
    heading = _headings()[code.code]
    if heading in _OF_EDITION:
        return False
    if heading in _OF_ALL:
        return (_only_type_of(code) or EVERY) == name
    return name in _types_of(code)


def _types_of(code: Code) -> set[str]:
    """Name the types of the records in its examples."""
    return {kind for one in code.examples if not one.file for kind in _by_type(one.broken)}


def _only_type_of(code: Code) -> str | None:
    """Name the one type of its examples, where they write a key that no other record has."""
    types = _types_of(code)
    if len(types) != 1 or any(one.file for one in code.examples):
        return None
    (name,) = types
    own = spec_of(TYPES[name]).keys() - spec_of(Record).keys()
    written = {key for text in _texts(code, name) for key in _keys(text)}
    return name if own & written else None


def _texts(code: Code, name: str) -> Iterator[str]:
    """Give what its examples say of a type or a file; of all records, the whole of them."""
    for one in code.examples:
        for text in (one.broken, one.good):
            if name in (EVERY, one.file):
                yield text
            elif not one.file:
                yield _by_type(text).get(name, "")


def _by_type(text: str) -> dict[str, str]:
    """Cut an example into its lists of records, by the type of these."""
    _, *parts = _HEAD.split(text)
    heads, lists = parts[::2], parts[1::2]
    return {BY_PLURAL[head].type: held for head, held in zip(heads, lists, strict=True)}


def _keys(text: str) -> set[str]:
    return set(_KEY.findall(text))


@cache
def _headings() -> dict[str, str]:
    return {code.code: family.heading for family in FAMILIES for code in family.codes}


@cache
def _codes() -> tuple[Code, ...]:
    return tuple(code for family in FAMILIES for code in family.codes)
