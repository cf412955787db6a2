"""The change log of an edition as its annex prints it, the notices, the editions before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from reportkit.changes.assign import ENDS
from reportkit.changes.change import Change
from reportkit.changes.edition_view import EditionView
from reportkit.changes.field_schema import field_names
from reportkit.editions.history import History, view_of
from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import snapshot_of
from reportkit.i18n.formats import number as number_of
from reportkit.i18n.translate import gettext, gettext_noop, ngettext, word
from reportkit.model.analysis import Correction
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.page.compose.annexes_model import Field, Log, LogPart, LogRow, Notice
from reportkit.page.compose.change_marks import (
    NEW_SOURCES,
    SIGNS,
    in_order_of_weight,
    is_new_source,
)
from reportkit.page.compose.compose_context import ComposeContext
from reportkit.page.compose.view_model import Link
from reportkit.page.labels import (
    capital,
    day,
    edition_title,
    label,
    listed,
    stop,
)
from reportkit.phrasing.fields import fields_for_readers
from reportkit.phrasing.notice import notice_wording
from reportkit.phrasing.sentence import full_title, last_wording, sentence
from reportkit.phrasing.since_box import counts_line
from reportkit.phrasing.titles import name_of
from reportkit.phrasing.values import (
    change_title,
    names_in_sentence,
    reason_of,
)

#: Classes of records that came, went or were kept as a whole.
_WHOLE = frozenset(
    {
        ChangeClass.ADDED,
        ChangeClass.REAFFIRMED,
        ChangeClass.WITHDRAWN,
        ChangeClass.SUPERSEDED,
        ChangeClass.DROPPED,
        ChangeClass.UNDER_REVIEW,
    }
)
#: Types of record whose title is a name or a sentence that needs its kind before it.
_NAMED_BY_KIND = frozenset(
    {"source", "actor", "place", "event", "figure", "fact", "judgement", "correction"}
)


def log_of(context: ComposeContext, history: History | None) -> Log:
    """Compose the annex: by class, then section, then record; a first edition is a baseline."""
    if history is None or (history.log.baseline and not history.shown_changes):
        return Log(
            lead=gettext(
                "First edition: it sets the baseline, and the next one says what changed."
            ),
            reconciliation=ngettext("{n} record.", "{n} records.", _carried(context, history)),
            parts=(),
        )
    log = history.log
    lead = " ".join(_lead(history))
    if editorial := log.counts.get(ChangeClass.EDITORIAL):
        only = ngettext(
            "{n} changed in nothing but wording or the day it was checked; changes.json lists it.",
            "{n} changed in nothing but wording or the day they were checked; changes.json lists "
            "them.",
            editorial,
        )
        lead = f"{lead} {only}"
    return Log(
        lead=lead, reconciliation=reconciliation(history), parts=tuple(_parts(context, history))
    )


def _lead(history: History) -> Iterator[str]:
    log, revision = history.log, history.revision
    if revision:
        replaced = edition_title(revision.replaced.name.spoken)
        yield gettext("This revision takes the place of {edition}.", edition=replaced)
    if log.baseline:
        yield gettext("First edition: it sets the baseline, and the next one says what changed.")
        return
    counts = counts_line(log.counts) or gettext("no change")
    yield gettext(
        "Since {edition}: {counts}.", edition=edition_title(log.from_ or ""), counts=counts
    )


def reconciliation(history: History) -> str:
    """Show that the log misses no record: before + added - ended = now."""
    found = history.log.reconciliation
    return gettext(
        "{before} records before + {added} added − {ended} ended = {now} now.",
        **{name: number_of(value) for name, value in found._asdict().items()},
    )


def _carried(context: ComposeContext, history: History | None) -> int:
    return history.log.reconciliation.now if history else context.book.carried()


# The log --------------------------------------------------------------------------------------


def _parts(context: ComposeContext, history: History) -> Iterator[LogPart]:
    seen: set[str] = set()
    order = {section.id: place for place, section in enumerate(context.book.brief.sections)}
    for class_, found in groupby(in_order_of_weight(history.shown_changes), lambda c: c.class_):
        changes = list(found)
        told = [change for change in changes if not is_new_source(change)]
        told.sort(key=lambda c: (order.get(c.section or "", len(order)), c.record))
        rows = [_row(context, history, change, seen) for change in told]
        if new_sources := [c.record for c in changes if is_new_source(c)]:
            rows.append(_sources_row(context, new_sources))
        sign = SIGNS[class_]
        yield LogPart(
            title=f"{gettext(sign.title)} ({number_of(len(changes))})",
            sign=sign.sign,
            css=f"mark-{class_.value.lower()}",
            rows=tuple(rows),
        )


def _row(context: ComposeContext, history: History, change: Change, seen: set[str]) -> LogRow:
    """Compose a row; only the first of a record carries its anchor."""
    first = change.record not in seen
    seen.add(change.record)
    notice = None
    if change.class_ is ChangeClass.CORRECTED:
        notice = _notice_for(context, history, change)
    fields = tuple(_fields(change, history.now))
    return LogRow(
        anchor=f"chg-{change.record}" if first else "",
        record=context.citations.link(change.record),
        section=context.book.section_title(change.section) if change.section else "",
        what=_what(change, history.now, fields),
        fields=fields,
        why=stop(reason_of(change)) if change.reason else "",
        evidence=context.citations.links(change.evidence),
        notice=notice,
    )


def _sources_row(context: ComposeContext, sources: list[str]) -> LogRow:
    """New sources are told in one row, by the numbers under which the list describes them."""
    return LogRow(
        anchor=NEW_SOURCES,
        record=Link(ngettext("{n} source", "{n} sources", len(sources)), "annex-sources"),
        section="",
        what=gettext("By their numbers in the list:"),
        fields=(),
        why="",
        evidence=(),
        notice=None,
        cites=context.citations.cite(sources),
    )


def _notice_for(context: ComposeContext, history: History, change: Change) -> Link | None:
    for notice in history.notices:
        if notice.record == change.record:
            return context.citations.link(notice.correction)._replace(
                text=gettext("annex of corrections")
            )
    return None


def _what(change: Change, now: EditionView, shown: tuple[Field, ...]) -> str:
    """Say what the row is about, without what its other cells say."""
    name = last_wording(change, now) if change.class_ in ENDS else change_title(change, now)
    title = stop(capital(name))
    if change.type == "source" and change.class_ is ChangeClass.RE_GRADED:
        return sentence(replace(change, reason=None), now)  # why stands in its own cell
    if change.type == "correction" and change.class_ is ChangeClass.ADDED:
        return title
    if shown and change.type != "claim":
        said = "" if any(stop(field.now) == title for field in shown) else title
        return " ".join(part for part in (said, _unshown(change)) if part)
    if change.class_ is ChangeClass.ADDED and change.before is None and not change.fields:
        return _new(change, now)
    # The reason has a place of its own.
    return sentence(replace(change, reason=None), now)


def _new(change: Change, now: EditionView) -> str:
    """Call a new record, after its kind where the title does not say what it is."""
    title = full_title(change.after, now) if change.after else change_title(change, now)
    if change.type not in _NAMED_BY_KIND:
        return stop(capital(title))
    return f"{capital(word('kind', change.type))}: {stop(title)}"


def _fields(change: Change, now: EditionView) -> Iterator[Field]:
    """Give what a reader can compare; what came or went as a whole is told by its sentence."""
    if change.class_ not in _WHOLE:
        yield from (Field(*shown) for shown in fields_for_readers(change, now))


def _unshown(change: Change) -> str:
    """Name what changed inside a list; of sources and links the marks and the evidence tell."""
    heads = dict.fromkeys(
        names_in_sentence(field_names(found.field)[:1])
        for found in change.fields
        if "[" in found.field
    )
    return gettext("Also changed: {fields}.", fields=listed(list(heads))) if heads else ""


# Corrections -----------------------------------------------------------------------


def notices_of(context: ComposeContext, history: History | None) -> tuple[Notice, ...]:
    """Give our own errors, newest first: what we wrote, what is right, why, and what follows."""
    judged = {n.correction: n.judgements for n in history.notices} if history else {}
    view = history.now if history else view_of(snapshot_of(context.book, EditionName(1)))
    corrections = sorted(context.book.all(Correction), key=lambda each: each.date, reverse=True)
    return tuple(_notice(context, each, view, judged.get(each.id, ())) for each in corrections)


def _notice(
    context: ComposeContext,
    correction: Correction,
    view: EditionView,
    judged: Iterable[tuple[str, bool]],
) -> Notice:
    wording = notice_wording(correction, view)
    return Notice(
        anchor=context.citations.anchor(correction.id),
        where=gettext(
            "{what}: in {editions} we wrote", what=wording.what, editions=wording.editions
        ),
        wrong=wording.was,
        right=stop(wording.now),
        because=stop(gettext("Because {reason}", reason=wording.because)),
        details=_details(correction, view, judged),
    )


def _details(
    correction: Correction, view: EditionView, judgements: Iterable[tuple[str, bool]]
) -> str:
    parts = [gettext("Cause: {cause}", cause=label(correction.cause))]
    parts += [
        gettext(
            gettext_noop("Judgement re-examined and changed: {title}")
            if changed
            else gettext_noop("Judgement re-examined and kept: {title}"),
            title=name_of(id, view),
        )
        for id, changed in judgements
    ]
    parts.append(
        gettext("Approved by {name}, {day}", name=correction.approved_by, day=day(correction.date))
    )
    return " ".join(stop(part) for part in parts)
