"""Every rule, and the one function that asks them all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from reportkit.facts.book import Book, Records
from reportkit.facts.load import Loaded
from reportkit.problems import Problem, in_file_order
from reportkit.rules import (
    claims,
    edition,
    figures,
    handling,
    judgements,
    lifecycle,
    places,
    references,
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
    *timing.RULES,
    *lifecycle.RULES,
    *sourcing.RULES,
    *claims.RULES,
    *figures.RULES,
    *judgements.RULES,
    *wording.RULES,
    *places.RULES,
    *handling.RULES,
)


def check(loaded: Loaded) -> tuple[Problem, ...]:
    """Give all problems of a series in file order, those of loading included.

    Every rule is asked; none stops the others.
    """
    problems = list(loaded.problems)
    for ask_records in RECORD_RULES:
        problems += ask_records(loaded.records)
    if loaded.book is not None:
        for ask in RULES:
            problems += ask(loaded.book)
    return in_file_order(problems)
