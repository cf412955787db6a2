"""Every rule, and the one function that asks them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from reportkit.loading.loader import Loaded
from reportkit.model.book import Book, Records
from reportkit.model.redaction import abridged, ceilings
from reportkit.problems import Problem, errors_in, in_file_order
from reportkit.rules import (
    answers,
    claims,
    edition,
    figures,
    forecasts,
    handling,
    judgements,
    lifecycle,
    page_one,
    places,
    references,
    release,
    sourcing,
    timing,
    wording,
)

Rule = Callable[[Book], Iterator[Problem]]
RecordRule = Callable[[Records], Iterator[Problem]]

#: Asked even when brief.yaml or edition.yaml cannot be read.
RECORD_RULES: tuple[RecordRule, ...] = references.RECORD_RULES

#: Every other rule, in the order of a reader's questions. A tuple: no run can add to it.
RULES: tuple[Rule, ...] = (
    *references.RULES,
    *edition.RULES,
    *page_one.RULES,
    *timing.RULES,
    *lifecycle.RULES,
    *sourcing.RULES,
    *claims.RULES,
    *answers.RULES,
    *figures.RULES,
    *judgements.RULES,
    *forecasts.RULES,
    *wording.RULES,
    *places.RULES,
    *handling.RULES,
    *release.RULES,
)

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
    for ceiling in ceilings(book):
        # An id that was cut out is no misspelt one.
        lower = replace(abridged(book, ceiling), defined=book.defined)
        for ask in RULES:
            for problem in errors_in(ask(lower)):
                if problem.code not in _ASIDE and (problem.code, problem.mark) not in findings:
                    findings.add((problem.code, problem.mark))
                    said = f"in the edition at {ceiling}: {problem.message}"
                    yield replace(problem, message=said)
