"""Which rules ask more of a record, a file or a key than the model does, by their own examples."""

from __future__ import annotations

import re
from functools import cache

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


def rules_of(entry: Entry) -> tuple[Code, ...]:
    """Give the rules that are about a type of record or a file, and not about all types."""
    return tuple(code for code in _codes() if _is_about(code, entry.path.split(".")[0]))


def rules_on(key: Key) -> tuple[Code, ...]:
    """Give those of them whose example writes the key."""
    name, *_, last = key.path.split(".")
    written = re.compile(rf"\b{re.escape(last)}:")
    about = (code for code in _codes() if name == EVERY or _is_about(code, name))
    return tuple(code for code in about if any(written.search(text) for text in _texts(code)))


def _is_about(code: Code, name: str) -> bool:
    """An example begins with what its rule is about, "figures: [{...", or is of that file."""
    if name not in FILES and not _may_be_about(_headings()[code.code], name):
        return False
    head = f"{TYPES[name].plural}:" if name in TYPES else ""
    return any(
        one.file == name if name in FILES else not one.file and one.broken.startswith(head)
        for one in code.examples
    )


def _may_be_about(heading: str, name: str) -> bool:
    return heading not in _OF_EDITION and (heading in _OF_ALL) is (name == EVERY)


def _texts(code: Code) -> tuple[str, ...]:
    return tuple(text for one in code.examples for text in (one.broken, one.good))


@cache
def _headings() -> dict[str, str]:
    return {code.code: family.heading for family in FAMILIES for code in family.codes}


@cache
def _codes() -> tuple[Code, ...]:
    return tuple(code for family in FAMILIES for code in family.codes)
