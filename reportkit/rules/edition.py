"""Does the edition in work have what a reader of situation reports looks for first?"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.model.book import Book
from reportkit.model.evidence import Figure
from reportkit.model.vocabulary import EditionKind, EditionStatus, Status
from reportkit.problems import Level, Problem, counted, did_you_mean
from reportkit.rules.texts import sentences_of_page_one, word_count

SEEDS_FORMAT = 1
MAX_BOTTOM_LINE_WORDS = 60
HIGHLIGHTS = range(2, 6)
KEY_FIGURES = range(1, 7)
#: "Worse." is no reason.
MIN_RATIONALE_WORDS = 4
_ENDED = frozenset({Status.SUPERSEDED, Status.WITHDRAWN, Status.DROPPED})


def seeds_are_of_this_format(book: Book) -> Iterator[Problem]:
    """The seeds are of the format that this version reads."""
    if book.brief.format != SEEDS_FORMAT:
        yield Problem(
            "format-unknown",
            f"the seeds are of format {book.brief.format}; this version reads {SEEDS_FORMAT}",
            book.brief.at("format"),
        )


def brief_defines_each_word_once(book: Book) -> Iterator[Problem]:
    """Sections, metrics and populations of brief.yaml have each their own id."""
    brief = book.brief
    if not brief.sections:
        yield Problem(
            "sections-none",
            "the brief has no sections",
            brief.at("sections"),
            "define at least one",
        )
    elif not any(section.shown for section in brief.sections):
        yield Problem(
            "sections-none",
            "the brief shows none of its sections",
            brief.sections[0].at("shown"),
            "show at least one",
        )
    for group in (brief.sections, brief.metrics, brief.populations):
        seen: set[str] = set()
        for item in group:
            if item.id in seen:
                yield Problem(
                    "brief-repeated", f"'{item.id}' is defined twice", item.at("id"), "keep one"
                )
            seen.add(item.id)


def bottom_line_is_short(book: Book) -> Iterator[Problem]:
    """The main message comes first and has at most 60 words (ICD 203)."""
    line = book.edition.bottom_line
    if (words := word_count(line.text)) > MAX_BOTTOM_LINE_WORDS:
        yield Problem(
            "bottom-line-long",
            f"the bottom line has {words} words",
            line.at("text"),
            f"at most {MAX_BOTTOM_LINE_WORDS}: what would the minister repeat?",
        )


def highlights_and_key_figures_fit_page_one(book: Book) -> Iterator[Problem]:
    """An edition has two to five highlights and one to six key figures (OCHA).

    None at all is only warned of: a crisis of which nobody has counted anything yet is real.
    """
    edition = book.edition
    if len(edition.highlights) not in HIGHLIGHTS and edition.kind is not EditionKind.NOTE:
        yield Problem(
            "highlights-count",
            f"the edition has {counted(len(edition.highlights), 'highlight')}",
            edition.at("highlights"),
            "two to five",
        )
    if len(edition.key_figures) not in KEY_FIGURES:
        yield Problem(
            "key-figures-count",
            f"the edition has {counted(len(edition.key_figures), 'key figure')}",
            edition.at("key_figures"),
            "one to six",
            Level.ERROR if edition.key_figures else Level.WARNING,
        )


def key_figures_stand(book: Book) -> Iterator[Problem]:
    """A key figure is one that the desk stands behind, and is named once."""
    edition = book.edition
    for index, named in enumerate(edition.key_figures):
        figure = book.get(Figure, named)
        if figure is not None and figure.status in _ENDED:
            yield Problem(
                "key-figure-ended",
                f"the key figure {named} is {figure.status}",
                edition.at(f"key_figures.{index}"),
                "name the figure in its place",
            )
        if named in edition.key_figures[:index]:
            yield Problem(
                "key-figure-repeated",
                f"the key figure {named} is named twice",
                edition.at(f"key_figures.{index}"),
                "keep one",
            )


def trends_have_their_reason(book: Book) -> Iterator[Problem]:
    """An arrow comes with the sentence that gives its reason (CrisisWatch)."""
    edition = book.edition
    rationales = (edition.trend_rationale, *(part.rationale for part in edition.section_trends))
    for rationale in rationales:
        if word_count(rationale.text) < MIN_RATIONALE_WORDS:
            yield Problem(
                "trend-reason",
                f"the trend's reason is '{rationale.text}'",
                rationale.at("text"),
                "say what got better or worse",
            )
    seen: set[str] = set()
    for part in edition.section_trends:
        if part.section in seen:
            yield Problem(
                "trend-repeated",
                f"the section {part.section} has two trends",
                part.at("section"),
                "keep one",
            )
        seen.add(part.section)


def page_one_rests_on_records(book: Book) -> Iterator[Problem]:
    """Every sentence of page one names the records it rests on (ICD 206)."""
    for what, statement in sentences_of_page_one(book):
        if not statement.basis:
            yield Problem(
                "statement-baseless",
                f"{what} names no basis",
                statement.at("text"),
                "add 'basis:' with the ids of facts, figures or judgements",
            )


def another_person_reviewed_it(book: Book) -> Iterator[Problem]:
    """The reviewer is not an author, and a final edition has one if the brief says so.

    The two-person rule of country-of-origin research (EUAA, ACCORD).
    """
    edition, review = book.edition, book.edition.review
    authors = {author.casefold() for author in edition.authors or book.brief.authors}
    if review is None:
        if book.brief.review_required and edition.status is EditionStatus.FINAL:
            yield Problem(
                "review-missing",
                "nobody reviewed this edition",
                edition.at(),
                "add 'review:' with by and on, or set status: interim",
            )
    elif review.by.casefold() in authors:
        yield Problem(
            "review-author",
            f"{review.by} is author and reviewer",
            review.at("by"),
            "another person reviews",
        )


def the_schedule_mails_known_lists(book: Book) -> Iterator[Problem]:
    """A schedule mails lists that distribution.yaml has, each named once."""
    policy = book.brief.schedule
    known = [mailing.id for mailing in book.distribution.lists]
    for index, named in enumerate(policy.send_to):
        mark = policy.at(f"send_to.{index}")
        if named not in known:
            hint = did_you_mean(named, known) or "define it in seeds/distribution.yaml"
            yield Problem("schedule-list", f"there is no list '{named}' to mail to", mark, hint)
        elif named in policy.send_to[:index]:
            yield Problem("schedule-list", f"the list '{named}' is named twice", mark, "keep one")


RULES = (
    seeds_are_of_this_format,
    brief_defines_each_word_once,
    bottom_line_is_short,
    highlights_and_key_figures_fit_page_one,
    key_figures_stand,
    trends_have_their_reason,
    page_one_rests_on_records,
    another_person_reviewed_it,
    the_schedule_mails_known_lists,
)
