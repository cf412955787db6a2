"""What is asked for by a name, as a person would call it: a type, a file, a key or a word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from reportkit.model.base import Located
from reportkit.model.fields import spec_of
from reportkit.problems import did_you_mean
from reportkit.reference.entries import (
    ROOTS,
    TYPES,
    Entry,
    Key,
    entry_at,
    inner,
    key_at,
    places,
    words_at,
)

_INDEX = re.compile(r"\[[^\]]*\]|\.\d+(?=\.|\Z)")  # as messages write it: figures[3], actors.0


class Answer(NamedTuple):
    """What a name stands for: first the entry or key that it names, then all else that bears it."""

    entry: Entry | None = None
    key: Key | None = None
    keys: tuple[Key, ...] = ()  # that are called so
    word: str = ""  # as it is written in the seeds
    holders: tuple[Key, ...] = ()  # in which it may stand as a word

    @property
    def known(self) -> bool:
        """Tell whether the name stands for anything."""
        return bool(self.entry or self.key or self.keys or self.holders)


def look_up(name: str) -> Answer:
    """Find what a name stands for; an empty answer where it stands for nothing."""
    asked = _INDEX.sub("", name.strip().removeprefix("seeds/")).removesuffix(".")
    whole = asked.removesuffix(".yaml").removesuffix(":")
    if path := _path(asked):
        return _at(*path)
    entry = entry_at(_root_named(whole)) if _root_named(whole) else None
    keys = () if "." in whole else _keys_called(whole)
    word, holders = _holders(whole)
    if entry is None and len(keys) == 1 and not holders:
        return Answer(key=keys[0])
    return Answer(entry=entry, keys=keys, word=word, holders=holders)


def nearest(name: str, others: Iterable[str]) -> str:
    """Guess what was meant by a name that stands for nothing, among all that may be asked for."""
    head, *rest = _INDEX.sub("", name).replace(".yaml", "").split(".")
    if rest and (model := _model(head)):
        return _nearest_inside(_root_named(head), model, rest)
    if rest:
        near = did_you_mean(head, _root_names())
        return near.replace("'?", f".{'.'.join(rest)}'?") if near else ""
    keys = {place.spec.key for place in places()}
    words = {word for place in places() for word in words_at(place)}
    return did_you_mean(name, _root_names()) or did_you_mean(name, [*others, *keys, *words])


def _nearest_inside(path: str, model: type[Located], rest: list[str]) -> str:
    for name in rest:
        spec = spec_of(model)
        if name not in spec:
            near = did_you_mean(name, spec)
            if near:
                return near.replace("'", f"'{path}.", 1)
            own = [key.name for key in entry_at(path).keys if key.own]
            return f"known keys: {', '.join(own)}"
        path = f"{path}.{name}"
        if not issubclass(spec[name].item, Located):
            return f"'{path}' has no keys of its own"
        model = spec[name].item
    return ""


def _root_names() -> list[str]:
    return [*ROOTS, *(kind.plural for kind in TYPES.values())]


def _root_named(name: str) -> str:
    """Give the name of a root, also by its plural."""
    if name in ROOTS:
        return name
    return next((kind.type for kind in TYPES.values() if kind.plural == name), "")


def _model(name: str) -> type[Located] | None:
    return ROOTS.get(_root_named(name))


def _path(asked: str) -> tuple[str, list[str]] | None:
    """Split "brief.yaml.cadence" into the file and what is asked of it."""
    head, *rest = asked.replace(".yaml", "").split(".")
    return (_root_named(head), rest) if rest and _root_named(head) and all(rest) else None


def _at(name: str, names: list[str]) -> Answer:
    """Follow a path; a word at its end is one that its key may hold."""
    entry: Entry | None = entry_at(name)
    key: Key | None = None
    for step in names:
        there = next((one for one in entry.keys if one.name == step), None) if entry else None
        if there is None:
            at_end = step == names[-1] and key and step in {word.word for word in key.words}
            return Answer(key=key) if at_end else Answer()
        key, entry = there, inner(there)
    return Answer(key=key)


def _keys_called(name: str) -> tuple[Key, ...]:
    return tuple(key_at(place.path) for place in places() if place.spec.key == name)


def _holders(name: str) -> tuple[str, tuple[Key, ...]]:
    """Give the keys that may hold a word, and the word in its own spelling."""
    spelled: dict[str, list[str]] = {}
    for place in places():
        for word in words_at(place):
            if word.casefold() == name.casefold():
                spelled.setdefault(word, []).append(place.path)
    word = name if name in spelled else next(iter(spelled), "")
    return word, tuple(map(key_at, spelled.get(word, ())))
