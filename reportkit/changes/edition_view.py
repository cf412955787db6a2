"""One of two editions that are compared, and how its records are called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reportkit.changes.claims import actor_in_sentence, claim_clause
from reportkit.changes.states import with_state
from reportkit.i18n.bidi import bare, of_record
from reportkit.i18n.formats import span
from reportkit.i18n.translate import say, say_in
from reportkit.model.analysis import Assumption, Correction
from reportkit.model.book import ENDED, Book
from reportkit.model.corroboration import SAYS_SO
from reportkit.model.diplomacy import Commitment, Round
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Claim, Event, Figure, Place, Source
from reportkit.model.metrics import METRICS, POPULATIONS, Counted
from reportkit.model.series import Brief, Metric
from reportkit.model.vocabulary import LikelihoodScale, Position, Tlp

#: The field that a reader would call a record by, type by type; the first one set wins.
_TITLES: Mapping[type[Record], tuple[str, ...]] = {
    Source: ("title", "publisher"),
    Actor: ("short", "name"),
    Place: ("name",),
    Event: ("summary",),
    Commitment: ("text",),
    Round: ("summary",),
}


@dataclass(frozen=True, kw_only=True)
class EditionView:
    """What one edition held. ``positions`` are computed by the facts, id to position."""

    name: str  # "4", "7-r1", as printed after "No."; of the seeds: the edition to come
    book: Book
    positions: Mapping[str, Position] = field(default_factory=dict)

    @property
    def records(self) -> Mapping[str, Record]:
        """Every record by its id, those that have ended too."""
        return self.book.by_id

    @cached_property
    def live_records(self) -> frozenset[str]:
        """The ids that the edition carries: none that has ended."""
        return frozenset(id for id, record in self.records.items() if is_live(record))

    @property
    def scale(self) -> LikelihoodScale:
        """The brief's likelihood scale."""
        return self.book.brief.scales.likelihood

    @property
    def tlp(self) -> Tlp:
        """The edition's marking, else the series'."""
        return self.book.tlp

    def is_key(self, id: str) -> bool:
        """A key figure of the edition or a key judgement."""
        return id in self.book.edition.key_figures or getattr(self.records[id], "key", False)

    def name_of(self, id: str | None) -> str:
        """Call a record by what it is titled; an id that nobody describes stays what it is."""
        record = self.records.get(id or "")
        return self.title(record) if record else id or ""

    def title(self, record: Record) -> str:
        """Call a record as a reader would, without a full stop, so that it is true by itself.

        Who says it, in which mood, and what state it is in belong to what it is called.
        """
        match record:
            case Figure():
                return self._counted_by(record)
            case Claim():
                return claim_clause(record, self.book)
            case Correction():
                return say("correction: {title}", title=self.name_of(record.record))
            case Assumption():
                return say("we assume: {title}", title=self.named(record))
            case Event():
                return self._by_account(record)
        return with_state(record, self.book) or self.named(record)

    def named(self, record: Record) -> str:
        """Call a record by what it is titled, and nothing more."""
        fields = _TITLES.get(type(record), ("statement", "question"))
        names = (str(getattr(record, name, None) or "") for name in fields)
        return next((of_record(name.rstrip(".")) for name in names if name), record.id)

    def _by_account(self, event: Event) -> str:
        """Call an event by its summary, and say so where one party alone tells of it."""
        title = self.named(event)
        voices = self._voices.get(event.id, set())
        party = next(iter(voices)) if len(voices) == 1 else None
        if party is None:
            return title
        name = actor_in_sentence(self.book.get(Actor, party), party).name
        return say("{title} (by the account of {party})", party=name, title=title)

    @cached_property
    def _voices(self) -> Mapping[str, set[str | None]]:
        """Who tells of each event: parties by their id, None for anybody else."""
        found: dict[str, set[str | None]] = {}
        for event, speaker in self._tellings():
            found.setdefault(event, set()).add(self.book.party_of(speaker))
        return found

    def _tellings(self) -> Iterator[tuple[str, str]]:
        for record in filter(is_live, self.records.values()):
            if isinstance(record, Figure) and record.event:
                yield record.event, record.provider
            elif isinstance(record, Claim) and record.modality in SAYS_SO:
                yield from ((id, record.speaker) for id in record.about)

    def _counted_by(self, figure: Figure) -> str:
        """Call a figure "injured, civilians, Spin Boldak (UNAMA)".

        Its event is named where its label does not say what was counted, its place where
        neither says it already, and always the time and the scope of the count: a toll of a
        year is not that of a week.
        """
        parts = [of_record(figure.label or "") or self.what(figure)]
        event = self.book.get(Event, figure.event)
        if event and not figure.label:
            parts.append(self.named(event))
        where = self.name_of(figure.place)
        if where and not any(bare(where) in bare(part) for part in parts):
            parts.append(where)
        parts += window_of(figure)
        provider = self.name_of(figure.provider)
        return say("{counted} ({provider})", counted=commas(parts), provider=provider)

    def what(self, figure: Figure) -> str:
        """Say what a figure counts: "injured, civilians"."""
        return what_is_counted(self.book.brief, figure.metric, figure.population)


def what_is_counted(brief: Brief, metric: str, population: str) -> str:
    """Word a metric and whom it is counted among; the series' own words come first."""
    counted = _label(brief.metrics, METRICS, metric)
    among = _label(brief.populations, POPULATIONS, population)
    return commas([counted, among]) if among else counted


def window_of(figure: Figure) -> list[str]:
    """Say of which days a figure is the count, what it covers and what it leaves out."""
    parts = [span(figure.period.start, figure.period.end)] if figure.period else []
    parts += [of_record(figure.covers)] if figure.covers else []
    if figure.excludes:
        parts.append(say("without {what}", what=of_record(figure.excludes)))
    return parts


def is_live(record: Record) -> bool:
    """A record that was not superseded, withdrawn or dropped."""
    return record.status not in ENDED


def _label(own: Sequence[Metric], built_in: Mapping[str, Counted], id: str) -> str:
    """The brief's own words come first."""
    label = next((metric.label for metric in own if metric.id == id), "")
    if label:
        return of_record(label)
    if id not in built_in:
        return id.replace("_", " ")
    return say_in("counted", built_in[id].plural) if built_in[id].plural else ""


def commas(parts: Iterable[str]) -> str:
    """Join with commas, as the language of the page has them."""
    return say_in("list", ", ").join(parts)
