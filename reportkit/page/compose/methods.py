"""The annex of methods on one page: scales, policies, names, editions and how to verify them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from reportkit.editions.history import History
from reportkit.editions.sealed import Sealed
from reportkit.i18n.bidi import left_to_right, without_marks
from reportkit.i18n.translate import gettext, gettext_noop, ngettext, pgettext
from reportkit.model.analysis import Judgement
from reportkit.model.authorship import authors_of
from reportkit.model.book import Book
from reportkit.model.evidence import Actor, Fact, Source
from reportkit.model.scales import CONFIDENCE, LIKELIHOOD, find_term
from reportkit.model.series import Review
from reportkit.model.vocabulary.analysis import Degree
from reportkit.model.vocabulary.events import Position, Verification
from reportkit.model.vocabulary.series import FigurePolicy, LikelihoodScale
from reportkit.model.vocabulary.sources import Reliability
from reportkit.page.compose.annexes_model import EditionRow, Methods, NameRow, ScaleRow
from reportkit.page.compose.fact_view import chips_of
from reportkit.page.compose.name_notes import key_of
from reportkit.page.compose.positions_of_parties import named_in_sentence
from reportkit.page.compose.rules_set_otherwise import rules_set_otherwise
from reportkit.page.compose.source_list import origins
from reportkit.page.compose.view_model import Row
from reportkit.page.labels import (
    CHIPS_OF_POSITION,
    CHIPS_OF_VERIFICATION,
    ONE_ORIGIN,
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
from reportkit.phrasing.claims import actor_in_sentence

_POLICIES = {
    FigurePolicy.CONSERVATIVE: gettext_noop(
        "Where sources differ and none is better, we use the most conservative figure and print "
        "the difference."
    ),
    FigurePolicy.UCDP_BEST: gettext_noop(
        "Each toll has a low, a best and a high estimate, as UCDP gives them."
    ),
    FigurePolicy.RANGE_ONLY: gettext_noop(
        "Where sources differ, we print the range and who gives each end of it; we choose no best "
        "value."
    ),
}
#: By whether several people call, and whether several are called so.
_CALL = {
    (False, False): gettext_noop("{actor} calls it {names}."),
    (False, True): gettext_noop("{actor} calls them {names}."),
    (True, False): gettext_noop("{actor} call it {names}."),
    (True, True): gettext_noop("{actor} call them {names}."),
}
#: What the words beside a fact mean.
_MARKS = {
    CHIPS_OF_POSITION[Position.CONTESTED]: gettext_noop(
        "“contested”: the sides’ statements cannot all be true"
    ),
    CHIPS_OF_POSITION[Position.SINGLE_PARTY]: gettext_noop(
        "“one side’s account”: only one side has spoken"
    ),
    CHIPS_OF_VERIFICATION[Verification.UNVERIFIED]: gettext_noop(
        "“unverified”: nobody independent has confirmed it"
    ),
    ONE_ORIGIN: gettext_noop("“one origin only”: every report goes back to one text"),
    CHIPS_OF_VERIFICATION[Verification.DISPROVED]: gettext_noop(
        "“disproved”: it was shown to be false"
    ),
    CHIPS_OF_VERIFICATION[Verification.INDEPENDENTLY_CONFIRMED]: gettext_noop(
        "“independently confirmed”: somebody who takes no side confirms it"
    ),
    CHIPS_OF_VERIFICATION[Verification.VERIFIED_BY_US]: gettext_noop(
        "“verified by us”: we have checked it ourselves"
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
            "lists the digest of every file. No edition can hold its own digest: the next one "
            "gives it. “reportkit verify” checks them all."
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
            "Each claim is printed with its speaker and date, the sides in alphabetical order and "
            "at the same size. Repeating a claim does not confirm it."
        ),
    )
    if marks := _marks_beside_facts(book):
        yield Row(gettext("Marks beside facts"), marks)
    yield Row(gettext("Sources"), _source_row(book))
    if any(source.reliability is not Reliability.F for source in book.all(Source)):
        grading = gettext(
            "Reliability from A to E on the Admiralty scale, judged apart from what the source "
            "says. A source without a grade has not been judged."
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
    if set_otherwise := rules_set_otherwise(brief):
        yield Row(gettext("Rules set otherwise"), set_otherwise)
    if edition.review:
        yield Row(gettext("Review"), _review_row(book, edition.review))


def _review_row(book: Book, review: Review) -> str:
    """Say who wrote the edition and who read it before release."""
    reader = f"{review.by} ({review.role})" if review.role else review.by
    sentences = [
        gettext("Written by {names}.", names=listed(list(authors_of(book)))),
        gettext("Reviewed by {name} on {day}.", name=reader, day=day(review.on)),
    ]
    return " ".join(sentences)


def _marks_beside_facts(book: Book) -> str:
    """Say what the words beside the facts of this edition mean."""
    used = {chip for fact in book.all(Fact) for chip in chips_of(book, fact)}
    rows = [gettext(meaning) for chip, meaning in _MARKS.items() if gettext(chip) in used]
    return stop(semicolons(rows)) if rows else ""


def _confidence_row() -> str:
    levels = [
        f"{capital(label(degree))}: {stop(pgettext('confidence', CONFIDENCE[degree]))}"
        for degree in (Degree.HIGH, Degree.MODERATE, Degree.LOW)
    ]
    return " ".join(
        [*levels, gettext("Confidence rates the evidence, not how likely the event is.")]
    )


def _figures_row() -> str:
    return gettext(
        "A party’s count of its own losses is never merged with its count of the other side’s; nor "
        "are killed, injured and casualties merged. A range runs from the lowest to the highest "
        "figure reported; it is not a confidence interval."
    )


def _source_row(book: Book) -> str:
    sources = [source.id for source in book.all(Source)]
    reports, roots = origins(book, sources)
    sentences = [
        gettext(
            "{sources} from {origins}.",
            sources=ngettext("{n} entry", "{n} entries", reports),
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


def _naming(book: Book) -> Iterator[NameRow]:
    """Say what is written in place of terms that take sides; one with a note has its own row."""
    plain = [
        gettext("“{term}” ({actor}): here {prefer}", term=one.term, actor=by, prefer=one.prefer)
        if (by := actor_short(book, one.used_by))
        else gettext("“{term}”: here {prefer}", term=one.term, prefer=one.prefer)
        for one in book.brief.naming_policy
        if not one.note and one.prefer != one.term
    ]
    if plain:
        yield NameRow(gettext("Words of one side"), stop(semicolons(plain)))
    for naming in book.brief.naming_policy:
        if not naming.note:
            continue
        note = without_marks(naming.note)
        sentences = [stop(naming.note)]
        if naming.prefer not in (naming.term, *_held(note, naming.prefer)):
            sentences.insert(0, gettext("We write {term}.", term=naming.prefer))
        label = gettext("“{term}”", term=naming.term)
        key = "" if naming.only_in_quotes else key_of(naming.term)
        yield NameRow(label, " ".join(sentences), key)


def _held(note: str, term: str) -> tuple[str, ...]:
    return (term,) if without_marks(term) in note else ()


def _aliases(book: Book) -> Iterator[NameRow]:
    """Tell who calls an actor what, where the policy of names does not; names take sides."""
    named = {without_marks(naming.term) for naming in book.brief.naming_policy}
    for record in sorted(book.all(Actor), key=lambda record: record.name.casefold()):
        by_user: dict[str, list[str]] = defaultdict(list)
        for alias in record.aliases:
            if without_marks(alias.term) not in named:
                by_user[alias.used_by or ""].append(gettext("“{term}”", term=alias.term))
        if by_user:
            yield NameRow(record.name, " ".join(_called(book, record, by_user)))


def _called(book: Book, record: Actor, by_user: Mapping[str, list[str]]) -> Iterator[str]:
    several = actor_in_sentence(record, full=True).plural
    for id, terms in by_user.items():
        if not id:
            yield gettext("Also called {names}.", names=listed(terms))
            continue
        user = named_in_sentence(book, id)
        call = _CALL[user.plural, several]
        yield gettext(call, actor=capital(user.name), names=listed(terms))


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
