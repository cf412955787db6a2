"""Forecasts of an edition: which are open, how they are numbered, which are settled."""

from __future__ import annotations

import re
from datetime import date

from reportkit.changes.change import Change
from reportkit.editions.history import History
from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.model.analysis import Judgement
from reportkit.model.book import Book
from reportkit.model.scales import Term, find_term, forms
from reportkit.model.vocabulary.analysis import Degree, Outcome
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.page.compose.front_model import Band
from reportkit.page.labels import band_of, stop
from reportkit.page.selection import Selection, is_carried
from reportkit.phrasing.judgement import same_forecast

#: The confidence of a judgement as the end of a line, lowest first.
CONFIDENCE = {
    Degree.LOW: gettext_noop("low confidence"),
    Degree.MODERATE: gettext_noop("moderate confidence"),
    Degree.HIGH: gettext_noop("high confidence"),
}


def open_judgements(book: Book, selection: Selection) -> tuple[Judgement, ...]:
    """Give the judgements that still speak of what may come: key ones first, as in the seeds."""
    shown = [j for j in book.all(Judgement) if selection.in_body(j) and not is_past(book, j)]
    return tuple(sorted(shown, key=lambda judgement: not judgement.key))


def is_past(book: Book, judgement: Judgement) -> bool:
    """Tell whether a forecast was settled, or its last day lies behind the edition."""
    lapsed = judgement.last_day is not None and judgement.last_day < book.edition.period.end
    return outcome_of(judgement) is not None or lapsed


def past_forecasts(book: Book) -> tuple[Judgement, ...]:
    """Give what was settled or has lapsed and is still stood behind, the latest first."""
    past = [j for j in book.all(Judgement) if is_carried(j) and is_past(book, j)]
    return tuple(sorted(past, key=lambda j: ended_on(j) or date.min, reverse=True))


def outcome_of(judgement: Judgement) -> Outcome | None:
    """Give what came of a forecast, where that is told."""
    return judgement.resolution.outcome if judgement.resolution else None


def ended_on(judgement: Judgement) -> date | None:
    """Give the day on which a forecast was decided, or else the last day that it speaks of."""
    return (judgement.resolution and judgement.resolution.on) or judgement.last_day


def cut_at_term(book: Book, judgement: Judgement) -> tuple[str, str, str]:
    """Cut the sentence around its term, in whatever form of it the sentence has."""
    term = term_of(book, judgement)
    words = forms(term) if term else (judgement.likelihood.term,)
    pattern = "|".join(re.escape(word) for word in words)
    text = stop(judgement.statement)
    match = re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
    if match is None:
        return text, "", ""
    return text[: match.start()], match[0], text[match.end() :]


def term_of(book: Book, judgement: Judgement) -> Term | None:
    """Give the term of the brief's scale; None where the scale lacks it."""
    return find_term(book.brief.scales.likelihood, judgement.likelihood.term)


def bands_of(
    book: Book, judgement: Judgement, history: History | None
) -> tuple[Band | None, Band | None, str]:
    """Give the band of a judgement, the one before where it moved, and how that is said."""
    change = _last_change(judgement, history)
    if change and change.class_ is ChangeClass.ADDED:
        return _band(book, judgement), None, gettext("new")
    before = change.before if change else None
    if (
        not isinstance(before, Judgement)
        or before.likelihood.term == judgement.likelihood.term
        or not same_forecast(before, judgement)
    ):
        return _band(book, judgement), None, ""
    was = _band(book, before)
    return _band(book, judgement), was, gettext("was {band}", band=was.text) if was else ""


def _band(book: Book, judgement: Judgement) -> Band | None:
    term = term_of(book, judgement)
    return Band(term.low, term.high, band_of(term)) if term else None


def _last_change(judgement: Judgement, history: History | None) -> Change | None:
    if history is None or history.base is None:
        return None
    return next((c for c in history.shown_changes if c.record == judgement.id), None)
