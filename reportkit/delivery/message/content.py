"""What a mail says, as values for its templates: the same for all readers of one form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from reportkit.delivery.change_summary import Since
from reportkit.delivery.message.inks import Inks
from reportkit.delivery.outgoing_edition import Issue
from reportkit.editions.history import CHANGES_TEXT
from reportkit.i18n.bidi import bare
from reportkit.i18n.formats import long_span
from reportkit.i18n.translate import direction_of, say, say_many
from reportkit.model.book import Book
from reportkit.model.series import MailingList, Transport
from reportkit.model.vocabulary import EditionKind, Enclosure, Profile, Tlp
from reportkit.page import labels
from reportkit.periods import next_due
from reportkit.phrasing.notice import edition_title
from reportkit.problems import Mark, Problem, ReportkitError, SeedsRejected

_TEASER = 70  # characters of the bottom line in a subject, if it has to be cut
_WHOLE = 160  # of a first sentence that is left whole: cut before "unless" it says another thing
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_COLOURS = {
    Tlp.RED: "#FF2B2B",
    Tlp.AMBER_STRICT: "#FFC000",
    Tlp.AMBER: "#FFC000",
    Tlp.GREEN: "#33FF00",
    Tlp.CLEAR: "#FFFFFF",
}


class Form(NamedTuple):
    """How a list wants its mail; readers of one form and one last edition get one text."""

    profile: Profile
    enclosure: Enclosure
    language: str
    marking: Tlp  # of the version that it gets


class Attached(NamedTuple):
    """The file that travels along."""

    name: str
    sha256: str
    size: int  # in bytes


@dataclass(frozen=True, kw_only=True)
class Letter:
    """Everything that a template may print; "" where there is nothing to say."""

    language: str
    direction: str  # "ltr" or "rtl"
    subject: str
    marking: str
    colour: str  # of the label, on black
    inks: Inks  # of all else
    restriction: str  # who may have it, beyond the label
    test: bool
    correction: bool
    series: str
    producer: str
    number: str  # "No. 5"
    before: str  # "No. 4": what ``since`` compares with; "" in a first edition
    period: str  # "10–16 Nov 2025"
    cut_off: str
    trend: str
    bottom_line: str
    highlights: tuple[str, ...]
    since: Since
    attached: Attached | None
    pages: int  # of the attached PDF; 0 where it is none
    kilobytes: int
    size: str  # of the attached file, in words
    archive: str  # address of the edition
    edition_sha256: str
    next_due: str
    contact: str
    contact_address: str
    unsubscribe: str  # address


def form_of(issue: Issue, mailing: MailingList) -> Form:
    """Give the form in which a list gets an edition: the highest marking that it may have.

    Raises ReportkitError if it may have none; whoever sends has asked before.
    """
    marking = issue.marking_for(mailing.max_tlp)
    if marking is None:
        raise ReportkitError(
            f"No. {issue.name.spoken} does not exist at {mailing.max_tlp}, the most that "
            f"'{mailing.id}' may have"
        )
    language = mailing.language or issue.book.brief.language
    return Form(mailing.profile, mailing.enclosure, language, marking)


def letter(  # noqa: PLR0913  # all that a mail speaks of
    issue: Issue,
    form: Form,
    since: Since,
    way: Transport,
    *,
    language: str,
    inks: Inks,
    misled: bool = False,
    test: bool = False,
) -> Letter:
    """Word the mail of an edition for readers of one form.

    It is a correction to those who were ``misled``: to whoever had nothing it is the edition.
    """
    book, manifest = issue.book, issue.sealed.manifest
    brief, edition = book.brief, book.edition
    attached = enclosure_of(issue, form)
    trend = labels.capital(labels.label(edition.trend))
    return Letter(
        language=language,
        direction=direction_of(language),
        subject=subject(issue, misled=misled, test=test),
        marking=str(manifest.marking),
        colour=_COLOURS[manifest.marking],
        inks=inks,
        restriction=_restriction(book),
        test=test,
        correction=misled,
        series=brief.title,
        producer=brief.producer,
        number=edition_title(issue.name.spoken),
        before=edition_title(since.number) if since.number else "",
        period=labels.span(manifest.period.start, manifest.period.end),
        cut_off=labels.moment(manifest.cut_off, brief.cadence.zone),
        trend=f"{labels.TREND_SIGNS[edition.trend]} {trend}. "
        f"{labels.stop(edition.trend_rationale.text)}",
        bottom_line=bottom_line_of(issue),
        highlights=tuple(labels.stop(each.text) for each in edition.highlights),
        since=since,
        attached=attached,
        pages=_pages(issue, form),
        kilobytes=round(attached.size / 1000) or 1 if attached else 0,
        size=_size(attached, _pages(issue, form)),
        archive=(way.archive_url or "").replace("{edition}", str(issue.name)),
        edition_sha256=issue.sealed.sha256,
        next_due=labels.day(next_due(edition, brief.cadence)),
        contact=brief.contact.name,
        contact_address=way.reply_to or brief.contact.email,
        unsubscribe=way.unsubscribe or way.sender,
    )


def bottom_line_of(issue: Issue) -> str:
    """Give the bottom line; of a note, that nothing changed, and the line that still stands."""
    line = labels.stop(issue.book.edition.bottom_line.text)
    if issue.sealed.manifest.kind is not EditionKind.NOTE or not issue.before:
        return line
    return say(
        "No significant change since {edition}. What {edition} said stands: {line}",
        edition=edition_title(issue.before[-1].spoken),
        line=line,
    )


def subject(issue: Issue, *, misled: bool = False, test: bool = False) -> str:
    """Word the subject: marking, series, number, days, and how the bottom line begins."""
    book, manifest = issue.book, issue.sealed.manifest
    flags = ("[TEST] " if test else "") + (f"{say('CORRECTION')} " if misled else "")
    told = say(
        "{series} {edition}, {period}: {line}",
        series=book.brief.title,
        edition=edition_title(issue.name.spoken),
        period=long_span(manifest.period.start, manifest.period.end),
        line=_start(bare(bottom_line_of(issue))),
    )
    return bare(f"{flags}[{manifest.marking}] {told}")  # a header holds no fences


def enclosure_of(issue: Issue, form: Form) -> Attached | None:
    """Choose the sealed file that a form carries; None for text only.

    Raises SeedsRejected if the edition was sealed without it.
    """
    if form.enclosure is Enclosure.TEXT_ONLY:
        return None
    name = _sealed_file(issue, form)
    found = next((file for file in issue.sealed.manifest.files if file.name == name), None)
    if found is None:
        raise SeedsRejected([_not_sealed(issue, form)])
    return Attached(found.name, found.sha256, found.size)


def _sealed_file(issue: Issue, form: Form) -> str:
    """Name the file for a form; a note is one page, and the same for all."""
    if issue.sealed.manifest.kind is EditionKind.NOTE:
        return issue.file(".pdf")
    if form.profile is Profile.CHANGES:
        return issue.file("-changes.pdf") or issue.stored(CHANGES_TEXT)
    profile = "" if form.profile is Profile.FULL else f"-{form.profile}"
    return issue.file(f"{profile}-{form.language}.pdf") or issue.file(f"{profile}.pdf")


def _pages(issue: Issue, form: Form) -> int:
    """Count the pages of the form; 0 where it is no PDF."""
    manifest = issue.sealed.manifest
    if form.profile is Profile.FULL or manifest.kind is EditionKind.NOTE:
        return manifest.pages
    return manifest.profiles.get(form.profile, 0)


def _not_sealed(issue: Issue, form: Form) -> Problem:
    return Problem(
        "profile-not-sealed",
        f"No. {issue.name.spoken} was sealed without the form '{form.profile}'",
        Mark("seeds/distribution.yaml", 1, 1),
        "set profile: full for the list, or enclosure: text_only",
    )


def _restriction(book: Book) -> str:
    community = book.brief.tlp_community if book.tlp is Tlp.GREEN else None
    told = (
        say("for {community}", community=community) if community else "",
        book.brief.tlp_restrictions or "",
        say("abridged: what is marked higher is left out") if book.abridged else "",
    )
    return "; ".join(each for each in told if each)


def _size(attached: Attached | None, pages: int) -> str:
    """Say how much a file is: "2 pages, 140 kB"."""
    if attached is None:
        return ""
    size = say("{number} kB", number=f"{round(attached.size / 1000) or 1:,}")
    if not pages:
        return size
    return say("{pages}, {size}", pages=say_many("{n} page", "{n} pages", pages), size=size)


def _start(text: str) -> str:
    """Give the first sentence; of a long one the first words, cut between two of them."""
    whole = " ".join(text.split())
    if len(whole) <= _TEASER:
        return whole
    first = _SENTENCE.split(whole, maxsplit=1)[0]
    if len(first) <= _WHOLE:
        return first
    cut = whole[:_TEASER].rsplit(" ", 1)[0].rstrip(" ,;:")
    return f"{cut} ..."
