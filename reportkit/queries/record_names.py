"""Records by the ids that they have now, whatever they were called then. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class RecordNames:
    """Follows the renames of all editions; an edition is known by its place, from 0."""

    def __init__(self, renamed: Iterable[Mapping[str, str]]) -> None:
        """Take what each edition renamed, oldest first: new ids to old ones."""
        self._steps = [
            (place, {old: new for new, old in ids.items()})
            for place, ids in enumerate(renamed)
            if ids
        ]

    def newest(self, id: str, place: int) -> str:
        """Give the id that a record of the edition at ``place`` has now."""
        for at, ids in self._steps:
            if at > place:
                id = ids.get(id, id)
        return id

    def then(self, id: str, place: int) -> str:
        """Give the id that the record called so now had in the edition at ``place``."""
        for at, ids in reversed(self._steps):
            if at > place:
                id = next((old for old, new in ids.items() if new == id), id)
        return id
