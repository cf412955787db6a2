"""Dates as a calendar that any calendar program reads: iCalendar (RFC 5545, RFC 7986)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from reportkit.changes.edition_view import EditionView
from reportkit.exports.calendar_dates import Entry, Firmness, entries
from reportkit.exports.export import Export
from reportkit.exports.versions import Ids, Version, ids_of, versions
from reportkit.i18n.bidi import without_marks
from reportkit.i18n.translate import gettext, use_language, word
from reportkit.model.vocabulary.series import Every, Tlp
from reportkit.zones import zone_named

if TYPE_CHECKING:
    from icalendar import Calendar, Event

PRODUCT = "-//reportkit//calendar//EN"
#: Who is meant to see it, as calendar programs know it.
_CLASS = {Tlp.CLEAR: "PUBLIC", Tlp.GREEN: "PRIVATE", Tlp.AMBER: "PRIVATE"}
_EVERY = {Every.DAY: 1, Every.WEEK: 7, Every.FORTNIGHT: 14, Every.MONTH: 28}
_DAY = timedelta(days=1)
#: The hours of a zone are told so far around the moments of a calendar.
_AROUND = timedelta(days=400)


def calendar_of(export: Export) -> bytes:
    """Give the dates of an export: of the wanted types and section, on the wanted days."""

    def is_wanted(entry: Entry) -> bool:
        return _is_wanted(entry, export)

    return calendar(export.view, export.earlier(), draft=export.draft, is_wanted=is_wanted)


def calendar(
    view: EditionView,
    earlier: Sequence[EditionView] = (),
    *,
    draft: bool = False,
    is_wanted: Callable[[Entry], bool] = bool,
) -> bytes:
    """Give the dates of an edition; ``earlier`` are those before it that its readers had.

    An entry keeps its UID from edition to edition. What is no longer expected and still lies
    ahead is called off by name of the day alone.
    """
    brief, issues = view.book.brief, (*earlier, view)
    *_, ids = ids_of([issue.book for issue in issues])
    dated = versions((issue.book.edition.published, _by_uid(issue, ids)) for issue in issues)
    shown = [
        (uid, version)
        for uid, version in dated.items()
        if is_wanted(version.content)
        and (not version.gone or version.content.day > view.book.edition.period.end)
    ]
    with use_language(brief.language, brief.written_in):
        made = _head(view, ids, draft=draft)
        for uid, version in sorted(shown, key=_order):
            made.add_component(_event(uid, version, view))
        _with_zone(made, view, (version.content for _, version in shown))
        content: bytes = made.to_ical()
        return content


def readings(content: bytes) -> Iterator[str]:
    """Give the text of a calendar as programs read it: unfolded, without escapes.

    Ids are left out: chance may have spelt a number in them.
    """
    from icalendar import Calendar

    properties = Calendar.from_ical(content).property_items(recursive=True, sorted=False)
    yield from (f'"{_text(value)}"' for name, value in properties if name != "UID")


def _text(value: object) -> str:
    spelt = value.to_ical() if hasattr(value, "to_ical") else value
    text = spelt.decode() if isinstance(spelt, bytes) else str(spelt)
    return re.sub(r"\\([,;\\nN])", lambda escaped: "\n" if escaped[1] in "nN" else escaped[1], text)


def _is_wanted(entry: Entry, export: Export) -> bool:
    """Tell by the day of the entry itself: a promise of last month may fall due in the next."""
    options = export.options
    record = export.book.by_id.get(entry.record)
    types = [kind.type for kind in options.types]
    section = record.section if record else None
    return (
        (not types or entry.category in types)
        and (options.section is None or section == options.section)
        and (options.since is None or (entry.last or entry.day) >= options.since)
        and (options.until is None or entry.day <= options.until)
    )


def _by_uid(view: EditionView, ids: Ids) -> dict[str, Entry]:
    return {str(ids.of(*key)): entry for key, entry in entries(view).items()}


def _order(named: tuple[str, Version[Entry]]) -> tuple[date, str]:
    uid, version = named
    return version.content.day, uid


def _head(view: EditionView, ids: Ids, *, draft: bool) -> Calendar:
    from icalendar import Calendar, vDuration, vText

    brief, edition = view.book.brief, view.book.edition
    title = gettext("{series}, dates", series=brief.title)
    title = f"{gettext('DRAFT')} {title}" if draft else title
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("uid", str(ids.of("", "calendar")))
    for name in ("name", "x-wr-calname"):
        made.add(name, vText(title))  # a comma in a text of no known type would stay as it is
    own = gettext("{series}, No. {edition}", series=brief.title, edition=view.name)
    own = f"{gettext('DRAFT')} {own}" if draft else own
    about = f"{view.tlp.value}. {without_marks(own)}. {brief.producer}."
    made.add("description", about)
    made.add("last-modified", edition.published.astimezone(UTC))
    if brief.contact.url:
        made.add("url", brief.contact.url)
    pause = timedelta(days=_EVERY[brief.cadence.every])
    made.add("refresh-interval", pause, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(pause))
    made.add("x-wr-timezone", brief.cadence.zone)
    made.add("x-reportkit-tlp", view.tlp.value)
    made.add("x-reportkit-edition", _edition(view, draft=draft))
    return made


def _event(uid: str, version: Version[Entry], view: EditionView) -> Event:
    """Give one date; it says nothing of the edition, so that it changes only when it does."""
    from icalendar import Event

    entry = version.content if not version.gone else _called_off(version.content)
    brief = view.book.brief
    made = Event()
    made.add("uid", uid)
    made.add("dtstamp", version.modified.astimezone(UTC))
    made.add("created", version.created.astimezone(UTC))
    made.add("last-modified", version.modified.astimezone(UTC))
    made.add("sequence", version.sequence)
    made.add("dtstart", entry.start)
    if not isinstance(entry.start, datetime):
        made.add("dtend", (entry.last or entry.start) + _DAY)
    language = {"LANGUAGE": brief.language}
    made.add("summary", entry.title, parameters=language)
    about = f"{entry.marking.value}. {brief.title}. {brief.producer}."
    text = "\n".join(part for part in (entry.text, *entry.sources, about) if part)
    made.add("description", text, parameters=language)
    if entry.where:
        made.add("location", entry.where)
    made.add("status", entry.firmness.value)
    made.add("transp", "TRANSPARENT")
    made.add("class", _CLASS.get(entry.marking, "CONFIDENTIAL"))
    made.add("categories", [_category(entry)])
    made.add("contact", f"{brief.contact.name}, {brief.contact.email}")
    made.add("x-reportkit-tlp", entry.marking.value)
    if entry.record:
        made.add("x-reportkit-record", entry.record)
    return made


def _category(entry: Entry) -> str:
    """Say in the language of the edition of what kind a date is."""
    return word("kind", entry.category) if entry.record else gettext("Edition")


def _called_off(entry: Entry) -> Entry:
    """Tell of what is gone nothing but its day: its words may not be read any more."""
    title = gettext("No longer expected")
    return Entry(
        entry.start,
        title,
        last=entry.last,
        firmness=Firmness.CANCELLED,
        category=entry.category,
        marking=entry.marking,
    )


def _edition(view: EditionView, *, draft: bool) -> str:
    return f"No. {view.name} DRAFT" if draft else f"No. {view.name}"


def _with_zone(made: Calendar, view: EditionView, shown: Iterator[Entry]) -> None:
    """Say what the hours of the zone are, around the moments that stand there."""
    from icalendar import Timezone

    zone = view.book.brief.cadence.zone
    days = [each.day for each in shown if isinstance(each.start, datetime)]
    if zone != "UTC" and days:
        first, last = min(days) - _AROUND, max(days) + _AROUND
        made.subcomponents.insert(0, Timezone.from_tzinfo(zone_named(zone), zone, first, last))
