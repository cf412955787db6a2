"""Records by the ids that they have now, whatever they were called then. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from reportkit.model.withholding import is_masked, masked
from reportkit.queries.citation_steps import Citing

#: The same ids are asked for at every edition.
_mask = lru_cache(maxsize=65_536)(masked)


class RecordNames:
    """Follows the renames of all editions; an edition is known by its place, from 0."""

    def __init__(self, renamed: Iterable[Mapping[str, str]]) -> None:
        """Take what each edition renamed, oldest first: new ids to old ones."""
        self._steps = [_step(place, ids) for place, ids in enumerate(renamed) if ids]
        self._old = frozenset(old for step in self._steps for old in step.new)
        self._masked = any(step.masked for step in self._steps)

    def citing(self, repeats: str, cites: tuple[str, ...], first: int, last: int) -> Citing:
        """Give whom a record cited in some editions, by the ids of then and those of now."""
        origin = (repeats,) if repeats else ()
        if not self._steps or self._steps[-1].place <= first:
            return Citing(origin, cites)
        return Citing(self._then_and_now(origin, last), self._then_and_now(cites, last))

    def _then_and_now(self, ids: tuple[str, ...], place: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*ids, *(self.newest(id, place) for id in ids))))

    def newest(self, id: str, place: int) -> str:
        """Give the id that a record of the edition at ``place`` has now.

        A log that keeps the old id back names a mask instead, which is followed too.
        """
        if id not in self._old and not self._masked:  # as nearly all
            return id
        for step in self._steps:
            if step.place > place:
                then = _mask(id) if step.masked and id not in step.new else id
                id = step.new.get(then, id)
        return id


class _Step(NamedTuple):
    place: int
    new: Mapping[str, str]  # old ids to new ones
    masked: bool  # one of the old ids is a mask


def _step(place: int, renamed: Mapping[str, str]) -> _Step:
    new = {old: new for new, old in renamed.items()}
    return _Step(place, new, any(map(is_masked, new)))
