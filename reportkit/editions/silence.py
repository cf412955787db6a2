"""What an earlier edition may still be heard to say today.

A source that was open last week and asks not to be named this week was named in a sealed
edition. That edition is not changed; but nothing that is made today repeats it. So an earlier
snapshot is read as its readers may know it now, and compared in that form.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from reportkit.changes.net import SealedLog, Told
from reportkit.editions.canonical import items, mapping
from reportkit.editions.snapshot import Snapshot
from reportkit.loading.serialize import Plain, record_to_plain
from reportkit.model.evidence import Source
from reportkit.model.folding import folded
from reportkit.model.sensitive_terms import (
    NOTHING,
    SENTENCE,
    Telltale,
    Telltales,
    bare_address,
    is_name,
)
from reportkit.model.vocabulary import AttributionRule
from reportkit.model.withholding import (
    NAMING,
    PUBLISHER,
    SPEAKER,
    SPEAKING,
    is_place_name,
    masked,
)

Record = Mapping[str, Plain]

#: Fields that hold the id of one record; "killed" is a metric as well as somebody's id.
_REFERRING = frozenset({
    "about", "actor", "against", "by", "event", "originates_from", "part_of", "party",
    "party_alignment", "place", "provider", "reciprocal_to", "record", "speaker",
    "superseded_by", "used_by", "venue",
})  # fmt: skip
_CALLING = _REFERRING | {"id"}
#: In the place of an earlier wording that tells of what is above its readers now.
NOT_SHOWN = "(not shown)"


@dataclass(frozen=True, slots=True)
class Hidden:
    """What readers must not learn, whatever they were told before."""

    ids: Collection[str] = ()
    words: Telltales = NOTHING

    def __bool__(self) -> bool:
        return bool(self.ids) or bool(self.words)


NOTHING_HIDDEN = Hidden()


def silenced(snapshot: Snapshot, hidden: Hidden) -> Snapshot:
    """Take out of what is still shown all that speaks of what is not."""
    if not hidden:
        return snapshot
    records = {
        id: _quiet_mapping(record, hidden)
        for id, record in snapshot.records.items()
        if id not in hidden.ids
    }
    return replace(
        snapshot,
        brief=_quiet_mapping(snapshot.brief, hidden),
        edition=_quiet_mapping(snapshot.edition, hidden),
        records=records,
    )


def names_since_withheld(was: Snapshot, now: Snapshot, renamed: Mapping[str, str]) -> Hidden:
    """Give the names that an earlier edition told and that this one keeps back.

    ``renamed`` holds ids now to ids then, beside what 'formerly' tells.
    """
    was = _masked(was, now, renamed)
    ids: dict[str, None] = {}
    names: dict[str, str] = {}
    shown = set(_names_in(now))
    for then, record in _since_withheld(was, now, renamed):
        names |= dict.fromkeys(_names_of(record), then)
        speaker = str(record.get("speaker", SPEAKER.id))
        if speaker != SPEAKER.id and speaker not in now.records:
            ids[speaker] = None
            names |= dict.fromkeys(_names_of(was.records.get(speaker, {})), speaker)
    words = [Telltale(name, id) for name, id in names.items() if folded(name) not in shown]
    return Hidden(ids, Telltales((*words, *(Telltale(id, id, is_id=True) for id in ids))))


def held_back(was: Snapshot, now: Snapshot, ids: Collection[str] | None) -> Hidden:
    """Give what was published and is held back now: these ids, or None for all that are gone."""
    followed = {*now.records, *(str(each.get("formerly")) for each in now.records.values())}
    gone = {
        id: record
        for id, record in was.records.items()
        if id not in followed and (ids is None or id in ids)
    }
    shown = set(_names_in(now))
    words = [
        Telltale(name, id)
        for id, record in gone.items()
        for name in (*_names_of(record), *_sentences_of(record))
        if folded(name) not in shown
    ]
    return Hidden(frozenset(gone), Telltales(words))


def as_known_now(was: Snapshot, now: Snapshot, renamed: Mapping[str, str]) -> Snapshot:
    """Give an earlier edition without the names that this one keeps back.

    What is left to differ is the rule itself: a change of handling that names nobody.
    """
    was = _without_speaker(_masked(was, now, renamed), now)
    moved = list(_since_withheld(was, now, renamed))
    if not moved:
        return was
    hidden = names_since_withheld(was, now, renamed)
    records = {id: record for id, record in was.records.items() if id not in hidden.ids}
    records |= {id: _unnamed(record) for id, record in moved}
    if any(record.get("type") == "claim" for _, record in moved):
        records.setdefault(SPEAKER.id, record_to_plain(SPEAKER))
    claims = {id for id, _ in moved}
    quiet = {
        id: position
        for id, position in was.positions.items()
        # Whose claim it is decides over "contested": that this is not told any more is no news.
        if claims.isdisjoint(map(str, items(was.records.get(id, {}).get("claims", []))))
    }
    return silenced(replace(was, records=records, positions=quiet), hidden)


def _masked(was: Snapshot, now: Snapshot, renamed: Mapping[str, str]) -> Snapshot:
    """Call records as this edition does whose id then named somebody."""
    told = {*renamed.values(), *(str(each.get("formerly")) for each in now.records.values())}
    masks = {id: masked(id) for id in was.records if masked(id) in told}
    if not masks:
        return was
    return replace(
        was,
        records={masks.get(id, id): _called(record, masks) for id, record in was.records.items()},
        positions={masks.get(id, id): position for id, position in was.positions.items()},
        edition=_called(was.edition, masks),
    )


def _without_speaker(was: Snapshot, now: Snapshot) -> Snapshot:
    """Take out the nameless speaker, whom no seeds hold, where no claim is by them any more."""
    if SPEAKER.id in now.records or SPEAKER.id not in was.records:
        return was
    left = {id: record for id, record in was.records.items() if id != SPEAKER.id}
    return replace(was, records=left)


def _called(plain: Record, masks: Mapping[str, str]) -> dict[str, Plain]:
    return {
        key: _call(held, masks) if isinstance(held, dict | list) or key in _CALLING else held
        for key, held in plain.items()
    }


def _call(held: Plain, masks: Mapping[str, str]) -> Plain:
    if isinstance(held, dict):
        return _called(held, masks)
    if isinstance(held, list):
        return [_call(item, masks) for item in held]
    return masks.get(held, held) if isinstance(held, str) else held


def silenced_log(log: SealedLog, words: Telltales) -> SealedLog:
    """Give a sealed change log without the texts that name what is kept back now."""
    if not words:
        return log
    return replace(log, rows=tuple(_quiet_row(row, words) for row in log.rows))


def _since_withheld(
    was: Snapshot, now: Snapshot, renamed: Mapping[str, str]
) -> Iterator[tuple[str, Record]]:
    """Give id and record then of what was open and is not now."""
    for id, record in now.records.items():
        if not keeps_back(record):
            continue
        formerly = str(record.get("formerly", id))
        ids = (id, renamed.get(id, ""), formerly, renamed.get(formerly, ""))
        then = next((old for old in ids if old in was.records), "")
        old = was.records.get(then)
        if old is not None and not keeps_back(old):
            yield then, old


def keeps_back(record: Record) -> bool:
    """Tell whether a record names nobody, as its source wished."""
    return record.get("attribution_rule", AttributionRule.OPEN) != AttributionRule.OPEN


def _unnamed(record: Record) -> dict[str, Plain]:
    if record.get("type") == Source.type:
        left = {key: held for key, held in record.items() if key not in NAMING}
        return {**left, "publisher": PUBLISHER}
    if record.get("type") == "claim":
        left = {key: held for key, held in record.items() if key not in SPEAKING}
        return {**left, "speaker": SPEAKER.id}
    return dict(record)


def _names_of(record: Record) -> Iterator[str]:
    """Give what names a source, the speaker of a claim, or an actor."""
    named = [
        record[key] for key in ("publisher", "author", "title", "spokesperson") if key in record
    ]
    if record.get("type") == "actor":
        named += [record[key] for key in ("name", "short") if key in record]
        named += [mapping(alias).get("term", "") for alias in items(record.get("aliases", []))]
    yield from (str(name) for name in named if is_name(str(name)) and name != PUBLISHER)
    yield from (bare_address(str(record[key])) for key in ("url", "archive_url") if key in record)
    if "sha256" in record:
        yield str(record["sha256"])
    if record.get("type") == "claim" and is_place_name(str(record.get("venue", ""))):
        yield str(record["venue"])


def _sentences_of(record: Record) -> Iterator[str]:
    """Give what a record says in words of its own."""
    said = (str(record.get(key, "")) for key in ("statement", "summary", "question", "text"))
    yield from (text for text in said if len(text.split()) >= SENTENCE)


def _names_in(now: Snapshot) -> Iterator[str]:
    """Give, folded, what this edition calls anybody by: it gives nothing away."""
    for record in now.records.values():
        yield from map(folded, _names_of(record))
        if record.get("type") == "place":
            yield folded(str(record.get("name", "")))


# Texts ----------------------------------------------------------------------------------------


def _quiet_mapping(plain: Record, hidden: Hidden) -> dict[str, Plain]:
    return {
        key: _quiet(held, hidden)
        for key, held in plain.items()
        if not (key in _REFERRING and isinstance(held, str) and held in hidden.ids)
    }


def _quiet(held: Plain, hidden: Hidden) -> Plain:
    if isinstance(held, dict):
        return _quiet_mapping(held, hidden)
    if isinstance(held, list):
        left = (item for item in held if not (isinstance(item, str) and item in hidden.ids))
        return [_quiet(item, hidden) for item in left]
    if isinstance(held, str) and _tells(held, hidden.words):
        return NOT_SHOWN
    return held


def _quiet_row(row: Told, words: Telltales) -> Told:
    return replace(
        row,
        title=_quiet_text(row.title, words),
        sentence=_quiet_text(row.sentence, words),
        reason=None if row.reason and _tells(row.reason, words) else row.reason,
        was=quiet_value(row.was, words),
        now=quiet_value(row.now, words),
    )


def quiet_value(value: Plain | None, words: Telltales) -> Plain | None:
    """Give an earlier value without what may not be read of it any more."""
    return None if value is None else _quiet(value, Hidden(words=words))


def _quiet_text(text: str, words: Telltales) -> str:
    return NOT_SHOWN if _tells(text, words) else text


def _tells(text: str, words: Telltales) -> bool:
    return next(words.found_in(text), None) is not None
