"""The words of a search: which must stand there, as which phrase, or how they begin. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reportkit.model.folding import Placed, placed_words, words_of
from reportkit.problems import ReportkitError

#: A phrase in quotes of any language, or what stands between blanks.
_PART = re.compile(r'"([^"]*)"(\*?)|“([^”]*)”(\*?)|«([^»]*)»(\*?)|([^\s"“”«»]+)')
_QUOTES = re.compile(r'["“”«»]')
_MOST = 64  # words


class WrongQuery(ReportkitError):
    """What is looked for cannot be: it is told as wrong usage."""

    exit_code = 2


class Term(NamedTuple):
    """Words that must stand there one behind the other."""

    words: tuple[str, ...]  # folded
    begins: bool = False  # the last one need only begin so: "torkh*"


class Span(NamedTuple):
    """A place in a text, by its characters."""

    start: int
    end: int


def read_words(arguments: Iterable[str]) -> tuple[Term, ...]:
    """Read the words of a command line; all of them must be found, in any order.

    An argument of several words is a phrase, since a shell has taken its quotes away; so is what
    stands in quotes within one, and what a hyphen joins. Raises WrongQuery.
    """
    terms = tuple(dict.fromkeys(term for each in arguments for term in _terms(each)))
    if sum(len(term.words) for term in terms) > _MOST:
        raise WrongQuery(f"more than {_MOST} words are looked for; leave some out")
    return terms


def match_of(terms: Iterable[Term]) -> str:
    """Write terms as SQLite's full-text search reads them; they hold letters and digits alone."""
    return " AND ".join(f'"{" ".join(term.words)}"{"*" if term.begins else ""}' for term in terms)


def count_in(term: Term, words: str) -> int:
    """Count how often a term stands in words with a blank around each."""
    phrase = " ".join(term.words)
    return words.count(f" {phrase}" if term.begins else f" {phrase} ")


def spans_in(text: str, terms: Sequence[Term]) -> list[Span]:
    """Give the places in a text where a term stands, in their order; none overlaps another."""
    words = placed_words(text)
    places = sorted(
        Span(words[at].start, words[at + len(term.words) - 1].end)
        for term in terms
        for at in range(len(words) - len(term.words) + 1)
        if _stands(term, words[at : at + len(term.words)])
    )
    spans: list[Span] = []
    for span in places:
        if spans and span.start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(span.end, spans[-1].end))
        else:
            spans.append(span)
    return spans


def _terms(argument: str) -> Iterator[Term]:
    if not _QUOTES.search(argument):
        yield _term(argument, argument)
        return
    if _QUOTES.search(_PART.sub("", argument)):
        raise WrongQuery(f"a quotation mark in '{argument}' has no partner")
    for found in _PART.finditer(argument):
        *phrases, plain = found.groups()
        if plain is not None:
            yield _term(plain, argument)
            continue
        phrase = next(text for text in phrases[::2] if text is not None)
        star = next((star for star in phrases[1::2] if star), "")
        yield _term(f"{phrase}{star}", argument)


def _term(written: str, argument: str) -> Term:
    text = written.strip()
    begins = text.endswith("*")
    text = text.removesuffix("*")
    if "*" in text or (begins and text != text.rstrip()):
        raise WrongQuery(f"a star stands at the end of a word: torkh*; not so in '{argument}'")
    words = tuple(words_of(text))
    if not words:
        raise WrongQuery(f"'{argument}' holds no letter and no digit to look for")
    return Term(words, begins)


def _stands(term: Term, words: Sequence[Placed]) -> bool:
    *first, last = (placed.word for placed in words)
    *own, end = term.words
    return first == own and (last.startswith(end) if term.begins else last == end)
