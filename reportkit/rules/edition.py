"""Does the edition in work have what a reader of situation reports looks for first?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportkit.model.book import Book, is_live
from reportkit.model.evidence import Event, Figure
from reportkit.model.vocabulary.series import Status
from reportkit.problems import Code, Example, Level, Part, Problem, Threshold, counted
from reportkit.rules.rule import rule
from reportkit.rules.texts import word_count

SEEDS_FORMAT = 1
BOTTOM_LINE_WORDS = Threshold(
    "words", Decimal(60), "words of the bottom line", Decimal(10), Decimal(120), "more are refused"
)
_HIGHLIGHTS = Threshold(
    "highlights", Decimal(5), "highlights", Decimal(0), Decimal(8), "more are too many"
)
#: Page one has room for no more.
_KEY_FIGURES = Threshold(
    "figures", Decimal(6), "key figures", Decimal(1), Decimal(6), "more are too many"
)
#: "Worse." is no reason.
_RATIONALE_WORDS = Threshold(
    "words", Decimal(4), "words of the reason", Decimal(1), Decimal(40), "fewer are no reason"
)
#: What several examples hold.
_NEWS = [f"\n  - {{text: It rained., basis: [n{number}]}}" for number in range(6)]
_TREND = (
    "\n  - {section: talks, trend: improved, rationale: {text: Talks are on again., basis: [toll]}}"
)
_PLAIN = "trend: deteriorated"
_FIGURES = "key_figures: [toll]"
_SECTIONS = "sections:\n  - {id: front, title: The front"
_ENDED = frozenset({Status.SUPERSEDED, Status.WITHDRAWN, Status.DROPPED})


@rule(
    Code(
        "format-unknown",
        "house rule: nothing is guessed",
        "The seeds say of which format they are; a newer one than this version knows is "
        "not guessed at.",
        (Example("format: 2", "format: 1", file="brief", was="format: 1"),),
    )
)
def seeds_are_of_this_format(book: Book) -> Iterator[Problem]:
    """The seeds are of the format that this version reads."""
    if book.brief.format != SEEDS_FORMAT:
        yield Problem(
            "format-unknown",
            f"the seeds are of format {book.brief.format}; this version reads {SEEDS_FORMAT}",
            book.brief.at("format"),
        )


@rule(
    Code(
        "sections-none",
        "OCHA",
        "A brief has at least one section, and shows at least one.",
        (
            Example(
                f"{_SECTIONS}, shown: false}}\n  - {{id: talks, title: The talks, shown: false}}",
                f"{_SECTIONS}}}\n  - {{id: talks, title: The talks, shown: false}}",
                "brief",
                f"{_SECTIONS}}}\n  - {{id: talks, title: The talks}}",
            ),
        ),
    ),
    Code(
        "brief-repeated",
        "house rule: each thing once",
        "Each section, metric and population of brief.yaml has its own id.",
        (
            Example(
                f"{_SECTIONS}}}\n  - {{id: front, title: The talks}}",
                f"{_SECTIONS}}}\n  - {{id: talks, title: The talks}}",
                "brief",
                f"{_SECTIONS}}}\n  - {{id: talks, title: The talks}}",
            ),
        ),
    ),
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


@rule(
    Code(
        "annex-repeated",
        "house rule: each thing once",
        "'annexes:' in brief.yaml names each annex of the PDF once.",
        (
            Example(
                f"annexes: [changes, sources, changes]\n{_SECTIONS}",
                f"annexes: [changes, sources]\n{_SECTIONS}",
                "brief",
                _SECTIONS,
            ),
        ),
    )
)
def annexes_are_named_once(book: Book) -> Iterator[Problem]:
    """Each annex of the PDF is named once."""
    names = book.brief.annexes
    for at, annex in enumerate(names):
        if annex in names[:at]:
            yield Problem(
                "annex-repeated",
                f"'{annex.value}' is named twice",
                book.brief.at(f"annexes.{at}"),
                "keep one",
            )


@rule(
    Code(
        "bottom-line-long",
        "ICD 203, standard 6",
        "The main message comes first and is short: at most 60 words.",
        (
            Example(
                f"{'word ' * 61},", f"{'word ' * 55},", file="edition", was="The bridge is shut.,"
            ),
        ),
        thresholds=(BOTTOM_LINE_WORDS,),
    )
)
def bottom_line_is_short(book: Book) -> Iterator[Problem]:
    """The main message comes first and has at most 60 words (ICD 203)."""
    line = book.edition.bottom_line
    most = book.brief.threshold("bottom-line-long", BOTTOM_LINE_WORDS)
    if (words := word_count(line.text)) > most:
        yield Problem(
            "bottom-line-long",
            f"the bottom line has {words} words",
            line.at("text"),
            f"at most {most}: what would the minister repeat?",
        )


@rule(
    Code(
        "highlights-count",
        "OCHA",
        "A situation report has at most five highlights: what the bottom line, the key figures "
        "and the judgements do not say. It may have none.",
        (
            Example(
                f"highlights:{''.join(_NEWS)}\n{_FIGURES}",
                f"highlights:{''.join(_NEWS[:5])}\n{_FIGURES}",
                "edition",
                _FIGURES,
                (Part(f"facts: [{', '.join(f'{{id: n{number}}}' for number in range(6))}]"),),
            ),
        ),
        thresholds=(_HIGHLIGHTS,),
    ),
    Code(
        "key-figures-count",
        "OCHA",
        "Page one shows one to six key figures.",
        (Example("key_figures: []", _FIGURES, "edition", _FIGURES),),
        thresholds=(_KEY_FIGURES,),
    ),
)
def highlights_and_key_figures_fit_page_one(book: Book) -> Iterator[Problem]:
    """An edition has at most five highlights and one to six key figures (OCHA).

    No figure at all is only warned of: a crisis of which nobody has counted anything yet is real.
    """
    edition = book.edition
    most = book.brief.threshold("highlights-count", _HIGHLIGHTS)
    if len(edition.highlights) > most:
        yield Problem(
            "highlights-count",
            f"the edition has {counted(len(edition.highlights), 'highlight')}",
            edition.at("highlights"),
            f"at most {most}: what page 1 says elsewhere is no highlight",
        )
    most = book.brief.threshold("key-figures-count", _KEY_FIGURES)
    if not 1 <= len(edition.key_figures) <= most:
        yield Problem(
            "key-figures-count",
            f"the edition has {counted(len(edition.key_figures), 'key figure')}",
            edition.at("key_figures"),
            "one to six" if most == _KEY_FIGURES.default else f"at least one, at most {most}",
            Level.ERROR if edition.key_figures else Level.WARNING,
        )


@rule(
    Code(
        "key-figure-ended",
        "OCHA",
        "A key figure is one that the desk stands behind: not superseded, withdrawn or dropped.",
        (
            Example(
                "figures: [{id: dead, status: dropped, status_reason: It was counted twice.}]",
                "figures: [{id: dead, status: under_review, status_reason: It may be "
                "counted twice.}]",
                given=(Part("key_figures: [dead]", "edition", _FIGURES),),
            ),
        ),
    ),
    Code(
        "key-figure-repeated",
        "house rule: each thing once",
        "A key figure is shown once.",
        (Example("key_figures: [toll, toll]", _FIGURES, "edition", _FIGURES),),
    ),
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


@rule(
    Code(
        "main-toll-empty",
        "OCHA",
        "The event whose tolls the body compares has figures that the desk stands behind.",
        (
            Example(
                "events: [{id: clash}]",
                "events: [{id: clash}]\nfigures: [{id: dead, event: clash}]",
                given=(Part(f"{_FIGURES}\nmain_toll: clash", "edition", _FIGURES),),
            ),
        ),
    )
)
def main_toll_has_figures(book: Book) -> Iterator[Problem]:
    """The event whose tolls the body compares has figures."""
    edition = book.edition
    event = book.get(Event, edition.main_toll)
    if event and not any(f.event == event.id and is_live(f) for f in book.all(Figure)):
        yield Problem(
            "main-toll-empty",
            f"no figure on record is of the event {event.id}",
            edition.at("main_toll"),
            "name an event with figures, or leave it out: then a rule chooses",
        )


@rule(
    Code(
        "trend-reason",
        "CrisisWatch",
        "An arrow without its reason cannot be argued with: a trend comes with a sentence.",
        (
            Example(
                "trend_rationale: {text: It got worse., basis: [bridge-shut]}",
                "trend_rationale: {text: North shut the bridge., basis: [bridge-shut]}",
                "edition",
                "trend_rationale: {text: The bridge is shut to trade., basis: [bridge-shut]}",
            ),
        ),
        thresholds=(_RATIONALE_WORDS,),
    ),
    Code(
        "trend-repeated",
        "CrisisWatch",
        "A section has one trend.",
        (
            Example(
                f"{_PLAIN}\nsection_trends:{_TREND * 2}",
                f"{_PLAIN}\nsection_trends:{_TREND}",
                "edition",
                _PLAIN,
            ),
        ),
    ),
)
def trends_have_their_reason(book: Book) -> Iterator[Problem]:
    """An arrow comes with the sentence that gives its reason (CrisisWatch)."""
    edition = book.edition
    rationales = (edition.trend_rationale, *(part.rationale for part in edition.section_trends))
    least = book.brief.threshold("trend-reason", _RATIONALE_WORDS)
    for rationale in rationales:
        if word_count(rationale.text) < least:
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


RULES = (
    seeds_are_of_this_format,
    brief_defines_each_word_once,
    annexes_are_named_once,
    bottom_line_is_short,
    highlights_and_key_figures_fit_page_one,
    key_figures_stand,
    main_toll_has_figures,
    trends_have_their_reason,
)
