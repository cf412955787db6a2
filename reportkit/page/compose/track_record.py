"""What became of earlier forecasts, in the past tense."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from reportkit.changes.net import SealedLog
from reportkit.editions.history import History
from reportkit.editions.manifest import EditionName
from reportkit.editions.sealed import Sealed
from reportkit.i18n.formats import spoken_day
from reportkit.i18n.translate import gettext, gettext_noop, pgettext, pgettext_noop
from reportkit.model.analysis import Judgement
from reportkit.model.book import Book
from reportkit.model.vocabulary.analysis import Outcome
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.page.compose.forecasts import ended_on, outcome_of, past_forecasts
from reportkit.page.compose.outlook_model import PastForecast
from reportkit.page.compose.view_model import Link
from reportkit.page.labels import likelihood_term, short_day, stop
from reportkit.phrasing.judgement import outcome_in_words

#: More than these are in the annex alone.
MOST = 6
_OUTCOMES: Mapping[Outcome, str] = {
    Outcome.OCCURRED: gettext_noop("{judged}; it happened."),
    Outcome.DID_NOT: gettext_noop("{judged}; it did not happen."),
    Outcome.PARTLY: gettext_noop("{judged}; it happened in part."),
    Outcome.UNRESOLVABLE: gettext_noop("{judged}; whether it happened cannot be decided."),
}
#: Terms that are no adjective: "judged this a roughly even chance" is no English.
_CHANCES: Mapping[str, str] = {
    "almost no chance": pgettext_noop("we gave this", "almost no chance"),
    "roughly even chance": pgettext_noop("we gave this", "a roughly even chance"),
    "roughly even odds": pgettext_noop("we gave this", "roughly even odds"),
    "remote chance": pgettext_noop("we gave this", "a remote chance"),
    "realistic possibility": pgettext_noop("we gave this", "a realistic possibility"),
}


def track_record_of(book: Book, history: History | None) -> tuple[PastForecast, ...]:
    """Give the latest of them; each has its place, with its grounds, in an annex."""
    return tuple(
        PastForecast(
            settled=_settled_on(book, judgement),
            forecast=Link(
                gettext("“{sentence}”", sentence=stop(judgement.statement)), f"rec-{judgement.id}"
            ),
            verdict=_what_came(judgement, history, book),
        )
        for judgement in past_forecasts(book)[:MOST]
    )


def _what_came(judgement: Judgement, history: History | None, book: Book) -> str:
    """Say when a forecast was written and what came of it, behind its sentence."""
    term, outcome = judgement.likelihood.term, outcome_of(judgement)
    if outcome is None or likelihood_term(term).casefold() not in judgement.statement.casefold():
        return verdict_of(book, judgement, history)
    when = _judged_on(judgement.id, history)
    day = spoken_day(when, book.edition.period.end.year) if when else ""
    written = gettext("We wrote this on {day}.", day=day) if day else ""
    return " ".join(part for part in (written, outcome_in_words(judgement)) if part)


def verdict_of(book: Book, judgement: Judgement, history: History | None) -> str:
    """Say how likely it was judged last, when, and what came of it."""
    judged = _judged(judgement, _judged_on(judgement.id, history), book)
    outcome = outcome_of(judgement)
    if outcome is None:
        return gettext("{judged}; the day has passed, and what came of it is open.", judged=judged)
    return gettext(_OUTCOMES[outcome], judged=judged)


def _judged(judgement: Judgement, when: date | None, book: Book) -> str:
    term = judgement.likelihood.term
    day = spoken_day(when, book.edition.period.end.year) if when else ""
    if term in _CHANCES:
        chance = pgettext("we gave this", _CHANCES[term])
        if day:
            return gettext("On {day} we gave this {chance}", day=day, chance=chance)
        return gettext("We had given this {chance}", chance=chance)
    said = likelihood_term(term)
    if day:
        return gettext("On {day} we judged this {term}", day=day, term=said)
    return gettext("We had judged this {term}", term=said)


def _judged_on(id: str, history: History | None) -> date | None:
    """Give the cut-off of the edition that said so first, as far back as the logs reach."""
    if history is None:
        return None
    for sealed, log in zip(history.recent, history.logs, strict=False):
        if _says_how_likely(log, id):
            return sealed.manifest.cut_off.date()
    oldest = history.recent[-1] if history.recent else None
    return oldest.manifest.cut_off.date() if oldest and _is_first(oldest) else None


def _is_first(sealed: Sealed) -> bool:
    """The log of the first edition lists nothing: all that no later one adds was in it."""
    return sealed.name == EditionName(1)


def _says_how_likely(log: SealedLog, id: str) -> bool:
    own = (row for row in log.rows if row.record == id)
    return any(row.class_ is ChangeClass.ADDED or row.field == "likelihood.term" for row in own)


def _settled_on(book: Book, judgement: Judgement) -> str:
    """Give the day on which it was decided, or the last day that it spoke of."""
    day = ended_on(judgement)
    return short_day(day, book.edition.period.end.year) if day else ""
