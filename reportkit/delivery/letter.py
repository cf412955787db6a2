"""What a mail says, as values for its templates: the same for all readers of one form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reportkit.calendar import next_due
from reportkit.delivery.issue import Issue
from reportkit.delivery.since import Since
from reportkit.editions.history import CHANGES_TEXT
from reportkit.editions.manifest import Period
from reportkit.facts.book import Book
from reportkit.facts.series import MailingList, Transport
from reportkit.facts.words import EditionKind, Enclosure, Profile, Tlp
from reportkit.page import wording
from reportkit.problems import Mark, Problem, ReportkitError, SeedsRejected

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_TEASER = 70  # characters of the bottom line in a subject
_COLOURS = {
    Tlp.RED: "#FF2B2B",
    Tlp.AMBER_STRICT: "#FFC000",
    Tlp.AMBER: "#FFC000",
    Tlp.GREEN: "#33FF00",
    Tlp.CLEAR: "#FFFFFF",
}
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})


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
    restriction: str  # who may have it, beyond the label
    test: bool
    correction: bool
    series: str
    producer: str
    number: str  # "No. 5"
    period: str  # "10–16 Nov 2025"
    cut_off: str
    trend: str
    bottom_line: str
    highlights: tuple[str, ...]
    since: Since
    attached: Attached | None
    pages: int  # of the attached PDF; 0 where it is none
    kilobytes: int
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
    return Form(mailing.profile, mailing.enclosure, mailing.language, marking)


def letter(  # noqa: PLR0913  # all that a mail speaks of
    issue: Issue,
    form: Form,
    since: Since,
    way: Transport,
    *,
    language: str,
    misled: bool = False,
    test: bool = False,
) -> Letter:
    """Word the mail of an edition for readers of one form.

    It is a correction to those who were ``misled``: to whoever had nothing it is the edition.
    """
    book, manifest = issue.book, issue.sealed.manifest
    brief, edition = book.brief, book.edition
    attached = enclosure_of(issue, form)
    trend = wording.capital(wording.label(edition.trend))
    return Letter(
        language=language,
        direction="rtl" if language.split("-", maxsplit=1)[0] in _RIGHT_TO_LEFT else "ltr",
        subject=subject(issue, misled=misled, test=test),
        marking=str(manifest.marking),
        colour=_COLOURS[manifest.marking],
        restriction=_restriction(book),
        test=test,
        correction=misled and issue.says_correction,
        series=brief.title,
        producer=brief.producer,
        number=f"No. {issue.name.spoken}",
        period=wording.span(manifest.period.start, manifest.period.end),
        cut_off=wording.moment(manifest.cut_off, brief.cadence.zone),
        trend=f"{wording.TREND_SIGNS[edition.trend]} {trend}",
        bottom_line=bottom_line_of(issue),
        highlights=tuple(wording.stop(each.text) for each in edition.highlights),
        since=since,
        attached=attached,
        pages=_pages(issue, form),
        kilobytes=round(attached.size / 1000) or 1 if attached else 0,
        archive=(way.archive_url or "").replace("{edition}", str(issue.name)),
        edition_sha256=issue.sealed.sha256,
        next_due=wording.day(next_due(edition, brief.cadence)),
        contact=brief.contact.name,
        contact_address=way.reply_to or brief.contact.email,
        unsubscribe=way.unsubscribe or way.sender,
    )


def bottom_line_of(issue: Issue) -> str:
    """Give the bottom line; of a note, that nothing changed, and the line that still stands."""
    line = wording.stop(issue.book.edition.bottom_line.text)
    if issue.sealed.manifest.kind is not EditionKind.NOTE or not issue.before:
        return line
    before = f"No. {issue.before[-1].spoken}"
    return f"No significant change since {before}. What {before} said stands: {line}"


def subject(issue: Issue, *, misled: bool = False, test: bool = False) -> str:
    """Word the subject: marking, series, number, days, and how the bottom line begins."""
    book, manifest = issue.book, issue.sealed.manifest
    correction = misled and issue.says_correction
    flags = ("[TEST] " if test else "") + ("CORRECTION " if correction else "")
    days = spoken_period(manifest.period)
    return (
        f"{flags}[{manifest.marking}] {book.brief.title} No. {issue.name.spoken}, {days}: "
        f"{_start(bottom_line_of(issue))}"
    )


def spoken_period(period: Period) -> str:
    """Write days as a subject does: "10-16 November 2025"."""
    start, end = period
    last = f"{end.day} {_MONTHS[end.month - 1]} {end.year}"
    if start == end:
        return last
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}-{last}"
    first = f"{start.day} {_MONTHS[start.month - 1]}"
    return f"{first} - {last}" if start.year == end.year else f"{first} {start.year} - {last}"


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
    community = book.brief.tlp_community
    told = (
        f"for {community}" if community else "",
        book.brief.tlp_restrictions or "",
        "abridged: what is marked higher is left out" if book.abridged else "",
    )
    return "; ".join(each for each in told if each)


def _start(text: str) -> str:
    """Give the first words, cut between two of them."""
    whole = " ".join(text.split())
    if len(whole) <= _TEASER:
        return whole
    cut = whole[:_TEASER].rsplit(" ", 1)[0].rstrip(" ,;:")
    return f"{cut} ..."
