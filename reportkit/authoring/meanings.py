"""What a key or a word means, in one line: the comment behind it in the model."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from functools import cache

_MEMBER = re.compile(r"^    (\w+)(?::[^=#]+)?(?: = (?:[^#\"]|\"[^\"]*\")*)?  # (.+)$", re.MULTILINE)
_LEFT_OUT = re.compile(r"\b[Nn]one: ")
_SPELLING = re.compile(r"``\w+`` in YAML\.?\s*")


@cache
def meanings_of(model: type) -> Mapping[str, str]:
    """Give the comment behind each field or word of a class, inherited ones included.

    A word goes by its name in the source; nothing is given where there is no source.
    """
    meanings: dict[str, str] = {}
    for one in reversed(model.__mro__):
        if not one.__module__.startswith("reportkit.model"):
            continue
        try:
            source = inspect.getsource(one)
        except (OSError, TypeError):
            continue
        meanings |= {
            name.rstrip("_"): _SPELLING.sub("", _LEFT_OUT.sub("left out: ", said)).replace("``", "")
            for name, said in _MEMBER.findall(source)
        }
    return meanings
