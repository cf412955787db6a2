"""The annexes: change log, earlier record, statements, sources, methods, names, editions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportkit.editions.history import History
from reportkit.i18n.bidi import left_to_right
from reportkit.i18n.translate import gettext, gettext_noop, ngettext, pgettext
from reportkit.model.analysis import Judgement
from reportkit.model.book import Book
from reportkit.model.evidence import Actor, Event, Figure, Source
from reportkit.model.scales import CONFIDENCE, LIKELIHOOD, find_term
from reportkit.model.vocabulary.analysis import Degree
from reportkit.model.vocabulary.series import FigurePolicy, LikelihoodScale
from reportkit.model.vocabulary.sources import Reliability
from reportkit.page.compose.annexes_model import (
    Annexes,
    IndexEntry,
    Methods,
    ScaleRow,
    StatementPart,
)
from reportkit.page.compose.assessments import (
    assumptions_table,
    gaps_of,
    grounds_of,
    indicators_table,
    past_judgements,
)
from reportkit.page.compose.change_log import editions_of
from reportkit.page.compose.positions_of_parties import named_in_sentence
from reportkit.page.compose.sections import (
    ComposeContext,
    earlier_of,
    figures_in_body,
    sections_of,
    standalone_figures,
    statements_of,
)
from reportkit.page.compose.source_list import origins, sources_of
from reportkit.page.compose.status_tables import events_table, figure_statement
from reportkit.page.compose.view_model import Row
from reportkit.page.compose.what_changed import log_of
from reportkit.page.labels import (
    actor,
    band_of,
    capital,
    day,
    label,
    likelihood_term,
    listed,
    semicolons,
    stop,
)
from reportkit.page.selection import OUTLOOK, hidden_sections

_POLICIES = {
    FigurePolicy.CONSERVATIVE: gettext_noop(
        "Where sources differ and none is better, the most conservative figure is used and the "
        "difference is printed."
    ),
    FigurePolicy.UCDP_BEST: gettext_noop(
        "Each toll has a low, a best and a high estimate, as in UCDP."
    ),
    FigurePolicy.RANGE_ONLY: gettext_noop(
        "Where sources differ, the range is printed with who gives each end; no best value is "
        "chosen."
    ),
}
_SCALE_NAMES = {LikelihoodScale.ICD203: "ICD 203", LikelihoodScale.PHIA: "PHIA (2025)"}


def annexes_of(context: ComposeContext, history: History | None, number: str) -> Annexes:
    """Compose everything behind the body; the sources last, when all have their numbers."""
    book = context.book
    in_body = context.citations.close_body()
    log = log_of(context, history)
    earlier = tuple(
        part for section in sections_of(book) if not (part := earlier_of(context, section)).empty
    )
    events = events_table(book, book.all(Event), context.citations)
    statements = statements_of(context)
    figures = figures_of(context)
    judgements = past_judgements(context)
    return Annexes(
        log=log,
        earlier=earlier,
        events=events[0] if events else None,
        statements=statements,
        figures=figures,
        grounds=grounds_of(context),
        judgements=judgements,
        assumptions=assumptions_table(context),
        indicators=indicators_table(context) if OUTLOOK in hidden_sections(book) else None,
        gaps=gaps_of(context, body=False),
        sources=sources_of(book, context.citations),
        methods=methods_of(book),
        names=(*_naming(book), *_aliases(book)),
        abbreviations=tuple(Row(each.short, each.long) for each in book.brief.abbreviations),
        editions=editions_of(context, history, number),
        index=index_of(context, in_body),
    )


def figures_of(context: ComposeContext) -> tuple[StatementPart, ...]:
    """List the figures that stand in no matrix and not in the body, section by section."""
    book = context.book
    titles = {section.id: section.title for section in book.brief.sections}
    by_section: dict[str, list[Figure]] = {id: [] for id in (*titles, "")}
    in_body = figures_in_body(book, context.selection)
    for figure in standalone_figures(book):
        if figure in in_body:
            continue
        by_section[(figure.section or "") if figure.section in titles else ""].append(figure)
    return tuple(
        StatementPart(
            titles.get(id) or gettext("Other"),
            tuple(figure_statement(book, figure, context.citations) for figure in figures),
        )
        for id, figures in by_section.items()
        if figures
    )


def methods_of(book: Book) -> Methods:
    """Say how the brief is made, with the scale's terms that this edition uses marked."""
    scale = book.brief.scales.likelihood
    used = {judgement.likelihood.term for judgement in book.all(Judgement)}
    used |= {
        alternative.likelihood.term
        for judgement in book.all(Judgement)
        for alternative in judgement.alternatives
        if alternative.likelihood
    }
    rows_used = {known.row for term in used if (known := find_term(scale, term))} or {"A", ""}
    return Methods(
        scale=tuple(
            ScaleRow(
                likelihood_term(term.term),
                band_of(term),
                gettext("used here") if term.term in used else "",
            )
            for term in LIKELIHOOD[scale]
            if term.row in rows_used
        ),
        scale_caption=gettext(
            "Likelihood terms and the percent they stand for ({scale})", scale=_SCALE_NAMES[scale]
        ),
        rows=tuple(_method_rows(book)),
        paragraphs=book.brief.methodology,
    )


def _method_rows(book: Book) -> list[Row]:
    brief, edition = book.brief, book.edition
    rows = [
        Row(gettext("Confidence"), _confidence_row()),
        Row(gettext("Figures"), f"{gettext(_POLICIES[brief.figure_policy])} {_figures_row()}"),
        Row(
            gettext("Conflicting claims"),
            gettext(
                "Each claim stands with who makes it and when; the sides are "
                "printed in alphabetical order, at the same size. No claim of one party is "
                "confirmed by its repetition. “Contested” means that statements of different "
                "sides cannot all be true; “as told by one party” that only one has spoken."
            ),
        ),
        Row(gettext("Sources"), _source_row(book)),
    ]
    if any(source.reliability is not Reliability.F for source in book.all(Source)):
        grading = gettext(
            "Reliability A to E after the Admiralty scale, judged apart from what is said; a "
            "source without a grade has not been judged."
        )
        rows.append(Row(gettext("Grades"), grading))
    if brief.proof_standard:
        rows.append(Row(gettext("Standard of proof"), stop(brief.proof_standard)))
    uses = [*brief.ai_use, *(source.ai_use for source in book.all(Source) if source.ai_use)]
    used = [
        f"{use.tool}{f' ({use.model})' if use.model else ''}: {use.step}"
        for use in dict.fromkeys(uses)
    ]
    rows.append(
        Row(gettext("Use of AI"), stop(capital(semicolons(used) or gettext("none is recorded"))))
    )
    if edition.review:
        read = gettext(
            "Read by {name} on {day}.", name=edition.review.by, day=day(edition.review.on)
        )
        rows.append(Row(gettext("Review"), read))
    return rows


def _confidence_row() -> str:
    levels = [
        f"{capital(label(degree))}: {stop(pgettext('confidence', CONFIDENCE[degree]))}"
        for degree in (Degree.HIGH, Degree.MODERATE, Degree.LOW)
    ]
    return " ".join([*levels, gettext("It speaks of the basis, never of the event.")])


def _figures_row() -> str:
    return gettext(
        "A party’s count of its own losses and its count of the other side’s are two things and "
        "never merged. Killed, injured and casualties are three metrics. A range is what was "
        "reported from end to end, not an interval of confidence."
    )


def _source_row(book: Book) -> str:
    sources = [source.id for source in book.all(Source)]
    reports, roots = origins(book, sources)
    sentences = [
        gettext(
            "{sources} of {origins}.",
            sources=ngettext("{n} source", "{n} sources", reports),
            origins=ngettext("{n} independent origin", "{n} independent origins", roots),
        )
    ]
    if gone := len(sources) - reports:
        sentences.append(
            ngettext(
                "{n} withdrawn source is not counted.",
                "{n} withdrawn sources are not counted.",
                gone,
            )
        )
    if book.edition.source_summary:
        sentences.append(stop(book.edition.source_summary))
    return " ".join(sentences)


def _naming(book: Book) -> list[Row]:
    rows = []
    for naming in book.brief.naming_policy:
        sentences = (
            [gettext("Here: {term}.", term=naming.prefer)] if naming.prefer != naming.term else []
        )
        if naming.used_by:
            by = named_in_sentence(book, naming.used_by).name
            sentences.append(gettext("It is the word of {actor}.", actor=by))
        if naming.only_in_quotes:
            sentences.append(gettext("Printed only inside quotations."))
        if naming.note:
            sentences.append(stop(naming.note))
        rows.append(Row(gettext("“{term}”", term=naming.term), " ".join(sentences)))
    return rows


def _aliases(book: Book) -> Iterator[Row]:
    """Tell who calls an actor what; the names themselves take sides."""
    for record in sorted(book.all(Actor), key=lambda record: record.name.casefold()):
        aliases = [
            gettext("“{term}”", term=alias.term)
            + (f" ({actor(book, alias.used_by)})" if alias.used_by else "")
            for alias in record.aliases
        ]
        if aliases:
            yield Row(record.name, gettext("Also called {names}.", names=listed(aliases)))


def index_of(context: ComposeContext, record_ids: Iterable[str]) -> tuple[IndexEntry, ...]:
    """Name the records of the body with their places, by id."""
    return tuple(
        IndexEntry(left_to_right(id), f"idx-{id}", context.citations.link(id).anchor)
        for id in sorted(record_ids)
    )
