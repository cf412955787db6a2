"""One change in one sentence, for page 1 and for the change log."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from reportkit.changes.change import Change
from reportkit.changes.claims import TOLD_TOGETHER, claim_clause, dated_claim
from reportkit.changes.detect import CHECKED, HOUSEKEEPING, SOURCE_GRADES, STATES
from reportkit.changes.notice import notice_sentence
from reportkit.changes.quantity import Delta, day, delta, moved, quantity
from reportkit.changes.shape import PlainRecord
from reportkit.changes.side import Side, commas, inner, text
from reportkit.changes.states import with_state
from reportkit.changes.worded import field_said, reason_of, title_of, value_said
from reportkit.facts.plain import Plain
from reportkit.facts.scales import RELIABILITY
from reportkit.facts.words import ChangeClass, JudgementChange, Outcome, Reliability, SourceStatus
from reportkit.tongue.isolates import of_record
from reportkit.tongue.sentences import capital, stop
from reportkit.tongue.speech import noted, say, say_in, word


def sentence(change: Change, now: Side) -> str:
    """Say one change in one sentence, for page 1 and for the log."""
    return stop(capital(_SAY[change.class_](change, now)))


# A sentence for each class --------------------------------------------------------------------


def _added(change: Change, now: Side) -> str:
    if change.type == "figure" and change.after:
        if change.before is not None:
            return _figure(change, now)
        return say("new figure: {title}", title=_titled(change, now))
    if change.type == "correction" and change.after:
        return notice_sentence(change.after, now)
    titled = _titled(change, now)
    if change.fields:  # it had ended
        return say("carried again: {title}", title=titled)
    if change.contested:
        return say("new and contested: {title}", title=titled)
    return say(_NEW.get(change.type, noted("new: {title}")), title=titled)


#: A record of each type that is new, where its title does not say what it is; a correction is
#: told otherwise.
_NEW: Mapping[str, str] = {
    "source": noted("new source: {title}"),
    "actor": noted("new actor: {title}"),
    "place": noted("new place: {title}"),
    "event": noted("new event: {title}"),
    "figure": noted("new figure: {title}"),
    "judgement": noted("new judgement: {title}"),
}


def _updated(change: Change, now: Side) -> str:
    if change.type == "figure" and _value_moved(change):
        return _figure(change, now)
    day_moved = change.difference("as_of")
    if change.type == "figure" and day_moved and day_moved.now:
        return say(
            "{title}: still {value} on {day}",
            title=title_of(change, now),
            value=quantity(change.after or {}),
            day=day(str(day_moved.now)),
        )
    return _with_what(say("updated: {title}", title=_titled(change, now)), change, now)


def _figure(change: Change, now: Side) -> str:
    before, after = change.before or {}, change.after or {}
    found = delta(before, after)
    same = isinstance(found, Delta) and found.was == found.now
    return say(
        "{title}: {value}, {movement}",
        title=_dated(after, now),
        value=quantity(after),
        movement=say("unchanged") if same else moved(found),
    )


def _corrected(change: Change, now: Side) -> str:
    if change.corrections:
        return " ".join(notice_sentence(each, now) for each in change.corrections)
    title = _day_titled(change, now)
    if change.type == "figure" and _value_moved(change):
        right, wrong = quantity(change.after or {}), quantity(change.before or {})
        said = say(
            "we were wrong: {title}: {right}, not {wrong}", title=title, right=right, wrong=wrong
        )
        return _with_why(said, change)
    said = say("we were wrong: {title}", title=title)
    return _with_why(_with_what(said, change, now), change)


def _source_revised(change: Change, now: Side) -> str:
    if change.type == "figure" and _value_moved(change):
        return say(
            "revised by {provider} itself: {figure}",
            provider=now.name_of((change.after or {}).get("provider")),
            figure=_figure(change, now),
        )
    said = say("revised by its source: {title}", title=_titled(change, now))
    return _with_what(said, change, now)


def _judged(change: Change, now: Side) -> str:
    """Likelihood and confidence stand in two sentences (ICD 203)."""
    confidence = [kind for kind in change.kinds if kind in _CONFIDENCE]
    others = [_kind(kind, change, now) for kind in change.kinds if kind not in _CONFIDENCE]
    if others == [word(_KINDS, "reworded")] and change.difference("statement") is None:
        others = [say("kept on other grounds")]
    said = say(
        "judgement {what}: {title}",
        what=say_in("list", " and ").join(others) or say("kept"),
        title=stop(_titled(change, now)),
    )
    said += "".join(f" {stop(capital(_kind(kind, change, now)))}" for kind in confidence)
    if not change.reason:
        return said
    why = say("Why: {reason}", reason=reason_of(change))
    return f"{said} {why}"


_KINDS = JudgementChange.__name__
_CONFIDENCE = (JudgementChange.CONFIDENCE_RAISED, JudgementChange.CONFIDENCE_LOWERED)
_WAYS: Mapping[JudgementChange, str] = {
    JudgementChange.LIKELIHOOD_RAISED: noted("raised from {was} to {now}"),
    JudgementChange.LIKELIHOOD_LOWERED: noted("lowered from {was} to {now}"),
    JudgementChange.CONFIDENCE_RAISED: noted("confidence raised from {was} to {now}"),
    JudgementChange.CONFIDENCE_LOWERED: noted("confidence lowered from {was} to {now}"),
    JudgementChange.HORIZON_MOVED: noted("moved to {now} (before: {was})"),
}


#: What came of a forecast, for a sentence that goes on with the forecast.
_OUTCOMES: Mapping[str, str] = {
    Outcome.OCCURRED: noted("resolved, it happened"),
    Outcome.DID_NOT: noted("resolved, it did not happen"),
    Outcome.PARTLY: noted("resolved, it happened in part"),
    Outcome.UNRESOLVABLE: noted("closed, it cannot be told whether it happened"),
}


def _kind(kind: JudgementChange, change: Change, now: Side) -> str:
    outcome = text(inner(change.after or {}, "resolution"), "outcome")
    if kind is JudgementChange.RESOLVED and outcome in _OUTCOMES:
        return say(_OUTCOMES[outcome])
    fields = {"likelihood": "likelihood.term", "confidence": "confidence.level"}
    part, _, _ = str(kind).partition("_")
    found = change.difference(fields.get(part, "horizon" if part == "horizon" else ""))
    if found is None:
        return word(_KINDS, str(kind))
    was, after = (
        value_said(value, now, change.type, found.field) for value in (found.was, found.now)
    )
    return say(_WAYS[kind], was=was, now=after)


def _reaffirmed(change: Change, now: Side) -> str:
    return say("reviewed and kept: {title}", title=_titled(change, now))


def _contested_now(change: Change, now: Side) -> str:
    return say("now contested: {title}", title=_titled(change, now))


def _settled(change: Change, now: Side) -> str:
    return say("no longer contested: {title}", title=_titled(change, now))


def _re_graded(change: Change, now: Side) -> str:
    if change.type == "source" and any(change.difference(name) for name in SOURCE_GRADES):
        return _source_graded(change, now)
    return _with_what(say("re-graded: {title}", title=_titled(change, now)), change, now)


def _status_moved(change: Change, now: Side) -> str:
    state = STATES.get(change.type, ("", frozenset[str]()))[0]
    found = change.difference(state)
    titled = _titled(change, now)
    if found is None:
        return _with_what(titled, change, now)
    was, after = (value_said(value, now, change.type, state) for value in (found.was, found.now))
    if with_state(change.after or {}, now.records):  # the title says what it is now
        return say("{title} (before: {was})", title=titled, was=was)
    return say("{title}: {now}, before: {was}", title=titled, now=after, was=was)


def _source_graded(change: Change, now: Side) -> str:
    """Say what became of a source before how it is graded: who cites it must know."""
    after = change.after or {}
    source = _source_called(after, now)
    stands = change.difference("source_status")
    if stands is None:
        found = change.difference("reliability")
        was, grade = _grade(found and found.was), _grade(found and found.now)
        said = say("source graded {now}, {was} before: {source}", now=grade, was=was, source=source)
    elif str(stands.now) in _SOURCES:
        said = say(_SOURCES[str(stands.now)], source=source)
    else:
        said = say("source no longer in question: {source}", source=source)
    return _with_why(said, change)


#: How a source came to stand, by its ``source_status``.
_SOURCES: Mapping[str, str] = {
    SourceStatus.WITHDRAWN: noted("source withdrawn: {source}"),
    SourceStatus.DISPUTED: noted("source disputed: {source}"),
}


def _source_called(source: PlainRecord, now: Side) -> str:
    parts = [of_record(text(source, "publisher"))]
    if source.get("title"):
        parts.append(say("“{title}”", title=of_record(text(source, "title"))))
    if source.get("published"):
        parts.append(day(text(source, "published")))
    return commas(part for part in parts if part) or now.title(source)


def _grade(value: Plain | None) -> str:
    """Spell an Admiralty grade; F judges nothing."""
    letter = Reliability(str(value)) if value else Reliability.F
    return commas([letter.value, say_in("reliability", RELIABILITY[letter])])


def _superseded(change: Change, now: Side) -> str:
    by = (change.after or {}).get("superseded_by")
    said = say("replaced: {title}", title=last_said(change, now))
    if by:
        said = say("{said}; see now: {title}", said=said, title=now.name_of(by))
    return _with_why(said, change)


#: Of records that ended without one in their place.
_ENDED: Mapping[ChangeClass, str] = {
    ChangeClass.WITHDRAWN: noted("withdrawn, we no longer stand behind it: {title}"),
    ChangeClass.DROPPED: noted("no longer carried: {title}"),
}


def ended_together(changes: Sequence[Change], now: Side) -> str:
    """Say in one sentence what ended in one way for one reason, each with its last value."""
    titles = say_in("list", "; ").join(last_said(change, now) for change in changes)
    said = say(_ENDED[changes[0].class_], title=titles)
    return stop(capital(_with_why(said, changes[0])))


def _ended(change: Change, now: Side) -> str:
    return ended_together([change], now)


def last_said(change: Change, now: Side) -> str:
    """Call a record that ended, with the value that a figure had and that no longer stands."""
    title = title_of(change, now)
    if change.type == "figure" and change.before:
        return say("{title}: {value}", title=title, value=quantity(change.before))
    return title


def _under_review(change: Change, now: Side) -> str:
    said = say("in doubt and under review: {title}", title=title_of(change, now))
    return _with_why(said, change)


def _method(change: Change, now: Side) -> str:
    said = say(
        "counted differently, not comparable with before: {title}", title=_day_titled(change, now)
    )
    if change.type == "figure" and _value_moved(change):
        after, before = quantity(change.after or {}), quantity(change.before or {})
        return say("{said}: {now}; {was} before", said=said, now=after, was=before)
    return _with_what(said, change, now)


def _handling(change: Change, now: Side) -> str:
    return _with_what(say("marking of {title}", title=title_of(change, now)), change, now)


def _editorial(change: Change, now: Side) -> str:
    if change.type == "claim" and _retold(change):
        return _with_what(say("wording only: {title}", title=title_of(change, now)), change, now)
    if all(found.field in CHECKED for found in change.fields):
        return say("checked again: {title}", title=now.named(change.after or {}))
    fields = ", ".join(found.field for found in change.fields)
    return say("wording only: {record} ({fields})", record=change.record, fields=fields)


_SAY: Mapping[ChangeClass, Callable[[Change, Side], str]] = {
    ChangeClass.ADDED: _added,
    ChangeClass.UPDATED: _updated,
    ChangeClass.CORRECTED: _corrected,
    ChangeClass.SOURCE_REVISED: _source_revised,
    ChangeClass.CONTESTED: _contested_now,
    ChangeClass.SETTLED: _settled,
    ChangeClass.RE_GRADED: _re_graded,
    ChangeClass.JUDGEMENT_CHANGED: _judged,
    ChangeClass.REAFFIRMED: _reaffirmed,
    ChangeClass.STATUS_MOVED: _status_moved,
    ChangeClass.SUPERSEDED: _superseded,
    ChangeClass.WITHDRAWN: _ended,
    ChangeClass.UNDER_REVIEW: _under_review,
    ChangeClass.DROPPED: _ended,
    ChangeClass.METHOD_CHANGED: _method,
    ChangeClass.HANDLING_CHANGED: _handling,
    ChangeClass.EDITORIAL: _editorial,
}


# Words ----------------------------------------------------------------------------------------


def _titled(change: Change, now: Side) -> str:
    """The title, with the value of a figure and the day of which it or a claim speaks."""
    record = change.after or change.before
    if record and change.type in ("figure", "claim"):
        return full_title(record, now)
    return title_of(change, now)


def full_title(record: PlainRecord, now: Side) -> str:
    """Call a record by its title, with the value of a figure and the day of a claim."""
    if record.get("type") == "figure":
        return say("{title}: {value}", title=_dated(record, now), value=quantity(record))
    if record.get("type") == "claim":
        return dated_claim(record, now.records)
    return now.title(record)


def _day_titled(change: Change, now: Side) -> str:
    if change.type == "figure" and change.after:
        return _dated(change.after, now)
    return title_of(change, now)


def _dated(figure: PlainRecord, now: Side) -> str:
    """What a figure counts, with the day of which it was true."""
    title = now.title(figure)
    if not figure.get("as_of"):
        return title
    return say("{title}, as of {day}", title=title, day=day(str(figure["as_of"])))


def _retold(change: Change) -> bool:
    """Who says it, in which mood or what has changed: before and now are told as a whole."""
    return any(found.field in TOLD_TOGETHER for found in change.fields)


def _value_moved(change: Change) -> bool:
    return any(found.field in ("low", "best", "high") for found in change.fields)


def _with_what(said: str, change: Change, now: Side) -> str:
    """Add the change of the first field that a reader can be told in a clause."""
    if change.type == "claim" and change.before and _retold(change):
        return say("{said}; before: {was}", said=said, was=claim_clause(change.before, now.records))
    shown = [
        found
        for found in change.fields
        if _short(found.was)
        and _short(found.now)
        and found.field not in HOUSEKEEPING
        and not change.title.endswith(str(found.now).rstrip("."))
    ]
    if not shown:
        return said
    found = next((one for one in shown if one.field not in ("as_of", "note")), shown[0])
    was, after = (
        value_said(value, now, change.type, found.field) for value in (found.was, found.now)
    )
    return say(
        "{said} ({field}: {now}, before: {was})",
        said=said,
        field=field_said(found.field),
        now=after,
        was=was,
    )


def _short(value: Plain | None) -> bool:
    """A value that fits into a clause: no list, no nested value, no other sentence."""
    return value is None or (not isinstance(value, (list, dict)) and len(str(value)) <= _CLAUSE)


_CLAUSE = 40


def _with_why(said: str, change: Change) -> str:
    if not change.reason:
        return said
    return say("{said}. Why: {reason}", said=said, reason=reason_of(change))
