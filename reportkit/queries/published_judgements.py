"""What each edition judged, read without reading the rest of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from reportkit.editions.canonical import items, mapping, text
from reportkit.editions.manifest import EditionName
from reportkit.editions.published_names import names_published_before
from reportkit.editions.sealed import Sealed
from reportkit.editions.snapshot import FACTS, head_of, lines_of, read_line, read_snapshot
from reportkit.editions.store import Store
from reportkit.editions.withheld import redacted_value
from reportkit.loading.serialize import Plain
from reportkit.model.analysis import Judgement
from reportkit.model.sensitive_terms import SensitiveTerms
from reportkit.model.vocabulary.series import LikelihoodScale
from reportkit.problems import IntegrityBroken


class EditionJudged(NamedTuple):
    """The judgements of one edition, and what is needed to read them."""

    edition: EditionName
    cut_off: datetime
    published: datetime
    scale: LikelihoodScale
    authors: tuple[str, ...]  # who wrote the edition
    judgements: tuple[Judgement, ...]


def published_judgements(store: Store) -> Iterator[EditionJudged]:
    """Give what each edition judged, oldest first, in the words that may be known now.

    Reads the manifests, proves their chain and each snapshot, and of a snapshot reads nothing
    but its judgements: one that stood in the edition before as it stands here is not read again.
    Raises IntegrityBroken where an edition is not what was sealed.
    """
    editions = store.editions()
    if not editions:
        return
    words = _withheld(store, editions[-1])
    known: dict[bytes, Judgement] = {}
    for sealed in editions:
        content = store.read(sealed, FACTS)
        known = {
            line: known.get(line) or _judgement(line, words)
            for line in lines_of(content, Judgement.type)
        }
        yield _judged(sealed, head_of(content), known.values())


def _withheld(store: Store, latest: Sealed) -> SensitiveTerms:
    """Give the names that earlier editions told and that the newest keeps back."""
    newest = read_snapshot(store.read(latest, FACTS))
    return SensitiveTerms(names_published_before(store, newest, most=None))


def _judgement(line: bytes, words: SensitiveTerms) -> Judgement:
    record = read_line(line)
    if not isinstance(record, Judgement):
        raise IntegrityBroken(f"{FACTS} cannot be read: {record.id} is no judgement")
    if not words:
        return record
    resolution = record.resolution
    if resolution is not None and resolution.note is not None:
        resolution = resolution.replace(note=_quiet(resolution.note, words))
    return record.replace(statement=_quiet(record.statement, words), resolution=resolution)


def _quiet(said: str, words: SensitiveTerms) -> str:
    return text(redacted_value(said, words) or said)


def _judged(
    sealed: Sealed, head: Mapping[str, Plain], judgements: Iterable[Judgement]
) -> EditionJudged:
    manifest = sealed.manifest
    try:
        brief, edition = mapping(head["brief"]), mapping(head["edition"])
        scales = mapping(brief.get("scales", {}))
        scale = LikelihoodScale(text(scales.get("likelihood", LikelihoodScale.ICD203.value)))
        authors = items(edition.get("authors", [])) or items(brief.get("authors", []))
        return EditionJudged(
            sealed.name,
            manifest.cut_off,
            manifest.published,
            scale,
            tuple(text(name) for name in authors),
            tuple(judgements),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise IntegrityBroken(f"{FACTS} of No. {sealed.name.spoken} cannot be read: {error}") from (
            error
        )
