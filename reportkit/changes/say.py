"""One change in one sentence, for page 1 and for the change log."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reportkit.changes.change import Change
from reportkit.changes.detect import HOUSEKEEPING, STATES
from reportkit.changes.quantity import Delta, day, delta, moved, quantity
from reportkit.changes.shape import field_names
from reportkit.changes.side import Side
from reportkit.facts.plain import Plain
from reportkit.facts.words import ChangeClass, JudgementChange


def sentence(change: Change, now: Side) -> str:
    """Say one change in one English sentence, for page 1 and for the log."""
    return _stop(_capital(_SAY[change.class_](change, now)))


# A sentence for each class --------------------------------------------------------------------


def _added(change: Change, _now: Side) -> str:
    if change.type == "figure" and change.after:
        if change.before is not None:
            return _figure(change)
        return f"new figure: {change.title}: {quantity(change.after)}"
    if change.fields:  # it had ended
        return f"carried again: {_titled(change)}"
    return f"{'new and contested' if change.contested else _new(change)}: {_titled(change)}"


def _new(change: Change) -> str:
    return "new" if change.type == "fact" else f"new {change.type}"


def _updated(change: Change, now: Side) -> str:
    if change.type == "figure" and _value_moved(change):
        return _figure(change)
    day_moved = change.difference("as_of")
    if change.type == "figure" and day_moved and day_moved.now:
        value = quantity(change.after or {})
        return f"{change.title}: still {value} on {day(str(day_moved.now))}"
    return f"updated: {_titled(change)}{_what(change, now)}"


def _figure(change: Change) -> str:
    before, after = change.before or {}, change.after or {}
    found = delta(before, after)
    said = f"{change.title}: {quantity(after)}"
    if isinstance(found, Delta) and found.was == found.now:
        return f"{said}, unchanged"
    return f"{said}, {moved(found)}"


def _corrected(change: Change, now: Side) -> str:
    if change.type == "figure" and _value_moved(change):
        right, wrong = quantity(change.after or {}), quantity(change.before or {})
        return f"we were wrong: {change.title}: {right}, not {wrong}{_why(change)}"
    return f"we were wrong: {change.title}{_what(change, now)}{_why(change)}"


def _source_revised(change: Change, now: Side) -> str:
    if change.type == "figure" and _value_moved(change):
        provider = now.name_of((change.after or {}).get("provider"))
        return f"revised by {provider} itself: {_figure(change)}"
    return f"revised by its source: {_titled(change)}{_what(change, now)}"


def _judged(change: Change, _now: Side) -> str:
    """Likelihood and confidence stand in two sentences (ICD 203)."""
    confidence = [kind for kind in change.kinds if kind in _CONFIDENCE]
    others = [_kind(kind, change) for kind in change.kinds if kind not in _CONFIDENCE]
    if others == ["reworded"] and change.difference("statement") is None:
        others = ["kept on other grounds"]
    second = "".join(f" {_capital(_kind(kind, change))}." for kind in confidence)
    first = f"judgement {' and '.join(others) or 'kept'}: {_stop(_titled(change))}"
    why = f" Why: {change.reason}" if change.reason else ""
    return f"{first}{second}{why}"


_CONFIDENCE = (JudgementChange.CONFIDENCE_RAISED, JudgementChange.CONFIDENCE_LOWERED)


def _kind(kind: JudgementChange, change: Change) -> str:
    fields = {"likelihood": "likelihood.term", "confidence": "confidence.level"}
    part, _, way = str(kind).partition("_")
    found = change.difference(fields.get(part, "horizon" if part == "horizon" else ""))
    if found is None:
        return str(kind).replace("_", " ")
    if part == "horizon":
        return f"moved to {_value(found.now)} (before: {_value(found.was)})"
    of = "" if part == "likelihood" else f"{part} "
    return f"{of}{way} from {_value(found.was)} to {_value(found.now)}"


def _reaffirmed(change: Change, _now: Side) -> str:
    return f"reviewed and kept: {_titled(change)}"


def _contested_now(change: Change, _now: Side) -> str:
    return f"now contested: {_titled(change)}"


def _settled(change: Change, _now: Side) -> str:
    return f"no longer contested: {_titled(change)}"


def _re_graded(change: Change, now: Side) -> str:
    return f"re-graded: {_titled(change)}{_what(change, now)}"


def _status_moved(change: Change, now: Side) -> str:
    state = STATES.get(change.type, ("", frozenset[str]()))[0]
    found = change.difference(state)
    if found is None:
        return f"{_titled(change)}{_what(change, now)}"
    return f"{_titled(change)}: {_value(found.now)}, before: {_value(found.was)}"


def _superseded(change: Change, now: Side) -> str:
    by = (change.after or {}).get("superseded_by")
    return f"replaced: {change.title}" + (f"; see now: {now.name_of(by)}" if by else "")


def _withdrawn(change: Change, _now: Side) -> str:
    return f"withdrawn, we no longer stand behind it: {change.title}{_why(change)}"


def _under_review(change: Change, _now: Side) -> str:
    return f"in doubt and under review: {change.title}{_why(change)}"


def _dropped(change: Change, _now: Side) -> str:
    return f"no longer carried: {change.title}"


def _method(change: Change, now: Side) -> str:
    what = _what(change, now)
    if change.type == "figure" and _value_moved(change):
        what = f": {quantity(change.after or {})}; {quantity(change.before or {})} before"
    return f"counted differently, not comparable with before: {change.title}{what}"


def _handling(change: Change, now: Side) -> str:
    return f"marking of {change.title}{_what(change, now)}"


def _editorial(change: Change, _now: Side) -> str:
    fields = ", ".join(found.field for found in change.fields)
    return f"wording only: {change.record} ({fields})"


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
    ChangeClass.WITHDRAWN: _withdrawn,
    ChangeClass.UNDER_REVIEW: _under_review,
    ChangeClass.DROPPED: _dropped,
    ChangeClass.METHOD_CHANGED: _method,
    ChangeClass.HANDLING_CHANGED: _handling,
    ChangeClass.EDITORIAL: _editorial,
}


# Words ----------------------------------------------------------------------------------------


def _titled(change: Change) -> str:
    """The title, with the value of a figure."""
    if change.type == "figure" and change.after:
        return f"{change.title}: {quantity(change.after)}"
    return change.title


def _value_moved(change: Change) -> bool:
    return any(found.field in ("low", "best", "high") for found in change.fields)


def _what(change: Change, now: Side) -> str:
    """Tell the change of the first field that a reader can be told in a clause."""
    shown = [
        found
        for found in change.fields
        if _short(found.was)
        and _short(found.now)
        and found.field not in HOUSEKEEPING
        and str(found.now).rstrip(".") != change.title
    ]
    if not shown:
        return ""
    found = next((one for one in shown if one.field not in ("as_of", "note")), shown[0])
    name = " ".join(field_names(found.field)[-2:]).replace("_", " ")
    was, after = _named(found.was, now), _named(found.now, now)
    return f" ({name}: {after}, before: {was})"


def _named(value: Plain | None, now: Side) -> str:
    return now.name_of(value) if str(value) in now.records else _value(value)


def _value(value: Plain | None) -> str:
    return "none" if value is None else str(value).replace("_", " ")


def _short(value: Plain | None) -> bool:
    """A value that fits into a clause: no list, no nested value, no other sentence."""
    return value is None or (not isinstance(value, (list, dict)) and len(str(value)) <= _CLAUSE)


_CLAUSE = 40


def _why(change: Change) -> str:
    return f". Why: {change.reason}" if change.reason else ""


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]


def _stop(said: str) -> str:
    return said if said.endswith((".", "!", "?", "…", ".”", '."')) else f"{said}."
