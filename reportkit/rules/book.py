"""Every rule, and the one function that asks them all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from reportkit.loading.loader import Loaded
from reportkit.model.book import Book, Records
from reportkit.model.redaction import abridged, ceilings
from reportkit.model.vocabulary.rules import RuleLevel
from reportkit.problems import Code, Level, Problem, in_file_order
from reportkit.rules import (
    alternatives,
    answers,
    boilerplate,
    bounds_of_numbers,
    claim_wording,
    claims,
    confirmation,
    copied_figures,
    copies,
    due,
    edition,
    even_handed,
    examples,
    figures,
    forecasts,
    handling,
    identifiers,
    judgements,
    kept_pages,
    lifecycle,
    likelihood,
    loaded_words,
    mailing,
    milestones,
    numbers_of_facts,
    numbers_of_sentences,
    one_sided_counts,
    opposing_counts,
    opposing_texts,
    outcomes,
    page_one,
    page_one_words,
    place_names,
    places,
    reasoning,
    references,
    release,
    review,
    series_of_figures,
    silence,
    source_records,
    source_reviews,
    sourcing,
    spellings,
    timing,
    transport,
    trends,
    typed_chances,
    values_twice,
    victims,
    wording,
)
from reportkit.rules.rule import Rule


class Family(NamedTuple):
    """Rules of one kind, under the heading that they have in the manual."""

    heading: str
    rules: tuple[Rule[Book], ...]
    record_rules: tuple[Rule[Records], ...] = ()  # asked even where brief or edition is unread

    @property
    def codes(self) -> tuple[Code, ...]:
        """What its rules may tell, in their order."""
        of_records = (code for rule in self.record_rules for code in rule.codes)
        return (*of_records, *(code for rule in self.rules for code in rule.codes))


#: What decides who may have an edition and by which way: asked again of the lists of the day.
HANDLING = Family("Markings and names", (*handling.RULES, *victims.RULES))
MAILING = Family("Mailing", (*mailing.RULES, *transport.RULES))

#: In the order of a reader's questions. Tuples: no run can add to them.
FAMILIES = (
    Family("References", references.RULES, references.RECORD_RULES),
    Family("Edition", (*edition.RULES, *review.RULES, *examples.RULES)),
    Family("Page 1", (*page_one.RULES, *trends.RULES, *page_one_words.RULES)),
    Family("Days and periods", timing.RULES),
    Family("Turning points", milestones.RULES),
    Family("What is old or due", due.RULES),
    Family("What was ended", lifecycle.RULES),
    Family(
        "Sources",
        (
            *sourcing.RULES,
            *confirmation.RULES,
            *copies.RULES,
            *source_records.RULES,
            *kept_pages.RULES,
            *source_reviews.RULES,
        ),
    ),
    Family("Claims", claims.RULES),
    Family("Wording of claims", claim_wording.RULES),
    Family("Charges and answers", (*answers.RULES, *silence.RULES)),
    Family("Both sides alike", (*even_handed.RULES, *one_sided_counts.RULES)),
    Family("Figures", figures.RULES),
    Family(
        "Numbers in sentences",
        (
            *numbers_of_facts.RULES,
            *numbers_of_sentences.RULES,
            *bounds_of_numbers.RULES,
            *values_twice.RULES,
        ),
    ),
    Family("Series of figures", series_of_figures.RULES),
    Family("Counts of opposing parties", (*opposing_counts.RULES, *opposing_texts.RULES)),
    Family("Copied numbers and days", copied_figures.RULES),
    Family("Likelihood", (*likelihood.RULES, *typed_chances.RULES)),
    Family("Judgements", (*judgements.RULES, *reasoning.RULES, *boilerplate.RULES)),
    Family("Forecasts", (*forecasts.RULES, *alternatives.RULES, *outcomes.RULES)),
    Family("Wording", (*wording.RULES, *loaded_words.RULES, *spellings.RULES)),
    Family("Places", (*places.RULES, *place_names.RULES)),
    Family("Codes and numbers of others", identifiers.RULES),
    HANDLING,
    MAILING,
    Family("Lower markings", release.RULES),
)
RECORD_RULES = tuple(rule for family in FAMILIES for rule in family.record_rules)
RULES = tuple(rule for family in FAMILIES for rule in family.rules)

#: An abridged edition may well have less to show, and some lists get another one.
_ASIDE = frozenset({"highlights-count", "key-figures-count", "list-below-marking"})


def check(loaded: Loaded) -> tuple[Problem, ...]:
    """Give all problems of a series in file order, those of loading included.

    Every rule is asked; none stops the others. Only where a file of records was not read
    they wait: what they would find missing stands in that file.
    """
    if loaded.unread:
        return loaded.problems
    problems: list[Problem] = []
    for ask_records in RECORD_RULES:
        problems += ask_records(loaded.records)
    if loaded.book is not None:
        for ask in RULES:
            problems += ask(loaded.book)
        problems += _of_lower_editions(loaded.book, problems)
    follow = loaded.waiting
    return in_file_order((*loaded.problems, *(p for p in problems if p.code not in follow)))


def _of_lower_editions(book: Book, known: list[Problem]) -> Iterator[Problem]:
    """Ask the rules of each abridged edition too: what was cut out may have held it up.

    What does not let it be cut is told alone, for all that follows from it would be noise.
    """
    if any(problem.code in ("rests-above", "release-empty") for problem in known):
        return
    findings = {(problem.code, problem.mark) for problem in known}
    stopping = {each.rule for each in book.brief.rules if each.level is RuleLevel.ERROR}
    for ceiling in ceilings(book):
        # An id that was cut out is no misspelt one.
        lower = replace(abridged(book, ceiling), defined=book.defined)
        for ask in RULES:
            for problem in ask(lower):
                if problem.level is not Level.ERROR and problem.code not in stopping:
                    continue
                if problem.code not in _ASIDE and (problem.code, problem.mark) not in findings:
                    findings.add((problem.code, problem.mark))
                    said = f"in the edition at {ceiling}: {problem.message}"
                    yield replace(problem, message=said)
