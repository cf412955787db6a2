"""How a record is called, so that it is true by itself: who says it, in which mood and state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from string import Formatter

from reportkit.changes.edition_view import EditionView
from reportkit.changes.field_schema import FieldSchema, Kind, schema_of
from reportkit.i18n.bidi import isolate, without_marks
from reportkit.i18n.formats import span
from reportkit.i18n.translate import gettext, gettext_noop, pgettext, word
from reportkit.model.analysis import Assumption, Correction
from reportkit.model.book import Book
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Claim, Event, Figure, Place
from reportkit.model.metrics import METRICS, OF_PEOPLE, POPULATIONS, Counted
from reportkit.model.series import Brief, Metric
from reportkit.phrasing.claims import actor_in_sentence, claim_clause
from reportkit.phrasing.places import place_called
from reportkit.phrasing.states import with_state


def title_of(record: Record, view: EditionView) -> str:
    """Call a record as a reader would, without a full stop; ``view`` is the edition it is of."""
    match record:
        case Figure():
            return _counted_by(record, view)
        case Claim():
            return claim_clause(record, view.book)
        case Correction():
            return gettext("correction: {title}", title=name_of(record.record, view))
        case Assumption():
            return gettext("we assume: {title}", title=plain_title(record))
        case Event():
            return _by_account(record, view)
    own = _in_its_sentence(record, view) if record.sentence else with_state(record, view.book)
    return own or plain_title(record)


def name_of(id: str | None, view: EditionView) -> str:
    """Call a record by what it is titled; an id that nobody describes stays what it is."""
    record = view.records.get(id or "")
    return title_of(record, view) if record else id or ""


def plain_title(record: Record) -> str:
    """Call a record by what it is titled, without its state and who says so."""
    if isinstance(record, Place) and (called := place_called(record)) != record.name:
        return called  # in the language of the page, where nothing need be isolated
    names = (str(getattr(record, name, None) or "") for name in record.title_fields)
    return next((isolate(name.rstrip(".")) for name in names if name), record.id)


def name_without_state(record: Record, view: EditionView) -> str:
    """Call a record where its state is no news: what is watched or assumed is not asserted.

    "Both sides acknowledge fire" would be a fact; 'indicator "Both sides acknowledge fire"' is not.
    """
    if not (record.state_field or isinstance(record, Assumption)):
        return title_of(record, view)
    return gettext("{kind} “{title}”", kind=kind_of(record), title=plain_title(record))


def kind_of(record: Record) -> str:
    """Say what kind of record it is, by the word a reader would use."""
    return word("kind", record.type, _KINDS.get(record.type, ""))


_KINDS = {"round": "round of talks", "claim": "statement", "gap": "question"}


def window_of(figure: Figure) -> list[str]:
    """Say of which days a figure is the count, what it covers and what it leaves out."""
    parts = [span(figure.period.start, figure.period.end)] if figure.period else []
    parts += [isolate(figure.covers)] if figure.covers else []
    if figure.excludes:
        parts.append(gettext("without {what}", what=isolate(figure.excludes)))
    return parts


def counted_by(book: Book, figure: Figure) -> str:
    """Word what a figure counts, as its provider would: of several it is "their own forces"."""
    several = is_of_several(book, figure)
    return what_is_counted(book.brief, figure.metric, figure.population, several=several)


def is_of_several(book: Book, figure: Figure) -> bool:
    """Tell whether those who give a figure are spoken of as several: "Pakistani officials"."""
    return actor_in_sentence(book.get(Actor, figure.provider), figure.provider).plural


def what_is_counted(brief: Brief, metric: str, population: str, *, several: bool = False) -> str:
    """Word a metric and whom it is counted among; the series' own words come first.

    Without a population the metric is worded alone. ``several`` are those who count.
    """
    counted, among = what_happened(brief, metric), group_of_people(brief, population)
    if several and population in _OF_SEVERAL and not _is_own(brief, population):
        among = gettext(_OF_SEVERAL[population])
    if population and metric in OF_PEOPLE:
        people = among or pgettext("counted", "people")
        return gettext("{people} {happened}", people=people, happened=counted)
    return commas([counted, among]) if among else counted


#: Groups of people whose name depends on whether one counts them or several.
_OF_SEVERAL = {"own_forces": gettext_noop("members of their own forces")}


def _is_own(brief: Brief, population: str) -> bool:
    return any(one.id == population for one in brief.populations)


def what_happened(brief: Brief, metric: str) -> str:
    """Word a metric alone: "killed"."""
    return _label(brief.metrics, METRICS, metric)


def group_of_people(brief: Brief, population: str) -> str:
    """Word among whom is counted: "civilians"; "" where nothing tells."""
    return _label(brief.populations, POPULATIONS, population)


def commas(parts: Iterable[str]) -> str:
    """Join with commas, as the language of the page has them."""
    return pgettext("list", ", ").join(parts)


def _in_its_sentence(record: Record, view: EditionView) -> str:
    """Call a record by the sentence of its type, which names its fields."""
    fields = schema_of(type(record))
    names = [name for _, name, _, _ in Formatter().parse(record.sentence) if name]
    return gettext(record.sentence, **{name: _value(record, fields[name], view) for name in names})


def _value(record: Record, field: FieldSchema, view: EditionView) -> str:
    held = getattr(record, field.name)
    if field.kind is Kind.REFERENCE:
        return name_of(held, view)
    return word(field.words, str(held)) if field.words else isolate(str(held or ""))


def _by_account(event: Event, view: EditionView) -> str:
    """Call an event by its summary, and say so where one party alone tells of it."""
    title, party = _event_called(event, view), view.sole_party_telling(event.id)
    if party is None:
        return title
    name = actor_in_sentence(view.book.get(Actor, party), party).name
    return gettext("{title} (by the account of {party})", party=name, title=title)


def _event_called(event: Event, view: EditionView) -> str:
    """Call an event by its summary; those of one summary are told apart by their days.

    One of a data set always says its day: its summary is a sort of event at a place.
    """
    title = plain_title(event)
    if view.book.once(_summaries)[event.summary] <= 1 and not event.external_ids:
        return title
    return commas([title, as_known(event, span(event.date_start, event.date_end))])


def as_known(event: Event, days: str) -> str:
    """Say of days how well that of the event is known.

    "16–22 Oct" alone would be a week of fighting, where it was one day of that week.
    """
    if not event.is_rough:
        return days
    if event.date_end:
        return gettext("{value}, day not known", value=days)
    return gettext("about {value}", value=days)


def _summaries(book: Book) -> Counter[str]:
    return Counter(event.summary for event in book.all(Event))


def _counted_by(figure: Figure, view: EditionView) -> str:
    """Call a figure "civilians injured, Spin Boldak (UNAMA)".

    Its event is named where its label does not say what was counted, its place where
    neither says it already, and always the time and the scope of the count: a toll of a
    year is not that of a week.
    """
    counted = commas(counted_where(figure, view))
    return gettext(
        "{counted} ({provider})", counted=counted, provider=name_of(figure.provider, view)
    )


def counted_where(figure: Figure, view: EditionView) -> tuple[str, ...]:
    """Say what a figure counts, then its event, place and days: "civilians injured", "Kunduz"."""
    parts = [isolate(figure.label or "") or counted_by(view.book, figure)]
    event = view.book.get(Event, figure.event)
    if event and not figure.label:
        parts.append(_event_called(event, view))
    where = name_of(figure.place, view)
    if where and not any(without_marks(where) in without_marks(part) for part in parts):
        parts.append(where)
    return (*parts, *window_of(figure))


def _label(own: Sequence[Metric], built_in: Mapping[str, Counted], id: str) -> str:
    """The brief's own words come first."""
    label = next((metric.label for metric in own if metric.id == id), "")
    if label:
        return isolate(label)
    if id not in built_in:
        return id.replace("_", " ")
    return pgettext("counted", built_in[id].plural) if built_in[id].plural else ""
