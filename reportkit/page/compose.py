"""Book to Page: everything a reader sees, in reading order, before any template is opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from reportkit.editions.history import History
from reportkit.facts.book import Book
from reportkit.facts.evidence import Figure
from reportkit.facts.words import EditionKind, EditionStatus, Every
from reportkit.page.annexes import annexes_of
from reportkit.page.assessed import (
    gaps_of,
    indicators_table,
    judgements_of,
    retired_judgements,
)
from reportkit.page.sections import Desk, desk_of, section_of, sections_of
from reportkit.page.selection import Selection
from reportkit.page.typeset import typeset
from reportkit.page.view import Front, KeyFigure, Marking, Outlook, Page, Row, Section, Since, Trend
from reportkit.page.wording import (
    ALERTS,
    TREND_SIGNS,
    actor,
    capital,
    counted,
    day,
    label,
    moment,
    place_name,
    quantity,
    short_day,
    span,
    stop,
)

#: The section of a brief that closes it, under whatever title the brief gives it.
OUTLOOK = "outlook"


def compose(
    book: Book,
    *,
    name: str,
    history: History | None = None,
    draft: bool = False,
) -> Page:
    """Compose an edition: the same book gives the same page, on any machine and day.

    ``name`` is the edition as printed after "No.", "5" or "7-r1". Without a history it is a
    first edition.
    """
    since = since_of(history) if history else None
    first = since is None
    changed = frozenset(change.record for change in history.told) if history else frozenset()
    desk = desk_of(book, Selection(book, first=first, changed=changed))
    brief, edition = book.brief, book.edition
    number = edition_title(name)
    front = _front(desk, since or _baseline(book))
    key_judgements = judgements_of(desk, key=True)
    sections = tuple(section_of(desk, each) for each in sections_of(book) if each.id != OUTLOOK)
    outlook = _outlook(desk)
    annexes = annexes_of(desk)
    page = Page(
        language=brief.language,
        paper=brief.paper.value,
        draft=draft or edition.status is EditionStatus.DRAFT,
        document_title=f"{brief.title}, {number}",
        series=brief.title,
        subtitle=brief.subtitle or "",
        number=number,
        producer=brief.producer,
        description=edition.bottom_line.text,
        published_iso=edition.published.isoformat(),
        cut_off=moment(edition.cut_off),
        marking=_marking(book),
        masthead=_in_pairs(_masthead(book)),
        front=front,
        key_judgements=key_judgements,
        sections=sections,
        outlook=outlook,
        annexes=annexes,
        footer=f"Information received after {moment(edition.cut_off)} is not included.",
    )
    return typeset(page)


def since_of(history: History) -> Since | None:
    """Word the box of page 1; a first edition has none."""
    if history.previous is None:
        return None
    box = history.box
    sentences = tuple(line.text for line in box.lines) or ("No record changed.",)
    return Since(previous=history.previous.name.spoken, sentences=sentences, counts=box.counts)


def edition_title(name: str) -> str:
    """Print an edition's name: "5" is "No. 5", "7-r1" is "No. 7 rev. 1"."""
    number, _, revision = name.partition("-r")
    return f"No. {number} rev. {revision}" if revision else f"No. {number}"


def next_due(book: Book) -> date | None:
    """Tell when the next edition is due: as written, else one cadence after this period."""
    edition = book.edition
    if edition.next_due:
        return edition.next_due
    days = {Every.DAY: 1, Every.WEEK: 7, Every.FORTNIGHT: 14}.get(book.brief.cadence.every)
    if days is None:
        return None  # a month has no fixed length
    return edition.period.end + timedelta(days=days)


def _marking(book: Book) -> Marking:
    brief, label_ = book.brief, book.tlp
    added = [
        brief.tlp_restrictions or "",
        f"Community: {brief.tlp_community}" if brief.tlp_community else "",
    ]
    return Marking(
        label=label_.value,
        css=label_.value.lower().replace(":", "-").replace("+", "-"),
        text=" ".join(stop(part) for part in added if part),
    )


def _masthead(book: Book) -> list[Row]:
    brief, edition = book.brief, book.edition
    note = f" ({edition.period_note})" if edition.period_note else ""
    rows = [
        Row("Reference period", f"{span(edition.period.start, edition.period.end)}{note}"),
        Row("Information to", moment(edition.cut_off)),
        Row("Published", moment(edition.published)),
    ]
    if due := next_due(book):
        rows.append(Row("Next edition due", day(due)))
    authors = edition.authors or brief.authors
    rows.append(Row("Producer", ", ".join([brief.producer, *authors])))
    rows.append(Row("Contact", f"{brief.contact.name}, {brief.contact.email}"))
    if edition.kind is not EditionKind.REGULAR:
        rows.append(Row("Kind", f"{capital(label(edition.kind))} edition"))
    added = _marking(book).text
    return [*rows, Row("Handling", added)] if added else rows


def _in_pairs(rows: list[Row]) -> tuple[tuple[Row, ...], ...]:
    """Set the rows of the masthead in two columns, read down the first and then the second."""
    height = -(-len(rows) // 2)
    return tuple(tuple(rows[at::height]) for at in range(height))


def _baseline(book: Book) -> Since:
    return Since(
        previous=None,
        sentences=(
            "This is the first edition: it sets the baseline, and the next one says what changed.",
        ),
        counts=f"{len(book):,} records on file.",
    )


def _front(desk: Desk, since: Since) -> Front:
    edition, numbering = desk.book.edition, desk.numbering
    line, why = edition.bottom_line, edition.trend_rationale
    bottom_line = numbering.prose(stop(line.text), line.basis)
    trend = Trend(
        sign=TREND_SIGNS[edition.trend],
        word=capital(label(edition.trend)),
        css=edition.trend.value,
        rationale=numbering.prose(stop(why.text), why.basis),
    )
    figures = [figure for id in edition.key_figures if (figure := desk.book.get(Figure, id))]
    shown = tuple(_key_figure(desk, figure) for figure in figures)
    return Front(
        bottom_line=bottom_line,
        trend=trend,
        alerts=tuple(ALERTS[alert] for alert in edition.alerts),
        since=since,
        key_figures=shown,
        highlights=tuple(
            numbering.prose(stop(each.text), each.basis) for each in edition.highlights
        ),
    )


def _key_figure(desk: Desk, figure: Figure) -> KeyFigure:
    book = desk.book
    where = place_name(book, figure.place)
    what = counted(book, figure)
    return KeyFigure(
        value=quantity(figure),
        what=f"{what}, {where}" if where and where not in what else what,
        provider=actor(book, figure.provider),
        as_of=f"as of {short_day(figure.as_of, book.edition.period.end.year)}"
        if figure.as_of
        else "",
        target=f"rec-{figure.id}",
        cites=desk.numbering.of(figure),
    )


def _outlook(desk: Desk) -> Outlook:
    known = {section.id: section for section in desk.book.brief.sections}
    if written := known.get(OUTLOOK):
        section = section_of(desk, written)
    else:
        section = Section(
            anchor="sec-outlook",
            title="Outlook",
            lead="",
            trend=None,
            facts=(),
            matrices=(),
            boards=(),
            rounds=(),
            tables=(),
        )
    return Outlook(
        section=replace(section, anchor="sec-outlook"),
        judgements=(*judgements_of(desk, key=False), *retired_judgements(desk)),
        indicators=indicators_table(desk),
        gaps=gaps_of(desk),
    )
