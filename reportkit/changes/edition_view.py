"""One of two editions that are compared, as plain data, and how its records are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from reportkit.changes.claims import actor_in_sentence, claim_clause
from reportkit.changes.diff import ENDED
from reportkit.changes.field_schema import PlainRecord, PlainRecords
from reportkit.changes.states import with_state
from reportkit.i18n.bidi import bare, of_record
from reportkit.i18n.formats import span
from reportkit.i18n.translate import say, say_in
from reportkit.loading.serialize import Plain
from reportkit.model.corroboration import SAYS_SO
from reportkit.model.metrics import METRICS, POPULATIONS, Counted
from reportkit.model.vocabulary import LikelihoodScale, Position, Tlp

#: The field that a reader would call a record by, type by type; the first one set wins.
_TITLES: Mapping[str, tuple[str, ...]] = {
    "source": ("title", "publisher"),
    "actor": ("short", "name"),
    "place": ("name",),
    "event": ("summary",),
    "gap": ("question",),
    "commitment": ("text",),
    "round": ("summary",),
}


@dataclass(frozen=True, kw_only=True)
class Side:
    """What one edition held. ``positions`` are computed by the facts, id to position."""

    name: str  # "4", "7-r1", as printed after "No."; of the seeds: the edition to come
    records: PlainRecords
    brief: PlainRecord = field(default_factory=dict)
    edition: PlainRecord = field(default_factory=dict)
    positions: Mapping[str, Position] = field(default_factory=dict)

    @cached_property
    def live_records(self) -> frozenset[str]:
        """The ids that the edition carries: none that has ended."""
        return frozenset(id for id, record in self.records.items() if is_live(record))

    @property
    def scale(self) -> LikelihoodScale:
        """The brief's likelihood scale."""
        scales = self.brief.get("scales")
        chosen = scales.get("likelihood") if isinstance(scales, dict) else None
        return LikelihoodScale(str(chosen)) if chosen else LikelihoodScale.ICD203

    @property
    def tlp(self) -> Tlp:
        """The edition's marking, else the series'."""
        return Tlp(str(self.edition.get("tlp") or self.brief.get("tlp") or Tlp.CLEAR))

    def marking(self, record: PlainRecord) -> Tlp:
        """A record without a marking has the series'."""
        return Tlp(str(record.get("tlp") or self.brief.get("tlp") or Tlp.CLEAR))

    def is_key(self, id: str) -> bool:
        """A key figure of the edition or a key judgement."""
        return id in listed(self.edition, "key_figures") or self.records[id].get("key") is True

    def name_of(self, id: Plain | None) -> str:
        """Call a record by what it is titled; an id that nobody describes stays what it is."""
        record = self.records.get(str(id))
        return self.title(record) if record else str(id or "")

    def title(self, record: PlainRecord) -> str:
        """Call a record as a reader would, without a full stop, so that it is true by itself.

        Who says it, in which mood, and what state it is in belong to what it is called.
        """
        type_ = str(record.get("type"))
        if type_ == "figure":
            return self._counted_by(record)
        if type_ == "claim":
            return claim_clause(record, self.records)
        if type_ == "correction":
            return say("correction: {title}", title=self.name_of(record.get("record")))
        if type_ == "assumption":
            return say("we assume: {title}", title=self.named(record))
        if type_ == "event":
            return self._by_account(record)
        return with_state(record, self.records) or self.named(record)

    def named(self, record: PlainRecord) -> str:
        """Call a record by what it is titled, and nothing more."""
        names = (text(record, name) for name in _TITLES.get(text(record, "type"), ("statement",)))
        return next((of_record(name.rstrip(".")) for name in names if name), text(record, "id"))

    def _by_account(self, event: PlainRecord) -> str:
        """Call an event by its summary, and say so where one party alone tells of it."""
        title = self.named(event)
        voices = self._voices.get(text(event, "id"), set())
        party = next(iter(voices)) if len(voices) == 1 else ""
        if not party:
            return title
        name = actor_in_sentence(self.records[party], party).name
        return say("{title} (by the account of {party})", party=name, title=title)

    @cached_property
    def _voices(self) -> Mapping[str, set[str]]:
        """Who tells of each event: parties by their id, "" for anybody else."""
        found: dict[str, set[str]] = {}
        for record in self.records.values():
            if not is_live(record):
                continue
            if record.get("type") == "figure" and record.get("event"):
                told = [(text(record, "event"), text(record, "provider"))]
            elif record.get("type") == "claim" and record.get("modality") in SAYS_SO:
                told = [(id, text(record, "speaker")) for id in listed(record, "about")]
            else:
                continue
            for id, voice in told:
                found.setdefault(id, set()).add(self._party_of(voice))
        return found

    def _party_of(self, actor: str) -> str:
        """Follow an actor up to the party to the conflict that it is part of; "" for no party."""
        seen = set[str]()
        while actor in self.records and actor not in seen:
            if self.records[actor].get("party_to_conflict") is True:
                return actor
            seen.add(actor)
            actor = text(self.records[actor], "part_of")
        return ""

    def _counted_by(self, figure: PlainRecord) -> str:
        """Call a figure "injured, civilians, Spin Boldak (UNAMA)".

        Its event is named where its label does not say what was counted, its place where
        neither says it already, and always the time and the scope of the count: a toll of a
        year is not that of a week.
        """
        parts = [of_record(text(figure, "label")) or self.what(figure)]
        event = self.records.get(text(figure, "event"))
        if event and not figure.get("label"):
            parts.append(self.named(event))
        where = self.name_of(figure.get("place"))
        if where and not any(bare(where) in bare(part) for part in parts):
            parts.append(where)
        parts += window_of(figure)
        provider = self.name_of(figure.get("provider"))
        return say("{counted} ({provider})", counted=commas(parts), provider=provider)

    def what(self, figure: PlainRecord) -> str:
        """Say what a figure counts: "injured, civilians"."""
        counted = _label(self.brief, "metrics", METRICS, text(figure, "metric"))
        people = text(figure, "population") or "unspecified"
        population = _label(self.brief, "populations", POPULATIONS, people)
        return commas([counted, population]) if population else counted


def window_of(figure: PlainRecord) -> list[str]:
    """Say of which days a figure is the count, what it covers and what it leaves out."""
    period = inner(figure, "period")
    days = [text(period, name) for name in ("start", "end")]
    said = [span(*map(date.fromisoformat, days))] if all(days) else []
    said += [of_record(text(figure, "covers"))] if figure.get("covers") else []
    if left_out := text(figure, "excludes"):
        said.append(say("without {what}", what=of_record(left_out)))
    return said


def is_live(record: PlainRecord) -> bool:
    """A record that was not superseded, withdrawn or dropped."""
    return record.get("status") not in ENDED


def text(record: PlainRecord, name: str) -> str:
    """Give a field as text; "" when it is not said."""
    value = record.get(name)
    return "" if value is None else str(value)


def listed(record: PlainRecord, name: str) -> tuple[str, ...]:
    """Give a list of ids or texts; a field left out is an empty one."""
    value = record.get(name)
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def inner(record: PlainRecord, name: str) -> PlainRecord:
    """Give a nested value; a field left out holds nothing."""
    value = record.get(name)
    return value if isinstance(value, dict) else {}


def items(record: PlainRecord, name: str) -> tuple[PlainRecord, ...]:
    """Give a list of nested values."""
    value = record.get(name)
    held = value if isinstance(value, list) else []
    return tuple(item for item in held if isinstance(item, dict))


def _label(brief: PlainRecord, name: str, built_in: Mapping[str, Counted], id: str) -> str:
    """The brief's own words come first."""
    own = next((text(item, "label") for item in items(brief, name) if item.get("id") == id), "")
    if own:
        return of_record(own)
    if id not in built_in:
        return id.replace("_", " ")
    return say_in("counted", built_in[id].plural) if built_in[id].plural else ""


def commas(parts: Iterable[str]) -> str:
    """Join with commas, as the language of the page has them."""
    return say_in("list", ", ").join(parts)
