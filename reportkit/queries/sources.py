"""The sources of a series, each with how it stands and all that rests on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from reportkit.editions.manifest import EditionName
from reportkit.model.analysis import Judgement
from reportkit.model.book import ENDED, Records
from reportkit.model.dependents import (
    Standing,
    resting_on,
    standing_of,
    statements_of,
    with_copies,
)
from reportkit.model.evidence import Source
from reportkit.model.series import Edition
from reportkit.model.vocabulary.sources import Access, LinkStatus, Reliability, SourceKind
from reportkit.queries.citation_steps import CitationStep
from reportkit.queries.printed import published_as

_POOR = frozenset({Reliability.D, Reliability.E})


class Weight(NamedTuple):
    """What rests on a source and on the texts that repeat it; each of these by its id."""

    records: tuple[str, ...]  # judgements among them
    alone: tuple[str, ...]  # those that rest on nothing else
    judgements: tuple[str, ...]
    key_judgements: tuple[str, ...]
    page_one: tuple[str, ...]  # "bottom_line", "key_figures"
    sections: tuple[str, ...]


class SourceEntry(NamedTuple):
    """A source with its place among the others."""

    source: Source
    standing: Standing
    origin: str  # the text that was first, itself where it repeats none
    repeated_by: tuple[str, ...]
    same_voice: tuple[str, ...]  # of the same publisher or party: no second origin
    weight: Weight
    editions: tuple[EditionName, ...]  # in which a record cites it itself

    @property
    def unused(self) -> bool:
        """Nothing in the seeds rests on it."""
        return not self.weight.records

    @property
    def weak(self) -> tuple[str, ...]:
        """Say what speaks against resting on it; a grade of F judges nothing."""
        source = self.source
        lost = source.link_status is LinkStatus.DEAD and not (source.archive_url or source.sha256)
        reasons = {
            self.standing.words: self.standing.fallen > 0,
            f"graded {source.reliability}": source.reliability in _POOR,
            "a report on a report": source.access is Access.TERTIARY,
            "its address is dead, and no copy is kept": lost,
        }
        return tuple(reason for reason, so in reasons.items() if so)


class Wanted(NamedTuple):
    """Which sources are asked for; all that is given must fit."""

    kind: SourceKind | None = None
    party: str | None = None  # whose voice it is: an actor, or the party it belongs to
    status: str | None = None  # "ok", "disputed", "withdrawn": a copy stands no better
    origin: str | None = None  # the source that it is or repeats
    section: str | None = None  # where something rests on it
    unused: bool = False
    weak: bool = False
    alone: bool = False  # something rests on it and on nothing else


_STATES = ("ok", "disputed", "withdrawn")


def source_entries(
    records: Records, edition: Edition | None, steps: Iterable[CitationStep]
) -> tuple[SourceEntry, ...]:
    """Give every source of the seeds that is carried, in the order of the files."""
    above = {one.id: resting_on((one.id,), records) for one in records.all(Source)}
    below: dict[str, set[str]] = {}
    for one, dependents in above.items():
        for id in dependents:
            if records.by_id[id].status not in ENDED:
                below.setdefault(id, set()).add(one)
    voices = _voices(records)
    cited = editions_citing(steps)
    entries = []
    for source in records.all(Source):
        if source.status in ENDED:
            continue
        family = with_copies(source.id, records)
        ids = {id for one in family for id in above.get(one, ()) if id in below}
        resting = sorted(ids, key=records.place.__getitem__)
        voice = next(iter(records.origins_of((source.id,))), "")
        entries.append(
            SourceEntry(
                source,
                standing_of(source, records),
                records.origin_of(source.id),
                tuple(sorted(family[1:])),
                tuple(id for id in voices.get(voice, ()) if id != source.id),
                _weight(resting, frozenset(family), below, records, edition),
                tuple(
                    sorted(
                        {
                            name
                            for id in (source.id, *published_as(source.id, records))
                            for name in cited.get(id, ())
                        }
                    )
                ),
            )
        )
    return tuple(entries)


def wanted_entries(
    entries: Iterable[SourceEntry], wanted: Wanted, records: Records
) -> tuple[SourceEntry, ...]:
    """Keep the sources that are asked for."""
    return tuple(entry for entry in entries if _fits(entry, wanted, records))


def sorted_entries(entries: Sequence[SourceEntry], by: str) -> tuple[SourceEntry, ...]:
    """Sort them by one of ``SORTS``; of equals the order of the files stays."""
    return tuple(sorted(entries, key=SORTS[by]))


#: By what the list can be sorted; the heaviest, newest and best come first.
SORTS: Mapping[str, Callable[[SourceEntry], tuple[object, ...]]] = {
    "id": lambda entry: (entry.source.id,),
    "weight": lambda entry: (
        -len(entry.weight.page_one),
        -len(entry.weight.key_judgements),
        -len(entry.weight.records),
    ),
    "alone": lambda entry: (-len(entry.weight.alone),),
    "grade": lambda entry: (str(entry.source.reliability),),
    "published": lambda entry: _newest_first(entry.source.published),
    "accessed": lambda entry: _newest_first(entry.source.accessed),
}


def editions_citing(steps: Iterable[CitationStep]) -> dict[str, list[EditionName]]:
    """Give for each id that is cited the editions in which a record cites it."""
    cites: dict[str, tuple[str, ...]] = {}
    counts: Counter[str] = Counter()
    cited: dict[str, list[EditionName]] = {}
    for step in steps:
        for id in (*step.gone, *step.came):
            counts.subtract(cites.pop(id, ()))
        for id, citing in step.came.items():
            cites[id] = citing.cites
            counts.update(citing.cites)
        for id, count in counts.items():
            if count > 0:
                cited.setdefault(id, []).append(step.edition)
    return cited


def _fits(entry: SourceEntry, wanted: Wanted, records: Records) -> bool:
    source = entry.source
    voice = source.party_alignment
    parties = {voice, records.party_of(voice)} if voice else set()
    return (
        (wanted.kind is None or source.kind is wanted.kind)
        and (wanted.party is None or wanted.party in parties)
        and (wanted.status is None or _STATES[entry.standing.fallen] == wanted.status)
        and (wanted.origin is None or wanted.origin in (source.id, entry.origin))
        and (wanted.section is None or wanted.section in entry.weight.sections)
        and (not wanted.unused or entry.unused)
        and (not wanted.weak or bool(entry.weak))
        and (not wanted.alone or bool(entry.weight.alone))
    )


def _voices(records: Records) -> dict[str, list[str]]:
    """Group the sources by who stands behind them; copies stand under their original."""
    voices: dict[str, list[str]] = {}
    for source in records.all(Source):
        if source.status not in ENDED and not source.originates_from:
            for voice in records.origins_of((source.id,)):
                voices.setdefault(voice, []).append(source.id)
    return voices


def _weight(
    resting: Sequence[str],
    family: frozenset[str],
    below: Mapping[str, set[str]],
    records: Records,
    edition: Edition | None,
) -> Weight:
    ids = frozenset(resting)
    judgements = [judgement for judgement in records.all(Judgement) if judgement.id in ids]
    sections = (records.by_id[id].section for id in resting)
    return Weight(
        tuple(resting),
        tuple(id for id in resting if below[id] <= family),
        tuple(judgement.id for judgement in judgements),
        tuple(judgement.id for judgement in judgements if judgement.key),
        tuple(_page_one(edition, ids)) if edition else (),
        tuple(dict.fromkeys(section for section in sections if section)),
    )


def _page_one(edition: Edition, ids: frozenset[str]) -> list[str]:
    held = [
        str(key)
        for key, statements in statements_of(edition).items()
        if any(not ids.isdisjoint(statement.basis) for statement in statements)
    ]
    return [*held, "key_figures"] if not ids.isdisjoint(edition.key_figures) else held


def _newest_first(day: object) -> tuple[object, ...]:
    return (day is None, -getattr(day, "toordinal", lambda: 0)())
