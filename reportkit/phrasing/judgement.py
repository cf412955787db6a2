"""What became of a judgement, in one or two sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from reportkit.changes.change import Change
from reportkit.changes.edition_view import EditionView
from reportkit.i18n.bidi import isolate
from reportkit.i18n.formats import day
from reportkit.i18n.sentences import capital, stop
from reportkit.i18n.translate import current_locale, gettext, gettext_noop
from reportkit.model.analysis import Judgement
from reportkit.model.vocabulary.analysis import Outcome
from reportkit.model.vocabulary.changes import JudgementChange
from reportkit.phrasing.likelihood import with_band
from reportkit.phrasing.reasons import going_on, with_reason
from reportkit.phrasing.values import change_title, value_in_sentence
from reportkit.rules.written_days import without_days
from reportkit.rules.written_numbers import written_numbers


def judged(change: Change, now: EditionView) -> str:
    """Likelihood and confidence stand in two sentences (ICD 203)."""
    return with_reason(" ".join(_sentences(change, now)), change.reason)


def kept(change: Change, now: EditionView) -> str:
    """Say a judgement that was reviewed and stands."""
    return _judged_so(_STILL, _judgement(change, now))


def stands(change: Change) -> bool:
    """Tell whether a judgement says what it said, as likely as before and as sure."""
    was, after = change.before, change.after
    if not (isinstance(was, Judgement) and isinstance(after, Judgement)):
        return False
    same = was.statement == after.statement and was.likelihood == after.likelihood
    return same and was.confidence.level is after.confidence.level


def confidence_moved(change: Change, now: EditionView) -> str:
    """Say how confidence moved, as a clause; "" where it did not."""
    moved = change.difference("confidence.level")
    if moved is None:
        return ""
    was, after = (
        value_in_sentence(value, now, change.type, moved.field) for value in (moved.was, moved.now)
    )
    return gettext("our confidence is now {now}, before {was}", now=after, was=was)


def _sentences(change: Change, now: EditionView) -> list[str]:
    if JudgementChange.RESOLVED in change.kinds:
        return _resolved(change, now)
    anew = change.difference("statement") or change.difference("likelihood.term")
    said = _judged_so(_NOW if anew else _STILL, _judgement(change, now))
    sentences = [said, _horizon_moved(change), confidence_moved(change, now)]
    return [stop(capital(each)) for each in sentences if each]


def same_forecast(was: Judgement, after: Judgement) -> bool:
    """Tell whether two wordings speak of one event: they share most of their longer words.

    That it will not happen is another event, and so is another number of something.
    """
    if _numbers(was) != _numbers(after) or _is_denied(was) != _is_denied(after):
        return False
    before, now = _words(was), _words(after)
    return len(before & now) >= _MOST * min(len(before), len(now))


def same_words(was: Judgement, after: Judgement) -> bool:
    """Tell whether two wordings differ in no longer word, but for how likely they call it."""
    return same_forecast(was, after) and _words(was) == _words(after)


def _words(judgement: Judgement) -> frozenset[str]:
    """Give the longer words of a sentence without its term, which moves."""
    said, term = (_longer(text) for text in (judgement.statement, judgement.likelihood.term))
    return said - term - _BEGINNINGS - {f"{word}ly" for word in term}


def _longer(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{4,}", text.casefold()))


def _numbers(judgement: Judgement) -> frozenset[Decimal]:
    """Give the numbers of a sentence, without those of its days."""
    text = without_days(judgement.statement, judgement.last_day or _ANY_DAY)
    return frozenset(number.value for number in written_numbers(text))


def _is_denied(judgement: Judgement) -> bool:
    term = re.escape(judgement.likelihood.term)  # such as "almost no chance"
    event = re.sub(term, " ", judgement.statement, flags=re.IGNORECASE)
    return _DENIED.search(event) is not None


#: Without a horizon the year of a day tells nothing of which numbers belong to days.
_ANY_DAY = date(2000, 1, 1)
#: How a sentence begins that has a term as a noun.
_BEGINNINGS = frozenset({"there", "that"})
_DENIED = re.compile(
    r"\b(?:not|no|none|nobody|nothing|never|neither|nor|without|cannot|نہیں|نہ)\b|n['’]t\b",
    re.IGNORECASE,
)
_MOST = 0.7


class _Verb(NamedTuple):
    """How a judgement is introduced, as a clause where English lets it go on."""

    that: str
    colon: str


_NOW = _Verb(
    gettext_noop("we now judge that {judgement}"), gettext_noop("we now judge: {judgement}")
)
_STILL = _Verb(
    gettext_noop("we still judge that {judgement}"), gettext_noop("we still judge: {judgement}")
)
_HAD = _Verb(
    gettext_noop("we had judged that {judgement}"), gettext_noop("we had judged: {judgement}")
)


def _judged_so(verb: _Verb, judgement: str) -> str:
    clause = going_on(judgement) if current_locale().is_english else ""
    return gettext(verb.that if clause else verb.colon, judgement=clause or judgement)


def _judgement(change: Change, now: EditionView) -> str:
    after, before = change.after, change.before
    if not isinstance(after, Judgement):
        return change_title(change, now)
    return with_band(after, now.scale, before if isinstance(before, Judgement) else None)


def _horizon_moved(change: Change) -> str:
    was, after = change.before, change.after
    if not (isinstance(was, Judgement) and isinstance(after, Judgement)):
        return ""
    if was.horizon == after.horizon or was.horizon is None or after.horizon is None:
        return ""
    return gettext(
        "it now speaks of the time up to {now}, before up to {was}",
        now=day(after.horizon),
        was=day(was.horizon),
    )


def _resolved(change: Change, now: EditionView) -> list[str]:
    """What has happened is no longer likely: it was judged so."""
    before, after = change.before, change.after
    forecast = before if isinstance(before, Judgement) else after
    if not isinstance(forecast, Judgement):
        return [stop(capital(change_title(change, now)))]
    said = _judged_so(_HAD, with_band(forecast, now.scale))
    outcome = _OUTCOMES.get(_outcome(change))
    # "It" is what the forecast speaks of, so that comes first.
    return [stop(capital(said)), *([gettext(outcome)] if outcome else [])]


def outcome_in_words(judgement: Judgement) -> str:
    """Say what came of a forecast behind its sentence; by the desk's note if it begins shortly."""
    resolution = judgement.resolution
    if resolution is None or resolution.outcome is None:
        return ""
    clause = _CLAUSE.split((resolution.note or "").strip(), maxsplit=1)[0]
    if clause and len(clause.split()) <= _SHORT:
        return isolate(stop(clause))
    return gettext(_OUTCOMES[resolution.outcome])


#: A dot ends a sentence behind a word that is no abbreviation, before a capital.
_CLAUSE = re.compile(r";(?=\s)|(?<=\w{4})\.(?=\s+[A-Z“\"]|$)")
_SHORT = 30  # words


#: What came of a forecast, in a sentence behind it.
_OUTCOMES: Mapping[Outcome | None, str] = {
    Outcome.OCCURRED: gettext_noop("It happened."),
    Outcome.DID_NOT: gettext_noop("It did not happen."),
    Outcome.PARTLY: gettext_noop("It happened in part."),
    Outcome.UNRESOLVABLE: gettext_noop("We cannot tell whether it happened."),
}


def _outcome(change: Change) -> Outcome | None:
    after = change.after
    return after.resolution.outcome if isinstance(after, Judgement) and after.resolution else None
