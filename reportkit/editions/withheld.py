"""What an earlier edition may still be heard to say today.

A source that was open last week and asks not to be named this week was named in a sealed
edition. That edition is not changed; but nothing that is made today repeats it. So an earlier
snapshot is read as its readers may know it now, and compared in that form.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reportkit.changes.field_schema import FieldSchema, Kind, LocatedValue, Value, mapped
from reportkit.changes.net import SealedChange, SealedLog
from reportkit.editions.snapshot import Snapshot, SnapshotLines
from reportkit.editions.withheld_victims import (
    victims_in_no_text,
    victims_since_unnamed,
    without_victims,
)
from reportkit.loading.serialize import Plain
from reportkit.model.base import default_of
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Claim, Fact, Place, Source
from reportkit.model.folding import folded
from reportkit.model.sensitive_terms import (
    NOTHING,
    SENTENCE,
    SensitiveTerm,
    SensitiveTerms,
    bare_address,
    is_name,
)
from reportkit.model.vocabulary.series import AttributionRule
from reportkit.model.withholding import (
    MASK,
    NAMING,
    PUBLISHER,
    SPEAKER,
    SPEAKING,
    is_masked,
    is_place_name,
    masked,
)

#: In the line of a record of whom, or of what, something is kept back.
_SIGNS = (b'"attribution_rule"', SPEAKER.id.encode(), MASK.encode())
#: In the place of an earlier wording that tells of what is above its readers now.
NOT_SHOWN = "(not shown)"


@dataclass(frozen=True, slots=True)
class Hidden:
    """What readers must not learn, whatever they were told before."""

    ids: Collection[str] = ()
    words: SensitiveTerms = NOTHING

    def __bool__(self) -> bool:
        return bool(self.ids) or bool(self.words)


NOTHING_HIDDEN = Hidden()


def redacted_snapshot(snapshot: Snapshot, hidden: Hidden) -> Snapshot:
    """Take out of what is still shown all that speaks of what is not."""
    if not hidden:
        return snapshot
    return with_records(
        replace(
            snapshot,
            book=replace(
                snapshot.book,
                brief=_redacted(snapshot.brief, hidden),
                edition=_redacted(snapshot.edition, hidden),
            ),
        ),
        {
            id: _redacted(record, hidden)
            for id, record in snapshot.records.items()
            if id not in hidden.ids
        },
    )


def with_records(snapshot: Snapshot, records: Mapping[str, Record]) -> Snapshot:
    """Give a snapshot that holds these records instead."""
    types = {id: record.type for id, record in records.items()}
    return replace(snapshot, book=replace(snapshot.book, by_id=records, defined=types))


def names_since_withheld(was: Snapshot, now: Snapshot, renamed: Mapping[str, str]) -> Hidden:
    """Give the names that an earlier edition told and that this one keeps back.

    ``renamed`` holds ids now to ids then, beside what 'formerly' tells.
    """
    was = _masked(was, now, renamed)
    ids: dict[str, None] = {}
    names: dict[str, str] = {}
    for then, record in _since_withheld(was, now, renamed):
        names |= dict.fromkeys(_names_of(record), then)
        speaker = record.speaker if isinstance(record, Claim) else SPEAKER.id
        if speaker != SPEAKER.id and speaker not in now.records:
            ids[speaker] = None
            if actor := was.records.get(speaker):
                names |= dict.fromkeys(_names_of(actor), speaker)
    shown = set(_names_in(now)) if names else set()
    words = [SensitiveTerm(name, id) for name, id in names.items() if folded(name) not in shown]
    words += victims_in_no_text(victims_since_unnamed(was, now), now)
    return Hidden(ids, SensitiveTerms((*words, *(SensitiveTerm(id, id, is_id=True) for id in ids))))


def naming_records(records: Mapping[str, Record]) -> dict[str, Record]:
    """Give the records that can name somebody: with the same of them, the same names are told."""
    return {id: each for id, each in records.items() if isinstance(each, (Source, Claim, Actor))}


def withheld_records(was: Snapshot, now: Snapshot, ids: Collection[str] | None) -> Hidden:
    """Give what was published and is held back now: these ids, or None for all that are gone."""
    followed = {*now.records, *(each.formerly for each in now.records.values())}
    gone = {
        id: record
        for id, record in was.records.items()
        if id not in followed and (ids is None or id in ids)
    }
    shown = set(_names_in(now))
    words = [
        SensitiveTerm(name, id)
        for id, record in gone.items()
        for name in (*_names_of(record), *_sentences_of(record))
        if folded(name) not in shown
    ]
    return Hidden(frozenset(gone), SensitiveTerms(words))


def as_known_now(was: Snapshot, now: Snapshot, renamed: Mapping[str, str]) -> Snapshot:
    """Give an earlier edition without the names that this one keeps back.

    What is left to differ is the rule itself: a change of handling that names nobody.
    """
    was = _without_victims(_without_speaker(_masked(was, now, renamed), now), now)
    moved = dict(_since_withheld(was, now, renamed))
    if not moved:
        return was
    hidden = names_since_withheld(was, now, renamed)
    records = {id: record for id, record in was.records.items() if id not in hidden.ids}
    records |= {id: naming_nobody(record) for id, record in moved.items()}
    if any(isinstance(record, Claim) for record in moved.values()):
        records.setdefault(SPEAKER.id, SPEAKER)
    quiet = {
        id: position
        for id, position in was.positions.items()
        # Whose claim it is decides over "contested": that this is not told any more is no news.
        if moved.keys().isdisjoint(_claims_of(was.records.get(id)))
    }
    return redacted_snapshot(replace(with_records(was, records), positions=quiet), hidden)


def can_keep_back(newest: SnapshotLines, renamed: Iterable[Mapping[str, str]]) -> bool:
    """Tell, its records unread, whether ``as_known_now`` could make a difference.

    ``renamed`` is what each edition renamed, new ids to old ones.
    """
    told = any(sign in line for line in newest.records.values() for sign in _SIGNS)
    return told or any(is_masked(old) for ids in renamed for old in ids.values())


def _claims_of(record: Record | None) -> tuple[str, ...]:
    return record.claims if isinstance(record, Fact) else ()


def _masked(was: Snapshot, now: Snapshot, renamed: Mapping[str, str]) -> Snapshot:
    """Call records as this edition does whose id then named somebody."""
    followed = {*renamed.values(), *(each.formerly for each in now.records.values())}
    if not any(map(is_masked, followed)):
        return was
    masks = {id: masked_id for id in was.records if (masked_id := masked(id)) in followed}
    if not masks:
        return was
    records = {masks.get(id, id): _called(record, masks) for id, record in was.records.items()}
    return replace(
        was,
        book=replace(was.book, by_id=records, edition=_called(was.edition, masks)),
        positions={masks.get(id, id): position for id, position in was.positions.items()},
    )


def _without_victims(was: Snapshot, now: Snapshot) -> Snapshot:
    gone = victims_since_unnamed(was, now)
    if not gone:
        return was
    words = SensitiveTerms(victims_in_no_text(gone, now))
    return redacted_snapshot(with_records(was, without_victims(was, gone)), Hidden(words=words))


def _without_speaker(was: Snapshot, now: Snapshot) -> Snapshot:
    """Take out the nameless speaker, whom no seeds hold, where no claim is by them any more."""
    if SPEAKER.id in now.records or SPEAKER.id not in was.records:
        return was
    return with_records(was, {id: record for id, record in was.records.items() if id != SPEAKER.id})


def _called(value: LocatedValue, masks: Mapping[str, str]) -> LocatedValue:
    """Name records by their masks, in their own ids and in the notes on their changes too."""

    def change(schema: FieldSchema, held: Value) -> Value:
        names = schema.kind is Kind.REFERENCE or schema.name in ("id", "record")
        return masks.get(held, held) if names and isinstance(held, str) else held

    return mapped(value, change)


def redacted_log(log: SealedLog, words: SensitiveTerms) -> SealedLog:
    """Give a sealed change log without the texts that name what is kept back now."""
    if not words:
        return log
    return replace(log, rows=tuple(redacted_change(row, words) for row in log.rows))


def _since_withheld(
    was: Snapshot, now: Snapshot, renamed: Mapping[str, str]
) -> Iterator[tuple[str, Record]]:
    """Give id and record then of what was open and is not now."""
    for id, record in now.records.items():
        if not is_withheld(record):
            continue
        formerly = record.formerly or id
        ids = (id, renamed.get(id, ""), formerly, renamed.get(formerly, ""))
        then = next((old for old in ids if old in was.records), "")
        old = was.records.get(then)
        if old is not None and not is_withheld(old):
            yield then, old


def is_withheld(record: Record) -> bool:
    """Tell whether a record names nobody, as its source wished."""
    return record.attribution_rule is not AttributionRule.OPEN


def naming_nobody(record: Record) -> Record:
    """Give a source or a claim without what names it; any other record is what it was."""
    match record:
        case Source():
            unsaid = {name: default_of(Source, name) for name in NAMING}
            return record.replace(**unsaid, publisher=PUBLISHER)
        case Claim():
            unsaid = {name: default_of(Claim, name) for name in SPEAKING}
            return record.replace(**unsaid, speaker=SPEAKER.id)
    return record


def _names_of(record: Record) -> Iterator[str]:
    """Give what names a source, the speaker of a claim, or an actor."""
    named: list[str | None] = []
    match record:
        case Source():
            named = [record.publisher, record.author, record.title]
            named += [own.id for own in record.external_ids]
            yield from (bare_address(url) for url in (record.url, record.archive_url) if url)
            if record.sha256:
                yield record.sha256
        case Claim():
            named = [record.spokesperson, *(own.id for own in record.external_ids)]
            if record.venue and is_place_name(record.venue):
                yield record.venue
        case Actor():
            named = [record.name, record.short, *(alias.term for alias in record.aliases)]
    yield from (name for name in named if name and is_name(name) and name != PUBLISHER)


def _sentences_of(record: Record) -> Iterator[str]:
    """Give what a record says in words of its own."""
    said = (getattr(record, name, None) for name in ("statement", "summary", "question", "text"))
    yield from (text for text in said if text and len(text.split()) >= SENTENCE)


def _names_in(now: Snapshot) -> Iterator[str]:
    """Give, folded, what this edition calls anybody by: it gives nothing away."""
    for record in now.records.values():
        yield from map(folded, _names_of(record))
        if isinstance(record, Place):
            yield folded(record.name)


# Texts ----------------------------------------------------------------------------------------


def _redacted(value: LocatedValue, hidden: Hidden) -> LocatedValue:
    def change(schema: FieldSchema, held: Value) -> Value:
        if not isinstance(held, str) or schema.name == "id":
            return held
        if schema.kind is Kind.REFERENCE:
            return None if held in hidden.ids else held
        return NOT_SHOWN if schema.kind is Kind.TEXT and _names_any(held, hidden.words) else held

    return mapped(value, change)


def redacted_change(row: SealedChange, words: SensitiveTerms) -> SealedChange:
    """Give a row of a change log without the texts that name what is kept back now."""
    return replace(
        row,
        title=redacted_text(row.title, words),
        sentence=redacted_text(row.sentence, words),
        reason=None if row.reason and _names_any(row.reason, words) else row.reason,
        was=redacted_value(row.was, words),
        now=redacted_value(row.now, words),
    )


def redacted_value(value: Plain | None, words: SensitiveTerms) -> Plain | None:
    """Give an earlier value, as a log holds it, without what may not be read of it any more."""
    if isinstance(value, dict):
        return {key: _redacted_plain(held, words) for key, held in value.items()}
    if isinstance(value, list):
        return [_redacted_plain(held, words) for held in value]
    return redacted_text(value, words) if isinstance(value, str) else value


def _redacted_plain(value: Plain, words: SensitiveTerms) -> Plain:
    quiet = redacted_value(value, words)
    return value if quiet is None else quiet


def redacted_text(text: str, words: SensitiveTerms) -> str:
    """Give a text, or what stands in its place if it names what is kept back now."""
    return NOT_SHOWN if _names_any(text, words) else text


def _names_any(text: str, words: SensitiveTerms) -> bool:
    return next(words.found_in(text), None) is not None
