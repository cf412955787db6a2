"""What rests on a source: what to mend, and what readers hold, when it turns out wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from reportkit.files.package import package_folder
from reportkit.model.analysis import Correction, Judgement
from reportkit.model.book import Book, Records, is_live
from reportkit.model.dependents import Dependent, dependents_of, statements_of, with_copies
from reportkit.model.series import Edition
from reportkit.queries.citation_steps import CitationStep
from reportkit.queries.printed import Printed, printed_in, published_as


class Resting(NamedTuple):
    """A record that rests on the source."""

    record: str
    type: str
    section: str | None
    direct: bool  # it cites the source, or one that repeats it, itself
    alone: bool  # on nothing else: without the source it stands on air


class View(NamedTuple):
    """What stands beside a judgement and has to be read again with it."""

    judgement: str
    alternatives: tuple[str, ...]  # whose indicators rest on the source
    dissent: tuple[str, ...]  # who at the desk sees the judgement otherwise


class Said(NamedTuple):
    """A sentence of page 1 that rests on the source."""

    key: str  # "bottom_line"
    text: str


class Picture(NamedTuple):
    """A picture of the edition in work that shows records which rest on the source."""

    id: str  # "map", "timeline", "tolls-border-night"
    records: tuple[str, ...]


class Impact(NamedTuple):
    """All that rests on a source, directly or through what it rests on."""

    source: str
    repeated_by: tuple[str, ...]  # sources that originate from it
    records: tuple[Resting, ...]  # of the seeds, judgements apart
    judgements: tuple[Resting, ...]
    views: tuple[View, ...]
    page_one: tuple[Said, ...]  # of the edition in work
    key_figures: tuple[str, ...]
    corrections: tuple[str, ...]  # of ours, of what rests on it
    sections: tuple[str, ...]
    editions: tuple[Printed, ...]
    pictures: tuple[Picture, ...] = ()

    @property
    def statements(self) -> tuple[str, ...]:
        """Name the parts of page 1 that rest on it: "bottom_line"."""
        named = dict.fromkeys(sentence.key for sentence in self.page_one)
        return (*named, *(["key_figures"] if self.key_figures else []))


def impact_of(
    source: str, records: Records, edition: Edition | None, steps: Iterable[CitationStep]
) -> Impact:
    """Find what rests on a source: in the seeds as they stand, and in every edition.

    ``steps`` tell of each edition who cites what. A source that originates from the one asked
    for counts as it, for ten outlets that quote one agency are one origin. What was superseded,
    withdrawn or dropped no longer rests on anything.
    """
    family = with_copies(source, records)
    resting = tuple(map(_resting, dependents_of(family, records)))
    ids = {dependent.record for dependent in resting}
    sections = dict.fromkeys(dependent.section for dependent in resting if dependent.section)
    return Impact(
        source,
        tuple(sorted(family[1:])),
        tuple(dependent for dependent in resting if dependent.type != "judgement"),
        tuple(dependent for dependent in resting if dependent.type == "judgement"),
        tuple(_views(records, ids)),
        tuple(page_one(edition, ids)) if edition else (),
        tuple(id for id in edition.key_figures if id in ids) if edition else (),
        tuple(_corrections(records, ids)),
        tuple(sections),
        tuple(printed_in(steps, source, *published_as(source, records))),
    )


def page_one(edition: Edition, ids: Collection[str]) -> Iterator[Said]:
    """Give the sentences of page 1 that rest on some records, in the order of the page."""
    for key, statements in statements_of(edition).items():
        for statement in statements:
            if not set(statement.basis).isdisjoint(ids):
                yield Said(str(key), statement.text)


def pictures_of(book: Book, series: Path, ids: Collection[str]) -> Iterator[Picture]:
    """Name the pictures of the edition in work that show some records; draws none."""
    # Late: who asks of seeds that cannot be read whole plans nothing.
    from reportkit.page.assets import read_design
    from reportkit.page.charts.gallery import plans_of
    from reportkit.page.charts.style import style_of

    design, problems = read_design(series)
    if problems:
        return  # 'check' tells
    for plan in plans_of(book, style_of(design.files), package_folder("mapdata")):
        if shown := tuple(id for id in dict.fromkeys(plan.records) if id in ids):
            yield Picture(plan.id, shown)


def _resting(dependent: Dependent) -> Resting:
    record = dependent.record
    return Resting(record.id, record.type, record.section, dependent.direct, dependent.alone)


def _views(records: Records, ids: Collection[str]) -> Iterator[View]:
    for judgement in filter(is_live, records.all(Judgement)):
        touched = tuple(
            alternative.statement
            for alternative in judgement.alternatives
            if not set(alternative.indicators).isdisjoint(ids)
        )
        dissent = tuple(each.by for each in judgement.dissent if judgement.id in ids)
        if touched or dissent:
            yield View(judgement.id, touched, dissent)


def _corrections(records: Records, ids: Collection[str]) -> Iterator[str]:
    for correction in filter(is_live, records.all(Correction)):
        if not ids_of(correction).isdisjoint(ids):
            yield correction.id


def ids_of(correction: Correction) -> set[str]:
    """Name what a correction put right and what was looked at again for it."""
    return {correction.record, *correction.judgements_affected}
