"""What belongs in a reader's calendar: what falls due, ends or is meant to be held. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple

from reportkit.changes.edition_view import EditionView
from reportkit.i18n.bidi import isolate, without_marks
from reportkit.i18n.sentences import capital, stop, unstopped
from reportkit.i18n.translate import gettext, use_language
from reportkit.model.analysis import Judgement
from reportkit.model.book import is_live
from reportkit.model.diplomacy import Commitment, Measure, Round
from reportkit.model.envelope import Record
from reportkit.model.evidence import Place, Source
from reportkit.model.vocabulary.diplomacy import (
    ENDED_MEASURES,
    CommitmentStatus,
    MeasureStatus,
    NextRoundStatus,
    RoundOutcome,
)
from reportkit.model.vocabulary.series import Status, Tlp
from reportkit.page.compose.forecasts import CONFIDENCE
from reportkit.periods import next_due
from reportkit.phrasing.source import source_called
from reportkit.phrasing.titles import commas, name_of, title_of
from reportkit.zones import zone_named

#: Names an entry for good: the record that it is of, and what of it; "" for the series itself.
EntryKey = tuple[str, ...]
_OVER = frozenset({CommitmentStatus.MET, CommitmentStatus.LAPSED, CommitmentStatus.NOT_CONCLUDED})
_NOT_YET = frozenset({MeasureStatus.THREATENED, MeasureStatus.ANNOUNCED})


class Firmness(StrEnum):
    """How firm it is, in the words of iCalendar."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"  # proposed, threatened, announced
    CANCELLED = "CANCELLED"  # ended, settled or called off before its day


class Entry(NamedTuple):
    """One date of a calendar; a moment has a zone, a day has none."""

    start: date | datetime
    title: str
    text: str = ""  # what the brief says of it, a sentence
    last: date | None = None  # the last of several days, counted in
    firmness: Firmness = Firmness.CONFIRMED
    where: str = ""
    record: str = ""  # "" for the series itself
    category: str = ""  # the type of the record, or "edition"
    marking: Tlp = Tlp.CLEAR
    sources: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The day on which it begins, in its own zone."""
        return self.start.date() if isinstance(self.start, datetime) else self.start


def entries(view: EditionView) -> dict[EntryKey, Entry]:
    """Give the dates that an edition knows of, in the order of its seeds, its own ones first."""
    brief = view.book.brief
    with use_language(brief.language, brief.written_in):
        return {**dict(_editions(view)), **dict(_of_records(view))}


def _editions(view: EditionView) -> Iterator[tuple[EntryKey, Entry]]:
    """This edition and the next, at their hours in the zone of the series."""
    brief, edition = view.book.brief, view.book.edition
    number = int(view.name.partition("-")[0])
    zone = zone_named(brief.cadence.zone)
    at = time.fromisoformat(brief.cadence.at_)
    title = gettext("{series}, No. {edition}", series=brief.title, edition=view.name)
    own = Entry(edition.published.astimezone(zone), title, edition.bottom_line.text)
    due = datetime.combine(next_due(edition, brief.cadence), at, tzinfo=zone)
    title = gettext("Next edition: {series}, No. {edition}", series=brief.title, edition=number + 1)
    for which, entry in ((number, own), (number + 1, Entry(due, title))):
        marked = entry._replace(category="edition", marking=view.tlp)
        yield ("", "edition", str(which)), _in_plain_text(marked)


def _of_records(view: EditionView) -> Iterator[tuple[EntryKey, Entry]]:
    for record in filter(is_live, view.book):
        match record:
            case Judgement():
                dated = _of_judgement(record, view)
            case Commitment():
                dated = _of_commitment(record, view)
            case Measure():
                dated = _of_measure(record, view)
            case Round():
                dated = _of_round(record, view)
            case _:
                continue
        for key, entry in dated:
            yield key, _in_plain_text(_belonging_to(record, entry, view))


def _of_judgement(judgement: Judgement, view: EditionView) -> Iterator[tuple[EntryKey, Entry]]:
    resolution = judgement.resolution
    day = resolution.due if resolution else judgement.horizon
    if day:
        question = isolate(judgement.question or unstopped(judgement.statement))
        title = gettext("Forecast falls due: {question}", question=question)
        settled = resolution is not None and resolution.outcome is not None
        yield (judgement.id, "due"), Entry(day, title, firmness=_firm(view, day, over=settled))
    for implication in judgement.implications:
        if implication.by_when:
            audience, advice = isolate(implication.audience), isolate(implication.so_what)
            title = gettext("For {audience}: {advice}", audience=audience, advice=advice)
            yield (judgement.id, "for", implication.audience), Entry(implication.by_when, title)


def _of_commitment(commitment: Commitment, view: EditionView) -> Iterator[tuple[EntryKey, Entry]]:
    over = commitment.commitment_status in _OVER
    text = isolate(unstopped(commitment.text))
    if day := commitment.due:
        party = commas(name_of(id, view) for id in commitment.by)
        title = gettext("Due by {party}: {text}", party=party, text=text)
        yield (commitment.id, "due"), Entry(day, title, firmness=_firm(view, day, over=over))
    truce = commitment.ceasefire
    if truce and truce.end and truce.end != day:
        title = gettext("Last day of: {text}", text=text)
        firmness = _firm(view, truce.end, over=over)
        yield (commitment.id, "ceasefire"), Entry(truce.end, title, firmness=firmness)


def _of_measure(measure: Measure, view: EditionView) -> Iterator[tuple[EntryKey, Entry]]:
    if measure.until:
        title = gettext("Last day of: {text}", text=isolate(unstopped(measure.statement)))
        over = measure.measure_status in ENDED_MEASURES
        firmness = _firm(view, measure.until, over=over)
        if measure.measure_status in _NOT_YET:
            firmness = Firmness.TENTATIVE
        yield (measure.id, "until"), Entry(measure.until, title, firmness=firmness)


def _of_round(round_: Round, view: EditionView) -> Iterator[tuple[EntryKey, Entry]]:
    """A round that was announced is, once it is held, the same entry, by its track and number."""
    called_off = round_.outcome is RoundOutcome.CANCELLED
    yield (
        _round_key(round_.track, round_.number),
        Entry(
            round_.start,
            gettext("{track}, round {number}", track=isolate(round_.track), number=round_.number),
            last=round_.end,
            firmness=Firmness.CANCELLED if called_off else Firmness.CONFIRMED,
            where=_place(round_.venue, view),
        ),
    )
    number, coming = round_.number + 1, round_.next_round
    is_known = any(
        other.track == round_.track and other.number >= number
        for other in filter(is_live, view.book.all(Round))
    )
    if coming and coming.date and not is_known:
        yield (
            _round_key(round_.track, number),
            Entry(
                coming.date,
                gettext("{track}, round {number}", track=isolate(round_.track), number=number),
                # The sentence of the record is of the round before, and stands behind this one.
                stop(gettext("Next round of talks")),
                firmness=_FIRMNESS[coming.status],
                where=_place(coming.venue, view),
            ),
        )


_FIRMNESS = {
    NextRoundStatus.AGREED: Firmness.CONFIRMED,
    NextRoundStatus.PROPOSED: Firmness.TENTATIVE,
    NextRoundStatus.NONE: Firmness.CANCELLED,
}


def _round_key(track: str, number: int) -> EntryKey:
    return ("", "round", track, str(number))


def _firm(view: EditionView, day: date, *, over: bool) -> Firmness:
    """Call off what was settled before its day; what is past stays as it was."""
    early = over and day > view.book.edition.period.end
    return Firmness.CANCELLED if early else Firmness.CONFIRMED


def _place(id: str | None, view: EditionView) -> str:
    place = view.book.get(Place, id)
    return commas(dict.fromkeys((place.name, place.country))) if place else ""


def _belonging_to(record: Record, entry: Entry, view: EditionView) -> Entry:
    """Say what the brief says of it, and who says so."""
    sources = (view.book.get(Source, id) for id in view.book.sources_under(record.id))
    return entry._replace(
        record=record.id,
        category=record.type,
        text=" ".join(filter(None, (entry.text, _sentence(record, view)))),
        marking=view.book.marking(record),
        sources=tuple(
            f"{source_called(source, view)} {source.url or ''}".rstrip()
            for source in sources
            if source
        ),
    )


def _sentence(record: Record, view: EditionView) -> str:
    """Say a record with its state, in the language of the edition as its change log does."""
    title = title_of(record, view)
    if record.status is Status.UNDER_REVIEW:
        title = gettext("in doubt and under review: {title}", title=title)
    said = stop(capital(title))
    if isinstance(record, Judgement):  # likelihood and confidence stand in two sentences (ICD 203)
        said = f"{said} {stop(capital(gettext(CONFIDENCE[record.confidence.level])))}"
    return said


def _in_plain_text(entry: Entry) -> Entry:
    return entry._replace(
        title=without_marks(entry.title),
        text=without_marks(entry.text),
        where=without_marks(entry.where),
        sources=tuple(map(without_marks, entry.sources)),
    )
