"""What we expect, on page 1: each key judgement in one sentence, and how earlier ones fared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from reportkit.editions.history import History
from reportkit.i18n.bidi import isolate
from reportkit.i18n.formats import MONTHS
from reportkit.i18n.translate import gettext, gettext_noop, ngettext, pgettext, pgettext_noop
from reportkit.model.analysis import Judgement
from reportkit.model.book import Book
from reportkit.model.vocabulary.analysis import Outcome
from reportkit.model.vocabulary.changes import JudgementChange
from reportkit.page.compose.compose_context import ComposeContext
from reportkit.page.compose.forecasts import (
    CONFIDENCE,
    bands_of,
    cut_at_term,
    is_past,
    open_judgements,
    outcome_of,
    term_of,
)
from reportkit.page.compose.front_model import Expectation
from reportkit.page.compose.view_model import Link
from reportkit.page.labels import listed, short_day, stop
from reportkit.page.selection import is_carried
from reportkit.phrasing.judgement import outcome_in_words

#: Numbers up to nine are words in a sentence.
_NUMBERS = (
    pgettext_noop("how many", "none"),
    pgettext_noop("how many", "one"),
    pgettext_noop("how many", "two"),
    pgettext_noop("how many", "three"),
    pgettext_noop("how many", "four"),
    pgettext_noop("how many", "five"),
    pgettext_noop("how many", "six"),
    pgettext_noop("how many", "seven"),
    pgettext_noop("how many", "eight"),
    pgettext_noop("how many", "nine"),
)
_HALF = 50
#: Of those settled in one period; the outlook names more.
_MOST_SETTLED = 2
#: Of fewer than these nobody can tell how good the desk is.
_FEW = 10


def expectations_of(context: ComposeContext, history: History | None) -> tuple[Expectation, ...]:
    """Compose the key judgements that are open, under the numbers that they have in full."""
    judgements = open_judgements(context.book, context.selection)
    return tuple(
        _expectation(context.book, judgement, number, history)
        for number, judgement in enumerate(judgements, 1)
        if judgement.key
    )


def _expectation(
    book: Book, judgement: Judgement, number: int, history: History | None
) -> Expectation:
    before, term, after = cut_at_term(book, judgement)
    band, was, moved = bands_of(book, judgement, history)
    year = book.edition.period.end.year
    level = judgement.confidence.level
    return Expectation(
        number=Link(str(number), f"rec-{judgement.id}"),
        before=before,
        term=term,
        after=after,
        band=band,
        was=was,
        moved=moved,
        confidence=gettext(CONFIDENCE[level]),
        sureness=list(CONFIDENCE).index(level) + 1,
        horizon=_horizon(judgement, year),
    )


def _horizon(judgement: Judgement, year: int) -> str:
    """Say until when, where the sentence names no such day itself."""
    day = judgement.horizon
    if day is None or _names(judgement.statement, day):
        return ""
    return gettext("to {day}", day=short_day(day, year))


def _names(sentence: str, day: date) -> bool:
    return re.search(rf"\b{day.day} {MONTHS[day.month - 1]}\b", sentence) is not None


# -- how earlier forecasts fared -------------------------------------------------------------


def track_record_line(book: Book, history: History | None) -> str:
    """Say what came of the forecasts settled since the edition before, and how all have fared.

    Of several the key ones come first; of how many nothing is said here is counted. What fell due
    counts whether it was decided or not, and whether it is still carried or not.
    """
    due = [j for j in book.all(Judgement) if outcome_of(j) or _is_open(book, j)]
    resolved = {
        change.record
        for change in (history.shown_changes if history else ())
        if JudgementChange.RESOLVED in change.kinds
    }
    news = sorted((j for j in due if j.id in resolved and is_carried(j)), key=lambda j: not j.key)
    sentences = [_settled(judgement) for judgement in news[:_MOST_SETTLED]]
    if left := len(news) - len(sentences):
        sentences.append(
            ngettext("{n} more forecast was settled.", "{n} more forecasts were settled.", left)
        )
    if len(due) > len(news[:_MOST_SETTLED]):
        sentences.append(_tally(book, due))
    return " ".join(sentences)


def _is_open(book: Book, judgement: Judgement) -> bool:
    """Tell whether the day of a forecast has passed, and nobody said what came of it."""
    undecided = is_carried(judgement) and outcome_of(judgement) is None
    return undecided and is_past(book, judgement)


def _tally(book: Book, due: Sequence[Judgement]) -> str:
    """Count how all forecasts fared that fell due; of few it is said that they are few."""
    fared = Counter(_fared(book, judgement) for judgement in due)
    parts = listed([_how(way, fared[way]) for way in _WAYS if fared[way]])
    if len(due) < _FEW:
        return ngettext(
            "Of only {number} forecast due, {parts}.",
            "Of only {number} forecasts due, {parts}.",
            len(due),
            number=_in_words(len(due)),
            parts=parts,
        )
    return gettext(
        "Of {number} forecasts due so far, {parts}.", number=_in_words(len(due)), parts=parts
    )


def _settled(judgement: Judgement) -> str:
    return gettext(
        "Our earlier forecast: “{forecast}” {outcome}",
        forecast=isolate(stop(judgement.statement)),
        outcome=outcome_in_words(judgement),
    )


_LIKELIER = gettext_noop("{n} came out as judged likelier")
_OTHER = gettext_noop("{n} came out the other way")
_EVEN = gettext_noop("{n} were called even")
_UNCLEAR = gettext_noop("{n} came true in part or could not be decided")
_UNDECIDED = gettext_noop("{n} nobody has decided yet")
_WAYS = (_LIKELIER, _OTHER, _EVEN, _UNCLEAR, _UNDECIDED)


def _fared(book: Book, judgement: Judgement) -> str:
    """Compare what was judged last with what came of it."""
    term = term_of(book, judgement)
    outcome = outcome_of(judgement)
    if outcome is None:
        return _UNDECIDED
    if term is None or outcome not in (Outcome.OCCURRED, Outcome.DID_NOT):
        return _UNCLEAR
    if term.low < _HALF < term.high:
        return _EVEN
    return _LIKELIER if (term.low >= _HALF) is (outcome is Outcome.OCCURRED) else _OTHER


def _how(way: str, number: int) -> str:
    if way == _EVEN:
        return ngettext("{n} was called even", _EVEN, number, n=_in_words(number))
    return gettext(way, n=_in_words(number))


def _in_words(number: int) -> str:
    """Write a number up to nine as a word, as in any sentence."""
    return pgettext("how many", _NUMBERS[number]) if number < len(_NUMBERS) else str(number)
