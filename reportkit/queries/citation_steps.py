"""Who cites what, edition after edition: each edition is told by what it changed in that. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from reportkit.editions.manifest import EditionName


class Citing(NamedTuple):
    """What a record of an edition has to do with sources."""

    repeats: tuple[str, ...]  # the source it originates from, by its id then and its id now
    cites: tuple[str, ...]  # every id that it holds; none of a source or of an ended record


class Stand(NamedTuple):
    """How long a record cited so: from one place among the editions to another, both counted in."""

    record: str
    first: int
    last: int
    citing: Citing


class CitationStep(NamedTuple):
    """What one edition changed in who cites what."""

    edition: EditionName
    came: Mapping[str, Citing]  # records that did not cite so before, by id
    gone: tuple[str, ...]  # records that cite nothing any more


def citation_steps(
    editions: Iterable[EditionName], stands: Iterable[Stand]
) -> Iterator[CitationStep]:
    """Give each edition, oldest first, with what changed in who cites what."""
    came: dict[int, dict[str, Citing]] = {}
    ended: dict[int, dict[str, None]] = {}
    for stand in stands:
        if stand.citing.repeats or stand.citing.cites:
            came.setdefault(stand.first, {})[stand.record] = stand.citing
            ended.setdefault(stand.last + 1, {})[stand.record] = None
    for place, edition in enumerate(editions):
        here = came.get(place, {})
        gone = tuple(sorted(ended.get(place, {}).keys() - here.keys()))
        yield CitationStep(edition, here, gone)
