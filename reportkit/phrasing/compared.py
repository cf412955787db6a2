"""One line of the change log: what we said, what we now say, and because of what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportkit.changes.change import Change
from reportkit.changes.delta import ELAPSED
from reportkit.changes.edition_view import EditionView
from reportkit.i18n.formats import day
from reportkit.i18n.sentences import capital, stop
from reportkit.i18n.translate import gettext
from reportkit.model.analysis import Judgement
from reportkit.model.diplomacy import Round
from reportkit.model.evidence import Actor, Claim, Fact, Figure
from reportkit.model.vocabulary.changes import ChangeClass, JudgementChange
from reportkit.model.vocabulary.events import Modality
from reportkit.phrasing.claims import claim_clause, dated_claim
from reportkit.phrasing.counted import is_own_count
from reportkit.phrasing.figure_changes import value_moved
from reportkit.phrasing.judgement import confidence_moved
from reportkit.phrasing.likelihood import (
    differs_in_likelihood_alone,
    term_with_band,
    with_band,
)
from reportkit.phrasing.quantity import quantity
from reportkit.phrasing.reasons import Because, because
from reportkit.phrasing.revised_numbers import release_named
from reportkit.phrasing.sentence import sentence
from reportkit.phrasing.states import with_state
from reportkit.phrasing.titles import commas, counted_where, name_without_state, title_of
from reportkit.phrasing.values import change_title, field_in_sentence, value_in_sentence
from reportkit.phrasing.what_moved import moved_state


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One line of the log. Either ``text`` says all, or ``was`` and ``now`` stand side by side."""

    records: tuple[str, ...]  # the first is what it is about; it tells of the others too
    class_: ChangeClass
    text: str = ""
    about: str = ""  # what was counted or has a state, before was and now
    was: str = ""
    now: str = ""
    why: Because | None = None
    evidence: tuple[str, ...] = ()  # for the reason
    elsewhere: str = ""  # where each by itself is, of many; the HTML edition needs not say so


def passage_of(change: Change, now: EditionView, along: tuple[str, ...]) -> Passage:
    """Word a change with its reason; it tells of what came ``along`` too."""
    records = (change.record, *along)
    sides = _said(change, now)
    if sides is None:
        text = _text(change, now)
        if JudgementChange.RESOLVED in change.kinds:  # the reason tells how we know, not why it was
            text = sentence(change, now)
        nothing_more = _only_time_passed(change) or _is_in_sentence(change)
        why = None if nothing_more else because(change.reason, now.book, text)
        return Passage(
            records=records, class_=change.class_, text=text, why=why, evidence=change.evidence
        )
    about, was, after = sides
    return Passage(
        records=records,
        class_=change.class_,
        about=about,
        was=was,
        now=after,
        why=because(change.reason, now.book, about, was, after),
        evidence=change.evidence,
    )


def _only_time_passed(change: Change) -> bool:
    return isinstance(change.after, Figure) and change.after.metric in ELAPSED


def _is_in_sentence(change: Change) -> bool:
    """Tell whether a reason gives but the numbers and the release that the sentence has."""
    revised = change.class_ is ChangeClass.SOURCE_REVISED and value_moved(change)
    return revised and release_named(change.reason) is not None


def _said(change: Change, now: EditionView) -> tuple[str, str, str] | None:
    """Give what it is about, what we said and what we say; None where one sentence says it."""
    before, after = change.before, change.after
    if isinstance(after, Judgement):
        return _judged(change, after, now)
    if isinstance(before, Figure) and isinstance(after, Figure):
        # Whose number it is says the sentence: it was never what we said ourselves.
        revised = change.class_ is ChangeClass.SOURCE_REVISED
        return None if revised else _counted(before, after, now)
    if change.class_ is ChangeClass.STATUS_MOVED and before and after:
        return _stood(change, now)
    if isinstance(before, Claim) and isinstance(after, Claim):
        return "", line(dated_claim(before, now.book)), line(dated_claim(after, now.book))
    if isinstance(before, Fact) and isinstance(after, Fact) and change.difference("statement"):
        return "", line(title_of(before, now)), line(title_of(after, now))
    return None


def _judged(change: Change, after: Judgement, now: EditionView) -> tuple[str, str, str] | None:
    before = change.before
    if not isinstance(before, Judgement):
        return None
    if (
        change.class_ is not ChangeClass.JUDGEMENT_CHANGED
        or JudgementChange.RESOLVED in change.kinds
    ):
        return None
    was, is_now = (line(with_band(each, now.scale)) for each in (before, after))
    if was == is_now:
        return None if _confidence(change, now) == "" else ("", was, _confidence(change, now))
    if differs_in_likelihood_alone(before, after, now.scale):
        is_now = line(term_with_band(after.likelihood.term, now.scale))
    return "", was, " ".join(part for part in (is_now, _confidence(change, now)) if part)


def _confidence(change: Change, now: EditionView) -> str:
    """Likelihood and confidence stand in two sentences (ICD 203)."""
    moved = change.difference("confidence.level")
    if moved is None or not isinstance(change.after, Judgement):
        return ""
    return line(confidence_moved(change, now))


def _counted(before: Figure, after: Figure, now: EditionView) -> tuple[str, str, str] | None:
    if quantity(before) == quantity(after) or after.metric in ELAPSED:
        return None
    title = commas(counted_where(after, now)) if is_own_count(after, now) else title_of(after, now)
    return capital(title), _value(before), _value(after)


def _value(figure: Figure) -> str:
    if figure.as_of is None:
        return stop(capital(quantity(figure)))
    dated = gettext("{value} on {day}", value=quantity(figure), day=day(figure.as_of))
    return stop(capital(dated))


def _stood(change: Change, now: EditionView) -> tuple[str, str, str] | None:
    """Say how something stood and stands; rounds of talks say it all themselves."""
    before, after = change.before, change.after
    if before is None or after is None:
        return None
    if isinstance(after, Round):
        was, is_now = with_state(before, now.book), with_state(after, now.book)
        return None if was == is_now else ("", line(was), line(is_now))
    moved = moved_state(change)
    if moved is None:
        return None
    was, is_now = (
        value_in_sentence(value, now, change.type, moved.field) for value in (moved.was, moved.now)
    )
    about = capital(name_without_state(after, now))
    if moved.field != after.state_field:
        about = gettext("{record}, {field}", record=about, field=field_in_sentence(moved.field))
    return about, line(was), line(is_now)


def _text(change: Change, now: EditionView) -> str:
    """Say a change in its sentence, without the reason; what is new by its own words."""
    if change.class_ is ChangeClass.ADDED and not change.fields:
        match change.after:
            case Claim():
                return line(dated_claim(change.after, now.book))
            case Fact():
                own = line(change_title(change, now))
                return " ".join([own, *_denials(change, change.after, now)])
    # It says no reason of a revised number, but the release that the reason names.
    return sentence(change if _is_in_sentence(change) else replace(change, reason=None), now)


def _denials(change: Change, fact: Fact, now: EditionView) -> Iterator[str]:
    """Say who denies what a contested fact states without them: alone it would not be true."""
    if not change.contested:
        return
    claims = {id: claim for id in fact.claims if (claim := now.book.get(Claim, id))}
    claims |= {claim.id: claim for claim in now.book.all(Claim) if fact.id in claim.about}
    named = [claim for claim in claims.values() if _is_named(claim, fact, now)]
    denials = [claim for claim in claims.values() if claim.modality is Modality.DENIES]
    if not (denials or named):
        yield gettext("This is contested.")
    for claim in denials:
        if claim not in named or not _DENIED.search(fact.statement):
            yield line(claim_clause(claim, now.book))


def _is_named(claim: Claim, fact: Fact, now: EditionView) -> bool:
    speaker = now.book.get(Actor, claim.speaker)
    names = (speaker.short, speaker.name) if speaker else ()
    return any(name and name in fact.statement for name in names)


#: By these a statement tells itself that somebody denies it.
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject|contradict|refut|disput|dismiss)", re.IGNORECASE
)


def line(text: str) -> str:
    """End and begin as a sentence."""
    return stop(capital(text))
