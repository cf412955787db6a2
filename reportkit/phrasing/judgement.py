"""What became of a judgement, in one or two sentences."""

from __future__ import annotations

from collections.abc import Mapping

from reportkit.changes.change import Change
from reportkit.changes.edition_view import EditionView
from reportkit.i18n.sentences import capital, stop
from reportkit.i18n.translate import gettext, gettext_noop, pgettext, word
from reportkit.model.analysis import Judgement
from reportkit.model.vocabulary.analysis import Outcome
from reportkit.model.vocabulary.changes import JudgementChange
from reportkit.phrasing.values import change_title, reason_of, value_in_sentence


def judged(change: Change, now: EditionView) -> str:
    """Likelihood and confidence stand in two sentences (ICD 203)."""
    confidence = [kind for kind in change.kinds if kind in _CONFIDENCE]
    others = [_kind(kind, change, now) for kind in change.kinds if kind not in _CONFIDENCE]
    if others == [word(_KINDS, "reworded")] and change.difference("statement") is None:
        others = [gettext("kept on other grounds")]
    resolved = JudgementChange.RESOLVED in change.kinds
    text = gettext(
        # What has happened is no longer likely: it was judged so.
        gettext_noop("judgement {what}. We had judged: {title}")
        if resolved
        else gettext_noop("judgement {what}: {title}"),
        what=pgettext("list", " and ").join(others) or gettext("kept"),
        title=stop(change_title(change, now)),
    )
    if resolved and (outcome := _OUTCOMES.get(_outcome(change))):
        text += f" {gettext(outcome)}"  # "it" is what the forecast speaks of, so that comes first
    text += "".join(f" {stop(capital(_kind(kind, change, now)))}" for kind in confidence)
    if not change.reason:
        return text
    why = gettext("Why: {reason}", reason=reason_of(change))
    return f"{text} {why}"


_KINDS = JudgementChange.__name__
_CONFIDENCE = (JudgementChange.CONFIDENCE_RAISED, JudgementChange.CONFIDENCE_LOWERED)
_WAYS: Mapping[JudgementChange, str] = {
    JudgementChange.LIKELIHOOD_RAISED: gettext_noop("raised from “{was}” to “{now}”"),
    JudgementChange.LIKELIHOOD_LOWERED: gettext_noop("lowered from “{was}” to “{now}”"),
    JudgementChange.CONFIDENCE_RAISED: gettext_noop("confidence raised from {was} to {now}"),
    JudgementChange.CONFIDENCE_LOWERED: gettext_noop("confidence lowered from {was} to {now}"),
    JudgementChange.HORIZON_MOVED: gettext_noop("moved to {now} (before: {was})"),
}


#: What came of a forecast, in a sentence behind it.
_OUTCOMES: Mapping[Outcome | None, str] = {
    Outcome.OCCURRED: gettext_noop("It happened."),
    Outcome.DID_NOT: gettext_noop("It did not happen."),
    Outcome.PARTLY: gettext_noop("It happened in part."),
    Outcome.UNRESOLVABLE: gettext_noop("We cannot tell whether it happened."),
}


def _kind(kind: JudgementChange, change: Change, now: EditionView) -> str:
    if kind is JudgementChange.RESOLVED and _outcome(change) is Outcome.UNRESOLVABLE:
        return pgettext("judgement", "closed")
    fields = {"likelihood": "likelihood.term", "confidence": "confidence.level"}
    part, _, _ = str(kind).partition("_")
    difference = change.difference(fields.get(part, "horizon" if part == "horizon" else ""))
    if difference is None:
        return word(_KINDS, str(kind))
    was, after = (
        value_in_sentence(value, now, change.type, difference.field)
        for value in (difference.was, difference.now)
    )
    return gettext(_WAYS[kind], was=was, now=after)


def _outcome(change: Change) -> Outcome | None:
    after = change.after
    return after.resolution.outcome if isinstance(after, Judgement) and after.resolution else None
