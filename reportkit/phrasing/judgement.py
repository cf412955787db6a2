"""What became of a judgement, in one or two sentences."""

from __future__ import annotations

from collections.abc import Mapping

from reportkit.changes.change import Change
from reportkit.changes.edition_view import EditionView
from reportkit.i18n.sentences import capital, stop
from reportkit.i18n.translate import noted, say, say_in, word
from reportkit.model.analysis import Judgement
from reportkit.model.vocabulary import JudgementChange, Outcome
from reportkit.phrasing.values import change_title, reason_of, value_said


def judged(change: Change, now: EditionView) -> str:
    """Likelihood and confidence stand in two sentences (ICD 203)."""
    confidence = [kind for kind in change.kinds if kind in _CONFIDENCE]
    others = [_kind(kind, change, now) for kind in change.kinds if kind not in _CONFIDENCE]
    if others == [word(_KINDS, "reworded")] and change.difference("statement") is None:
        others = [say("kept on other grounds")]
    resolved = JudgementChange.RESOLVED in change.kinds
    said = say(
        # What has happened is no longer likely: it was judged so.
        noted("judgement {what}. We had judged: {title}")
        if resolved
        else noted("judgement {what}: {title}"),
        what=say_in("list", " and ").join(others) or say("kept"),
        title=stop(change_title(change, now)),
    )
    if resolved and (outcome := _OUTCOMES.get(_outcome(change))):
        said += f" {say(outcome)}"  # "it" is what the forecast speaks of, so that comes first
    said += "".join(f" {stop(capital(_kind(kind, change, now)))}" for kind in confidence)
    if not change.reason:
        return said
    why = say("Why: {reason}", reason=reason_of(change))
    return f"{said} {why}"


_KINDS = JudgementChange.__name__
_CONFIDENCE = (JudgementChange.CONFIDENCE_RAISED, JudgementChange.CONFIDENCE_LOWERED)
_WAYS: Mapping[JudgementChange, str] = {
    JudgementChange.LIKELIHOOD_RAISED: noted("raised from “{was}” to “{now}”"),
    JudgementChange.LIKELIHOOD_LOWERED: noted("lowered from “{was}” to “{now}”"),
    JudgementChange.CONFIDENCE_RAISED: noted("confidence raised from {was} to {now}"),
    JudgementChange.CONFIDENCE_LOWERED: noted("confidence lowered from {was} to {now}"),
    JudgementChange.HORIZON_MOVED: noted("moved to {now} (before: {was})"),
}


#: What came of a forecast, in a sentence behind it.
_OUTCOMES: Mapping[Outcome | None, str] = {
    Outcome.OCCURRED: noted("It happened."),
    Outcome.DID_NOT: noted("It did not happen."),
    Outcome.PARTLY: noted("It happened in part."),
    Outcome.UNRESOLVABLE: noted("We cannot tell whether it happened."),
}


def _kind(kind: JudgementChange, change: Change, now: EditionView) -> str:
    if kind is JudgementChange.RESOLVED and _outcome(change) is Outcome.UNRESOLVABLE:
        return say_in("judgement", "closed")
    fields = {"likelihood": "likelihood.term", "confidence": "confidence.level"}
    part, _, _ = str(kind).partition("_")
    found = change.difference(fields.get(part, "horizon" if part == "horizon" else ""))
    if found is None:
        return word(_KINDS, str(kind))
    was, after = (
        value_said(value, now, change.type, found.field) for value in (found.was, found.now)
    )
    return say(_WAYS[kind], was=was, now=after)


def _outcome(change: Change) -> Outcome | None:
    after = change.after
    return after.resolution.outcome if isinstance(after, Judgement) and after.resolution else None
