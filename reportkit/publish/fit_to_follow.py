"""Does an edition go together with the one before it? What no rule over the seeds alone can ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC

from reportkit.editions.history import History
from reportkit.editions.review import SHORTEST, is_of
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.model.vocabulary.series import EditionKind
from reportkit.problems import Level, Problem
from reportkit.publish.candidate import Candidate
from reportkit.publish.forecasts_followed import forecasts_not_followed
from reportkit.zones import shown_in, zone_or_none


def unfit_to_follow(candidate: Candidate) -> Iterator[Problem]:
    """Find what keeps an edition from following the newest, and what its author should look at."""
    yield from _cannot_wait(candidate)
    yield from _crowds_page_one(candidate.history)
    yield from _unseen(candidate)
    yield from _no_note(candidate)
    yield from _undated_revision(candidate)
    yield from _moved_revision(candidate)
    yield from forecasts_not_followed(candidate)
    yield from _changed_since_its_review(candidate)


def _changed_since_its_review(candidate: Candidate) -> Iterator[Problem]:
    """What was reviewed is what is published."""
    review = candidate.book.edition.review
    if review is None or review.of is None or is_of(review.of, candidate.for_review):
        return
    yield Problem(
        "review-outdated",
        f"{review.by} reviewed {review.of[:SHORTEST]}, and the seeds are "
        f"{candidate.for_review[:SHORTEST]} by now",
        review.at("of"),
        "'reportkit review' shows what is new; have it read again, 'reportkit review --by NAME'",
    )


def _unseen(candidate: Candidate) -> Iterator[Problem]:
    """Warn of changes in a section that the body does not show."""
    for section in candidate.book.brief.sections:
        count = sum(change.section == section.id for change in candidate.history.shown_changes)
        if count and not section.shown:
            yield Problem(
                "section-hidden-changed",
                f"{section.id} is not shown, and {count} of its records changed",
                section.at("shown"),
                "show it in this edition, or leave them to the change log and the annexes",
                Level.WARNING,
            )


def _no_note(candidate: Candidate) -> Iterator[Problem]:
    """An edition that says that nothing changed has one before it, and nothing changed."""
    edition, change_count = candidate.book.edition, len(candidate.history.shown_changes)
    if edition.kind is EditionKind.NOTE and (change_count or candidate.latest is None):
        yield Problem(
            "note-changed",
            f"the edition is a note that nothing changed, and {change_count} records changed"
            if change_count
            else "the first edition cannot be a note that nothing changed",
            edition.at("kind"),
            "set kind: regular",
        )


def _undated_revision(candidate: Candidate) -> Iterator[Problem]:
    """A revision prints its own day of publication, not that of the edition that it replaces."""
    latest, edition = candidate.latest, candidate.book.edition
    if candidate.name.revision and latest and edition.published <= latest.manifest.published:
        zone = zone_or_none(candidate.book.brief.cadence.zone) or UTC
        yield Problem(
            "revision-undated",
            f"No. {candidate.name.spoken} says that it is published at "
            f"{shown_in(zone, edition.published)}, not later than No. {latest.name.spoken}, "
            "which it replaces",
            edition.at("published"),
            "write when the revision is published; period and cut-off stay as they are",
        )


def _moved_revision(candidate: Candidate) -> Iterator[Problem]:
    """A revision says of the same days what the edition said that it replaces."""
    latest, edition = candidate.latest, candidate.book.edition
    if not candidate.name.revision or latest is None:
        return
    was = latest.manifest.period
    if was != (edition.period.start, edition.period.end):
        yield Problem(
            "revision-period",
            f"No. {candidate.name.spoken} speaks of {edition.period.start} to "
            f"{edition.period.end}, and No. {latest.name.spoken}, which it would replace, of "
            f"{was.start} to {was.end}",
            edition.period.at(),
            f"a revision keeps the period: write {{start: {was.start}, end: {was.end}}} and the "
            "cut-off again, or correct the error in the next edition, without --revise",
        )


def _crowds_page_one(history: History) -> Iterator[Problem]:
    """Warn of corrections that take the room of the rest of page 1: none of them gives way."""
    if not history.notices:
        return
    from reportkit.phrasing.since_box import MAX_LINES, MAX_WORDS

    lines = history.box_of(max(MAX_LINES, len(history.notices))).lines
    words = sum(len(line.text.split()) for line in lines if line.class_ is ChangeClass.CORRECTED)
    if words > MAX_WORDS:
        longest = max(history.notices, key=lambda notice: len(notice.entry.because.split())).entry
        yield Problem(
            "page-one-long",
            f"the corrections have {words} words on page 1",
            longest.at("because"),
            f"at most {MAX_WORDS} together: shorten 'because:', to begin with that of {longest.id}",
            Level.WARNING,
        )


def _cannot_wait(candidate: Candidate) -> Iterator[Problem]:
    """An error over which somebody may come to harm is corrected now, not next week."""
    if candidate.name.revision:
        return
    for notice in candidate.history.notices:
        if notice.immediate:
            yield Problem(
                "correction-immediate",
                f"{notice.correction} corrects what readers may act upon and should not wait",
                candidate.book.by_id[notice.correction].at(),
                "publish it as a revision now: reportkit build --revise",
                Level.WARNING,
            )
