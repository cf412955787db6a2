"""The board of promises: what was promised, in which state it is, and what a ceasefire rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportkit.i18n.translate import gettext, gettext_noop, pgettext
from reportkit.model.book import Book
from reportkit.model.diplomacy import Commitment
from reportkit.model.evidence import Claim, Event
from reportkit.model.vocabulary.diplomacy import CeasefireForm, CommitmentStatus, MonitoringStatus
from reportkit.page.compose.citations import Citations
from reportkit.page.compose.last_confirmed import with_last_confirmed
from reportkit.page.compose.positions_of_parties import claim_sentence
from reportkit.page.compose.status_tables import table_of
from reportkit.page.compose.view_model import Table, TableRow
from reportkit.page.labels import actors, capital, day, label, short_day, stop


def commitments_table(
    book: Book, commitments: Sequence[Commitment], citations: Citations
) -> list[Table]:
    """List promises with their state; a breach alleged is not a breach."""
    year = book.edition.period.end.year
    rows = tuple(
        TableRow(
            anchor=citations.anchor(c.id),
            head=short_day(c.made_on, year) if c.made_on else gettext("undated"),
            cells=(
                " ".join(
                    [
                        f"{_promised(book, c)}: {stop(c.text)}",
                        *_ceasefire(book, c),
                        *(claim_sentence(book, claim) for claim in _on_a_breach(book, c)),
                    ]
                ),
                short_day(c.due, year) if c.due else gettext("no day set"),
                with_last_confirmed(book, c, capital(label(c.commitment_status))),
            ),
            cites=citations.cite(_sources(book, c)),
        )
        for c in sorted(commitments, key=lambda c: (c.made_on or date.max, c.id))
    )
    heads = gettext("Made"), gettext("Commitment"), gettext("Due"), gettext("Status")
    return table_of(gettext("Commitments"), "commitments", heads, rows, cited=0)


def _promised(book: Book, commitment: Commitment) -> str:
    by = actors(book, commitment.by)
    if not commitment.to:
        return by
    return gettext("{by} to {to}", by=by, to=actors(book, commitment.to))


_FORMS = {
    CeasefireForm.VERBAL: gettext_noop("by word of mouth"),
    CeasefireForm.WRITTEN: gettext_noop("in writing"),
    CeasefireForm.UNKNOWN: gettext_noop("its form not known"),
}
_MONITORED = {
    MonitoringStatus.NONE: gettext_noop("it is not monitored"),
    MonitoringStatus.PROPOSED: gettext_noop("its monitoring is proposed"),
    MonitoringStatus.AGREED: gettext_noop("its monitoring is agreed"),
    MonitoringStatus.OPERATING: gettext_noop("it is monitored"),
    MonitoringStatus.ENDED: gettext_noop("it is no longer monitored"),
}
_MECHANISM = gettext_noop("Mechanism: {mechanism}")
_MECHANISM_MISSING = gettext_noop("Not in place: {mechanism}")
_MONITORED_BY = {
    MonitoringStatus.NONE: gettext_noop("{actors} were to monitor it but do not"),
    MonitoringStatus.PROPOSED: gettext_noop("its monitoring by {actors} is proposed"),
    MonitoringStatus.AGREED: gettext_noop("its monitoring by {actors} is agreed"),
    MonitoringStatus.OPERATING: gettext_noop("it is monitored by {actors}"),
    MonitoringStatus.ENDED: gettext_noop("it is no longer monitored by {actors}"),
}


def _sources(book: Book, commitment: Commitment) -> list[str]:
    own = commitment.source_refs or book.sources_under(commitment.id)
    return [*own, *(id for each in _on_a_breach(book, commitment) for id in each.source_refs)]


def _on_a_breach(book: Book, commitment: Commitment) -> list[Claim]:
    """Give who alleges a breach and who contradicts it; another state is told by the desk."""
    if commitment.commitment_status is not CommitmentStatus.BREACH_ALLEGED:
        return []
    claims = [claim for id in commitment.status_by if (claim := book.get(Claim, id))]
    claims += [answer for id in commitment.status_by for answer in book.claims_against(id)]
    return list({claim.id: claim for claim in claims}.values())


def _ceasefire(book: Book, commitment: Commitment) -> list[str]:
    truce = commitment.ceasefire
    if truce is None:
        return []
    rests = gettext(
        gettext_noop("{sides} ceasefire, {form}, from {start} to {end}")
        if truce.end
        else gettext_noop("{sides} ceasefire, {form}, from {start}"),
        sides=capital(label(truce.sides)),
        form=gettext(_FORMS[truce.form]),
        start=day(truce.start),
        end=day(truce.end) if truce.end else "",
    )
    watch = truce.monitoring
    if watch:
        by = actors(book, watch.by) if watch.by else ""
        seen = gettext(_MONITORED_BY[watch.status] if by else _MONITORED[watch.status], actors=by)
        rests = pgettext("list", "{one}; {other}", one=rests, other=seen)
    sentences = [rests]
    if watch and watch.mechanism:
        named = _MECHANISM_MISSING if watch.status is MonitoringStatus.NONE else _MECHANISM
        sentences.append(gettext(named, mechanism=watch.mechanism))
    if truce.coverage:
        sentences.append(gettext("Covers {what}", what=truce.coverage))
    if truce.end_reason:
        sentences.append(gettext("Ended: {reason}", reason=truce.end_reason))
    for violation in truce.violations:
        event = book.get(Event, violation.event)
        what = event.summary if event else violation.event
        sentences.append(gettext("Violation alleged: {what}", what=what))
    return [stop(part) for part in sentences]
