"""What a mail says, as values for its templates: the same for all readers of one form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from reportkit.delivery.change_summary import ChangeSummary
from reportkit.delivery.message.colours import MailColours
from reportkit.delivery.message.logo import MailLogo
from reportkit.delivery.message.page_one import alert_lines, expectation_lines, key_figure_lines
from reportkit.delivery.outgoing_edition import OutgoingEdition
from reportkit.editions.history import CHANGES_TEXT, view_of
from reportkit.i18n.bidi import without_marks
from reportkit.i18n.formats import long_span
from reportkit.i18n.translate import direction_of, gettext, ngettext
from reportkit.model.book import Book
from reportkit.model.series import MailingList, Transport
from reportkit.model.vocabulary.mail import Enclosure, Profile
from reportkit.model.vocabulary.series import EditionKind, Tlp
from reportkit.page import labels
from reportkit.periods import next_due
from reportkit.phrasing.notice import edition_title
from reportkit.problems import Mark, Problem, ReportkitError, SeedsRejected

_COLOURS = {
    Tlp.RED: "#FF2B2B",
    Tlp.AMBER_STRICT: "#FFC000",
    Tlp.AMBER: "#FFC000",
    Tlp.GREEN: "#33FF00",
    Tlp.CLEAR: "#FFFFFF",
}


class MessageFormat(NamedTuple):
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
class MessageContent:
    """Everything that a template may print; "" where there is nothing to say."""

    language: str
    direction: str  # "ltr" or "rtl"
    subject: str
    marking: str
    colour: str  # of the label, on black
    colours: MailColours  # of all else
    logo: MailLogo | None
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
    expectations: tuple[str, ...]  # the open key judgements
    key_figures: tuple[str, ...]
    changes: ChangeSummary
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


def format_of(outgoing: OutgoingEdition, mailing: MailingList) -> MessageFormat:
    """Give the form in which a list gets an edition: the highest marking that it may have.

    Raises ReportkitError if it may have none; whoever sends has asked before.
    """
    marking = outgoing.marking_for(mailing.max_tlp)
    if marking is None:
        raise ReportkitError(
            f"No. {outgoing.name.spoken} does not exist at {mailing.max_tlp}, the most that "
            f"'{mailing.id}' may have"
        )
    language = mailing.language or outgoing.book.brief.language
    return MessageFormat(mailing.profile, mailing.enclosure, language, marking)


def message_content(  # noqa: PLR0913  # all that a mail speaks of
    outgoing: OutgoingEdition,
    format_: MessageFormat,
    changes: ChangeSummary,
    settings: Transport,
    *,
    language: str,
    colours: MailColours,
    logo: MailLogo | None,
    misled: bool = False,
    test: bool = False,
) -> MessageContent:
    """Word the mail of an edition for readers of one form.

    It is a correction to those who were ``misled``: to whoever had nothing it is the edition.
    """
    book, manifest = outgoing.book, outgoing.sealed.manifest
    brief, edition, view = book.brief, book.edition, view_of(outgoing.snapshot)
    attached = enclosure_of(outgoing, format_)
    trend = labels.capital(labels.label(edition.trend))
    return MessageContent(
        language=language,
        direction=direction_of(language),
        subject=subject(outgoing, misled=misled, test=test),
        marking=str(manifest.marking),
        colour=_COLOURS[manifest.marking],
        colours=colours,
        logo=logo,
        restriction=_restriction(book),
        test=test,
        correction=misled,
        series=brief.title,
        producer=brief.producer,
        number=edition_title(outgoing.name.spoken),
        before=edition_title(changes.number) if changes.number else "",
        period=labels.span(manifest.period.start, manifest.period.end),
        cut_off=labels.moment(manifest.cut_off, brief.cadence.zone),
        trend=" ".join(
            [
                f"{labels.TREND_SIGNS[edition.trend]} {trend}.",
                labels.stop(edition.trend_rationale.text),
                *alert_lines(view),
            ]
        ),
        bottom_line=bottom_line_of(outgoing),
        highlights=tuple(labels.stop(each.text) for each in edition.highlights),
        expectations=tuple(expectation_lines(view)),
        key_figures=tuple(key_figure_lines(view)),
        changes=changes,
        attached=attached,
        pages=_pages(outgoing, format_),
        kilobytes=round(attached.size / 1000) or 1 if attached else 0,
        size=_size(attached, _pages(outgoing, format_)),
        archive=(settings.archive_url or "").replace("{edition}", str(outgoing.name)),
        edition_sha256=outgoing.sealed.sha256,
        next_due=labels.day(next_due(edition, brief.cadence)),
        contact=brief.contact.name,
        contact_address=settings.reply_to or brief.contact.email,
        unsubscribe=settings.unsubscribe or settings.sender,
    )


def bottom_line_of(outgoing: OutgoingEdition) -> str:
    """Give the bottom line; of a note, that nothing changed, and the line that still stands."""
    line = labels.stop(outgoing.book.edition.bottom_line.text)
    if outgoing.sealed.manifest.kind is not EditionKind.NOTE or not outgoing.before:
        return line
    return gettext(
        "No significant change since {edition}. What {edition} said stands: {line}",
        edition=edition_title(outgoing.before[-1].spoken),
        line=line,
    )


def subject(outgoing: OutgoingEdition, *, misled: bool = False, test: bool = False) -> str:
    """Word the subject: marking, series, number, days, and whether it got better or worse.

    It is short enough for a list of mails on a telephone; the bottom line stands first inside.
    """
    book, manifest = outgoing.book, outgoing.sealed.manifest
    flags = ("[TEST] " if test else "") + (f"{gettext('CORRECTION')} " if misled else "")
    note = manifest.kind is EditionKind.NOTE
    headline = gettext(
        "{series} {edition}, {period}: {trend}",
        series=book.brief.title,
        edition=edition_title(outgoing.name.spoken),
        period=long_span(manifest.period.start, manifest.period.end),
        trend=gettext("no significant change") if note else labels.label(book.edition.trend),
    )
    return without_marks(f"{flags}[{manifest.marking}] {headline}")  # a header holds no fences


def enclosure_of(outgoing: OutgoingEdition, format_: MessageFormat) -> Attached | None:
    """Choose the sealed file that a form carries; None for text only.

    Raises SeedsRejected if the edition was sealed without it.
    """
    if format_.enclosure is Enclosure.TEXT_ONLY:
        return None
    name = _sealed_file(outgoing, format_)
    found = next((file for file in outgoing.sealed.manifest.files if file.name == name), None)
    if found is None:
        raise SeedsRejected([_not_sealed(outgoing, format_)])
    return Attached(found.name, found.sha256, found.size)


def _sealed_file(outgoing: OutgoingEdition, format_: MessageFormat) -> str:
    """Name the file for a form; a note is one page, and the same for all."""
    if outgoing.sealed.manifest.kind is EditionKind.NOTE:
        return outgoing.file(".pdf")
    if format_.profile is Profile.CHANGES:
        return outgoing.file("-changes.pdf") or outgoing.stored(CHANGES_TEXT)
    profile = "" if format_.profile is Profile.FULL else f"-{format_.profile}"
    return outgoing.file(f"{profile}-{format_.language}.pdf") or outgoing.file(f"{profile}.pdf")


def _pages(outgoing: OutgoingEdition, format_: MessageFormat) -> int:
    """Count the pages of the form; 0 where it is no PDF."""
    manifest = outgoing.sealed.manifest
    if format_.profile is Profile.FULL or manifest.kind is EditionKind.NOTE:
        return manifest.pages
    return manifest.profiles.get(format_.profile, 0)


def _not_sealed(outgoing: OutgoingEdition, format_: MessageFormat) -> Problem:
    return Problem(
        "profile-not-sealed",
        f"No. {outgoing.name.spoken} was sealed without the form '{format_.profile}'",
        Mark("seeds/distribution.yaml", 1, 1),
        "set profile: full for the list, or enclosure: text_only",
    )


def _restriction(book: Book) -> str:
    community = book.brief.tlp_community if book.tlp is Tlp.GREEN else None
    restrictions = (
        gettext("for {community}", community=community) if community else "",
        book.brief.tlp_restrictions or "",
        gettext("abridged: what is marked higher is left out") if book.abridged else "",
    )
    return "; ".join(each for each in restrictions if each)


def _size(attached: Attached | None, pages: int) -> str:
    """Say how much a file is: "2 pages, 140 kB"."""
    if attached is None:
        return ""
    size = gettext("{number} kB", number=f"{round(attached.size / 1000) or 1:,}")
    if not pages:
        return size
    return gettext("{pages}, {size}", pages=ngettext("{n} page", "{n} pages", pages), size=size)
