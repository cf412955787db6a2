"""The annex of methods on one page: scales, policies, names, editions and how to verify them."""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.editions.history import History
from reportkit.editions.sealed import Sealed
from reportkit.i18n.bidi import left_to_right, without_marks
from reportkit.i18n.translate import gettext, gettext_noop, ngettext, pgettext
from reportkit.model.analysis import Judgement
from reportkit.model.book import Book
from reportkit.model.evidence import Actor, Source
from reportkit.model.scales import CONFIDENCE, LIKELIHOOD, find_term
from reportkit.model.vocabulary.analysis import Degree
from reportkit.model.vocabulary.series import FigurePolicy, LikelihoodScale
from reportkit.model.vocabulary.sources import Reliability
from reportkit.page.compose.annexes_model import EditionRow, Methods, ScaleRow
from reportkit.page.compose.positions_of_parties import named_in_sentence
from reportkit.page.compose.source_list import origins
from reportkit.page.compose.view_model import Row
from reportkit.page.labels import (
    actor,
    actor_short,
    band_of,
    capital,
    day,
    edition_title,
    label,
    likelihood_term,
    listed,
    semicolons,
    short_digest,
    span,
    stop,
)

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


def methods_of(book: Book, history: History | None, name: str) -> Methods:
    """Say how the brief is made, with the scale's terms that this edition uses marked."""
    scale = book.brief.scales.likelihood
    used = _terms_used(book)
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
            "Terms of likelihood and their ranges ({scale})", scale=_SCALE_NAMES[scale]
        ),
        rows=tuple(_method_rows(book)),
        paragraphs=book.brief.methodology,
        names=(*_naming(book), *_aliases(book)),
        abbreviations=tuple(Row(each.short, each.long) for each in book.brief.abbreviations),
        editions=editions_of(book, history, name),
        verifying=gettext(
            "The digest is the beginning of the SHA-256 of the edition’s manifest.json, which "
            "holds the digest of each of its files. An edition cannot hold its own: the next "
            "one gives it. “reportkit verify” proves them all."
        ),
    )


def _terms_used(book: Book) -> set[str]:
    used = {judgement.likelihood.term for judgement in book.all(Judgement)}
    return used | {
        alternative.likelihood.term
        for judgement in book.all(Judgement)
        for alternative in judgement.alternatives
        if alternative.likelihood
    }


def _method_rows(book: Book) -> Iterator[Row]:
    """Give what the edition uses: no row says that there is nothing to say."""
    brief, edition = book.brief, book.edition
    if book.all(Judgement):
        yield Row(gettext("Confidence"), _confidence_row())
    yield Row(gettext("Figures"), f"{gettext(_POLICIES[brief.figure_policy])} {_figures_row()}")
    yield Row(
        gettext("Conflicting claims"),
        gettext(
            "Each claim is printed with its speaker and date; the sides stand in alphabetical "
            "order, at the same size. Repetition confirms no claim. “Contested” means that "
            "statements of different sides cannot all be true; “one side’s account” that only "
            "one has spoken."
        ),
    )
    yield Row(gettext("Sources"), _source_row(book))
    if any(source.reliability is not Reliability.F for source in book.all(Source)):
        grading = gettext(
            "Reliability A to E after the Admiralty scale, judged apart from what is said; a "
            "source without a grade has not been judged."
        )
        yield Row(gettext("Grades"), grading)
    if brief.proof_standard:
        yield Row(gettext("Standard of proof"), stop(brief.proof_standard))
    uses = [*brief.ai_use, *(source.ai_use for source in book.all(Source) if source.ai_use)]
    if uses:
        used = (
            f"{use.tool}{f' ({use.model})' if use.model else ''}: {use.step}"
            for use in dict.fromkeys(uses)
        )
        yield Row(gettext("Use of AI"), stop(capital(semicolons(used))))
    if edition.review:
        read = gettext(
            "Read by {name} on {day}.", name=edition.review.by, day=day(edition.review.on)
        )
        yield Row(gettext("Review"), read)


def _confidence_row() -> str:
    levels = [
        f"{capital(label(degree))}: {stop(pgettext('confidence', CONFIDENCE[degree]))}"
        for degree in (Degree.HIGH, Degree.MODERATE, Degree.LOW)
    ]
    return " ".join([*levels, gettext("It describes the evidence, not the event.")])


def _figures_row() -> str:
    return gettext(
        "A party’s count of its own losses and its count of the other side’s are different things "
        "and are never merged; nor are killed, injured and casualties. A range is the lowest and "
        "the highest figure reported, not a confidence interval."
    )


def _source_row(book: Book) -> str:
    sources = [source.id for source in book.all(Source)]
    reports, roots = origins(book, sources)
    sentences = [
        gettext(
            "{sources} from {origins}.",
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


def _naming(book: Book) -> Iterator[Row]:
    """Say what is written in place of terms that take sides; one with a note has its own row."""
    plain = [
        gettext("“{term}” ({actor}): here {prefer}", term=one.term, actor=by, prefer=one.prefer)
        if (by := actor_short(book, one.used_by))
        else gettext("“{term}”: here {prefer}", term=one.term, prefer=one.prefer)
        for one in book.brief.naming_policy
        if not one.note and one.prefer != one.term
    ]
    if plain:
        yield Row(gettext("Words of one side"), stop(semicolons(plain)))
    for naming in book.brief.naming_policy:
        if not naming.note:
            continue
        sentences = []
        if naming.prefer != naming.term:
            sentences.append(gettext("We write {term}.", term=naming.prefer))
        if naming.used_by:
            by = named_in_sentence(book, naming.used_by).name
            sentences.append(gettext("It is the word of {actor}.", actor=by))
        sentences.append(stop(naming.note))
        yield Row(gettext("“{term}”", term=naming.term), " ".join(sentences))


def _aliases(book: Book) -> Iterator[Row]:
    """Tell who calls an actor what, where the policy of names does not; names take sides."""
    named = {without_marks(naming.term) for naming in book.brief.naming_policy}
    for record in sorted(book.all(Actor), key=lambda record: record.name.casefold()):
        aliases = [
            gettext("“{term}”", term=alias.term)
            + (f" ({actor(book, alias.used_by)})" if alias.used_by else "")
            for alias in record.aliases
            if without_marks(alias.term) not in named
        ]
        if aliases:
            yield Row(record.name, gettext("Also called {names}.", names=listed(aliases)))


# Editions -------------------------------------------------------------------------------------


def editions_of(book: Book, history: History | None, name: str) -> tuple[EditionRow, ...]:
    """List this edition and those before it, newest first."""
    edition = book.edition
    later = edition_title(str(int(name.partition("-r")[0]) + 1))
    now = EditionRow(
        edition=edition_title(name),
        period=span(edition.period.start, edition.period.end),
        published=day(edition.published.date()),
        sha256=gettext("given in {edition}", edition=later),
    )
    return (now, *(_sealed_row(sealed) for sealed in (history.recent if history else ())))


def _sealed_row(sealed: Sealed) -> EditionRow:
    imprint = sealed.manifest
    return EditionRow(
        edition=edition_title(sealed.name.spoken),
        period=span(imprint.period.start, imprint.period.end),
        published=day(imprint.published.date()),
        sha256=left_to_right(short_digest(sealed.sha256)),
    )
