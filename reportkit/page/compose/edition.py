"""Book to Page: everything a reader sees, in reading order, before any template is opened."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from reportkit.editions.history import History
from reportkit.i18n.bidi import left_to_right
from reportkit.i18n.translate import current_locale, gettext
from reportkit.model.analysis import Gap
from reportkit.model.book import Book
from reportkit.model.vocabulary.series import EditionStatus, Tlp
from reportkit.page.compose.annexes import annexes_of
from reportkit.page.compose.annexes_model import Annexes
from reportkit.page.compose.assessments import gaps_of, indicators_table
from reportkit.page.compose.change_marks import legend_of, marks_of
from reportkit.page.compose.citations import Citations
from reportkit.page.compose.column_layout import in_two
from reportkit.page.compose.compose_context import ComposeContext, context_of
from reportkit.page.compose.contents import contents_of
from reportkit.page.compose.dates_to_watch import dates_to_watch
from reportkit.page.compose.front import front_of
from reportkit.page.compose.judgements import judgements_of
from reportkit.page.compose.language_isolation import in_its_language
from reportkit.page.compose.masthead import masthead_of
from reportkit.page.compose.name_notes import name_notes_of
from reportkit.page.compose.outlook_model import Outlook
from reportkit.page.compose.page_model import NO_PICTURES, Marking, Page, Pictures
from reportkit.page.compose.quotation_marks import typeset
from reportkit.page.compose.sections import section_of, sections_of
from reportkit.page.compose.topics import topics_of
from reportkit.page.compose.track_record import track_record_of
from reportkit.page.compose.view_model import Drawing, Section
from reportkit.page.design.language_sheets import sheets_for
from reportkit.page.labels import commas, edition_title, moment, stop
from reportkit.page.selection import OUTLOOK, Selection, hidden_sections


@in_its_language
def compose(  # noqa: PLR0913  # all that decides what is on the page
    book: Book,
    *,
    name: str,
    history: History | None = None,
    pictures: Pictures = NO_PICTURES,
    draft: bool = False,
    demoted: Collection[str] = (),
) -> Page:
    """Compose an edition: the same book gives the same page, on any machine and day.

    ``name`` is the edition as printed after "No.", "5" or "7-r1". Without a history it is a
    first edition. ``left`` names what stands back in the annex for want of room.
    """
    told = history.shown_changes if history else ()
    marks = marks_of(told, history.changed.lines if history else None)
    selection = selection_of(book, history, demoted)
    context = context_of(book, selection, Citations(book, marks), pictures)
    brief, edition = book.brief, book.edition
    number = edition_title(name)
    front = front_of(context, history, pictures.sparks)
    judgements = judgements_of(context, history)
    quiet = quiet_sections(book, history)
    sections = tuple(
        section_of(context, each, quiet.get(each.id, ""))
        for each in sections_of(book)
        if each.id != OUTLOOK and each.shown
    )
    sections, alone = _with_map(sections, pictures.map)
    topics = topics_of(context)
    shown = OUTLOOK not in hidden_sections(book)
    outlook = _outlook(context, quiet.get(OUTLOOK, ""), history) if shown else None
    annexes = annexes_of(context, history, name)
    page = Page(
        language=current_locale().language,
        text_language=current_locale().records,
        direction=current_locale().direction,
        stylesheets=(*sheets_for(current_locale().language), *_sheets_of(annexes)),
        paper=brief.paper.value,
        draft=draft or edition.status is EditionStatus.DRAFT,
        document_title=commas([brief.title, number]),
        series=brief.title,
        subtitle=brief.subtitle or "",
        logo=_logo(book),
        number=number,
        producer=brief.producer,
        description=edition.bottom_line.text,
        published_iso=edition.published.isoformat(),
        cut_off=moment(edition.cut_off, brief.cadence.zone),
        marking=_marking(book),
        masthead=masthead_of(book, history, _marking(book).text),
        front=front,
        contents=contents_of(
            judged=bool(judgements),
            sections=(*sections, *topics),
            outlook=outlook,
            annexes=annexes,
        ),
        judgements=judgements,
        marks=legend_of(marks.values()),
        drawings=(*pictures.whole, *alone),
        sections=(*sections, *topics),
        outlook=outlook,
        annexes=annexes,
        name_notes=name_notes_of(book),
        footer=gettext(
            "Information received after {moment} is not included.",
            moment=moment(edition.cut_off, brief.cadence.zone),
        ),
    )
    return typeset(page)


def selection_of(book: Book, history: History | None, demoted: Collection[str] = ()) -> Selection:
    """Choose what the body of an edition shows."""
    told = history.shown_changes if history else ()
    first = history is None or history.log.baseline
    return Selection(book, first=first, changed={change.record for change in told}, demoted=demoted)


def _sheets_of(annexes: Annexes) -> tuple[str, ...]:
    """Name the sheet that tables of counted events need; most editions have none."""
    counted = any(section.tables for section in annexes.record.sections)
    return ("styles/large.css",) if counted else ()


def _with_map(
    sections: tuple[Section, ...], drawing: Drawing | None
) -> tuple[tuple[Section, ...], tuple[Drawing, ...]]:
    """Set the map beside the first board of crossings; without one it stands alone."""
    at = next((index for index, section in enumerate(sections) if section.status_tables), None)
    if drawing is None or at is None:
        return sections, (drawing,) if drawing else ()
    first, *others = sections[at].status_tables
    paired = replace(sections[at], status_tables=(replace(first, drawing=drawing), *others))
    return (*sections[:at], paired, *sections[at + 1 :]), ()


def quiet_sections(book: Book, history: History | None) -> dict[str, str]:
    """Say of each section in which nothing changed that it is so: that is a finding too."""
    if history is None or history.base is None:
        return {}
    name = edition_title(history.base.name.spoken)
    said = gettext("No change since {edition}.", edition=name)
    ids = tuple(section.id for section in book.brief.sections)
    return dict.fromkeys(history.quiet(ids), said)


def _marking(book: Book) -> Marking:
    brief, label_ = book.brief, book.tlp
    added = [
        gettext(
            "Abridged: what is marked above {marking} is not in this edition",
            marking=left_to_right(label_.value),
        )
        if book.abridged
        else "",
        brief.tlp_restrictions or "",
        gettext("For {name}", name=brief.tlp_community)
        if brief.tlp_community and label_ is Tlp.GREEN  # the label that is for a community
        else "",
    ]
    return Marking(
        label=label_.value,
        css=label_.value.lower().replace(":", "-").replace("+", "-"),
        text=" ".join(stop(part) for part in added if part),
        abridged=gettext("abridged") if book.abridged else "",
    )


def _logo(book: Book) -> Drawing | None:
    brief = book.brief
    if brief.house is None or brief.house.logo is None:
        return None
    return Drawing(src=brief.house.logo, alt=brief.house.logo_alt or brief.producer)


def _outlook(context: ComposeContext, quiet: str, history: History | None) -> Outlook | None:
    """Close the body with what may come; nothing to show is no heading."""
    known = {section.id: section for section in context.book.brief.sections}
    if written := known.get(OUTLOOK):
        section = section_of(context, written, quiet)
    else:
        section = Section(
            anchor="sec-outlook",
            title=gettext("Outlook"),
            lead="",
            trend=None,
            quiet="",
            facts=(),
            matrices=(),
            status_tables=(),
            rounds=(),
            tables=(),
        )
    open_gaps = [gap for gap in context.book.all(Gap) if context.selection.in_body(gap)]
    outlook = Outlook(
        section=replace(section, anchor="sec-outlook"),
        track_record=track_record_of(context.book, history),
        dates=dates_to_watch(context),
        indicators=indicators_table(context),
        gaps=in_two(gaps_of(context, open_gaps), lambda gap: len(gap.question) + len(gap.text)),
    )
    return None if outlook.empty else outlook
