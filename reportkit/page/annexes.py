"""The annexes: earlier record, statements, sources, methods, names, index of records."""

from __future__ import annotations

from reportkit.facts.analysis import Correction, Judgement
from reportkit.facts.book import Book
from reportkit.facts.evidence import Actor, Place, Source
from reportkit.facts.scales import CONFIDENCE, LIKELIHOOD, find_term
from reportkit.facts.words import Degree, FigurePolicy, LikelihoodScale, Reliability
from reportkit.page.assessed import assumptions_table
from reportkit.page.boards import figures_table
from reportkit.page.sections import (
    Desk,
    earlier_of,
    figures_alone,
    sections_of,
    state_of,
    statements_of,
)
from reportkit.page.sourcing import link, origins, spot
from reportkit.page.view import Annexes, IndexEntry, Methods, Row, ScaleRow, Table, TableRow
from reportkit.page.wording import actor, capital, day, label, precision, stop

INDEX_COLUMNS = 2
_POLICIES = {
    FigurePolicy.CONSERVATIVE: "Where sources differ and none is better, the most conservative "
    "figure is used and the difference is printed.",
    FigurePolicy.UCDP_BEST: "Each toll has a low, a best and a high estimate, as in UCDP.",
    FigurePolicy.RANGE_ONLY: "Where sources differ, the range is printed with who gives each end; "
    "no best value is chosen.",
}
_SCALE_NAMES = {LikelihoodScale.ICD203: "ICD 203", LikelihoodScale.PHIA: "PHIA (2025)"}


def annexes_of(desk: Desk) -> Annexes:
    """Compose everything behind the body; the sources last, when all have their numbers."""
    book = desk.book
    earlier = tuple(
        part for section in sections_of(book) if not (part := earlier_of(desk, section)).empty
    )
    statements = statements_of(desk)
    figures = figures_of(desk)
    tables = tuple(t for t in (assumptions_table(desk), corrections_table(book)) if t)
    return Annexes(
        earlier=earlier,
        statements=statements,
        figures=figures,
        tables=tables,
        sources=desk.numbering.listed(),
        methods=methods_of(book),
        names=tuple(_naming(book)),
        abbreviations=tuple(Row(each.short, each.long) for each in book.brief.abbreviations),
        actors=_actors(book),
        places=_places(book),
        index=index_of(book),
    )


def figures_of(desk: Desk) -> tuple[Table, ...]:
    """List the figures that stand in no matrix, section by section."""
    book = desk.book
    titles = {section.id: section.title for section in book.brief.sections}
    alone = figures_alone(book)
    return tuple(
        table
        for id, title in {**titles, "": "Other"}.items()
        for table in figures_table(
            book,
            title,
            [
                figure
                for figure in alone
                if (figure.section if figure.section in titles else "") == id
            ],
            desk.numbering,
        )
    )


def corrections_table(book: Book) -> Table | None:
    """List our own errors in published editions: what we wrote, what is right, why."""
    rows = tuple(
        TableRow(
            spot=spot(each.id),
            head=day(each.date),
            cells=(
                f"{each.record}, {each.field}",
                each.was,
                each.now,
                _why(each),
            ),
        )
        for each in book.all(Correction)
    )
    if not rows:
        return None
    return Table(
        caption="Corrections",
        css="corrections",
        heads=("Day", "Record", "We wrote", "Right is", "Because"),
        rows=rows,
    )


def _why(each: Correction) -> str:
    return (
        f"{stop(each.because)} Cause: {label(each.cause)}. "
        f"In {_numbers(each.editions_affected)}; approved by {each.approved_by}."
    )


def _numbers(editions: tuple[int, ...]) -> str:
    names = [f"No. {number}" for number in dict.fromkeys(editions)]
    return " to ".join([names[0], names[-1]]) if len(names) > 1 else "".join(names)


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
            ScaleRow(term.term, term.band, "used here" if term.term in used else "")
            for term in LIKELIHOOD[scale]
            if term.row in rows_used
        ),
        scale_caption=f"Likelihood terms and the percent they stand for ({_SCALE_NAMES[scale]})",
        rows=tuple(_method_rows(book)),
        paragraphs=book.brief.methodology,
    )


def _method_rows(book: Book) -> list[Row]:
    brief, edition = book.brief, book.edition
    rows = [
        Row(
            "Confidence",
            " ".join(
                f"{capital(degree)}: {CONFIDENCE[degree]}."
                for degree in (Degree.HIGH, Degree.MODERATE, Degree.LOW)
            )
            + " It speaks of the basis, never of the event.",
        ),
        Row(
            "Figures",
            _POLICIES[brief.figure_policy] + " A party’s count of its own losses and "
            "its count of the other side’s are two things and never merged. Killed, injured and "
            "casualties are three metrics. A range is what was reported from end to end, not an "
            "interval of confidence.",
        ),
        Row(
            "Conflicting claims",
            "Each claim stands with who makes it and when; the sides are "
            "printed in alphabetical order, at the same size. No claim of one party is confirmed "
            "by its repetition. “Contested” means that statements of different sides cannot all "
            "be true; “as told by one party” that only one has spoken.",
        ),
        Row("Sources", _source_row(book)),
    ]
    if any(source.reliability is not Reliability.F for source in book.all(Source)):
        rows.append(
            Row(
                "Grades",
                "Reliability A to E after the Admiralty scale, judged apart "
                "from what is said; a source without a grade has not been judged.",
            )
        )
    if brief.proof_standard:
        rows.append(Row("Standard of proof", stop(brief.proof_standard)))
    uses = [*brief.ai_use, *(source.ai_use for source in book.all(Source) if source.ai_use)]
    told = [
        f"{use.tool}{f' ({use.model})' if use.model else ''}: {use.step}"
        for use in dict.fromkeys(uses)
    ]
    rows.append(Row("Use of AI", stop(capital("; ".join(told) or "none is recorded"))))
    if edition.review:
        rows.append(Row("Review", f"Read by {edition.review.by} on {day(edition.review.on)}."))
    return rows


def _source_row(book: Book) -> str:
    sources = [source.id for source in book.all(Source)]
    reports, roots = origins(book, sources)
    summary = book.edition.source_summary
    counts = (
        f"{reports} {'source' if reports == 1 else 'sources'} of {roots} independent "
        f"{'origin' if roots == 1 else 'origins'}."
    )
    return f"{counts} {stop(summary)}" if summary else counts


def _naming(book: Book) -> list[Row]:
    rows = []
    for each in book.brief.naming_policy:
        used = f" It is the word of {actor(book, each.used_by)}." if each.used_by else ""
        quoted = " Printed only inside quotations." if each.only_in_quotes else ""
        note = f" {stop(each.note)}" if each.note else ""
        rows.append(Row(f"“{each.term}”", f"Here: {each.prefer}.{used}{quoted}{note}"))
    return rows


def _actors(book: Book) -> Table | None:
    rows = tuple(
        TableRow(
            spot=spot(each.id),
            head=each.name,
            cells=(each.short or "–", capital(label(each.kind)), _belongs(book, each)),
            chips=(state_of(each),) if state_of(each) else (),
        )
        for each in sorted(book.all(Actor), key=lambda each: each.name.casefold())
    )
    if not rows:
        return None
    return Table(
        caption="Who acts and speaks",
        css="actors",
        heads=("Name", "Short", "Kind", "Belongs to; also called"),
        rows=rows,
    )


def _belongs(book: Book, who: Actor) -> str:
    parts = ["Party to the conflict"] if who.party_to_conflict and not who.part_of else []
    parts += [actor(book, who.part_of)] if who.part_of else []
    parts += [
        f"“{alias.term}”" + (f" ({actor(book, alias.used_by)})" if alias.used_by else "")
        for alias in who.aliases
    ]
    return "; ".join(parts) or "–"


def _places(book: Book) -> Table | None:
    rows = tuple(
        TableRow(
            spot=spot(each.id),
            head=each.name,
            cells=(
                capital(label(each.kind)),
                ", ".join(part for part in (each.admin2, each.admin1, each.country) if part),
                f"{each.lat:f}, {each.lon:f}"
                if each.lat is not None and each.lon is not None
                else "–",
                precision(each.geo_precision) + ("; disputed" if each.disputed else ""),
            ),
        )
        for each in sorted(book.all(Place), key=lambda each: each.name.casefold())
    )
    if not rows:
        return None
    return Table(
        caption="Places (latitude, longitude in degrees, WGS 84)",
        css="places",
        heads=("Name", "Kind", "Where", "Position", "Known to"),
        rows=rows,
    )


def index_of(book: Book) -> tuple[tuple[IndexEntry, ...], ...]:
    """Name every record with its place, read down the columns of a table."""
    entries = [IndexEntry(id, f"idx-{id}", link(book, id).anchor) for id in sorted(book.by_id)]
    height = -(-len(entries) // INDEX_COLUMNS)
    return tuple(tuple(entries[row::height]) for row in range(height))
