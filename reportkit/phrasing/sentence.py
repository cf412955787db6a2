"""One change in one sentence, for page 1 and for the change log."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from reportkit.changes.change import Change
from reportkit.changes.delta import Delta, delta
from reportkit.changes.detect import CHECKED, GROUNDS, HOUSEKEEPING, SOURCE_GRADES, TIES
from reportkit.changes.edition_view import EditionView
from reportkit.changes.field_schema import Value
from reportkit.i18n.formats import day
from reportkit.i18n.sentences import capital, stop
from reportkit.i18n.translate import noted, say, say_in
from reportkit.model.analysis import Correction
from reportkit.model.base import Placed
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Claim, Figure, Source
from reportkit.model.vocabulary import ChangeClass
from reportkit.phrasing.claims import (
    TOLD_TOGETHER,
    actor_in_sentence,
    claim_clause,
    dated_claim,
)
from reportkit.phrasing.judgement import judged
from reportkit.phrasing.notice import notice_sentence
from reportkit.phrasing.quantity import moved, quantity
from reportkit.phrasing.source import source_called, source_graded
from reportkit.phrasing.states import with_state
from reportkit.phrasing.titles import commas, name_of, name_without_state, title_of
from reportkit.phrasing.values import change_title, field_said, value_said, with_why


def sentence(change: Change, now: EditionView) -> str:
    """Say one change in one sentence, for page 1 and for the log."""
    return stop(capital(_SAY[change.class_](change, now)))


# A sentence for each class --------------------------------------------------------------------


def _added(change: Change, now: EditionView) -> str:
    if isinstance(change.after, Figure):
        if change.before is not None:
            return _figure(change, now)
        return say("new figure: {title}", title=_titled(change, now))
    if isinstance(change.after, Correction):
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
    "measure": noted("new measure, {title}"),  # which begins with its state
    "gap": noted("new {title}"),
}


def _updated(change: Change, now: EditionView) -> str:
    after = change.after
    if isinstance(after, Figure) and _value_moved(change):
        return _figure(change, now)
    if isinstance(after, Figure) and after.as_of and change.difference("as_of"):
        return say(
            "{title}: still {value} on {day}",
            title=change_title(change, now),
            value=quantity(after),
            day=day(after.as_of),
        )
    pattern = next((said for names, said in _ASIDE.items() if _only(change, names)), None)
    if pattern:
        return say(pattern, title=_aside(change, now))
    return _with_what(say("updated: {title}", title=_titled(change, now)), change, now)


#: What can be updated without a word of the record itself: "updated: an indicator has receded"
#: would tell an old state as news. The first that holds all changed fields is said.
_ASIDE: Mapping[frozenset[str], str] = {
    frozenset({"source_refs"}): noted("sources updated: {title}"),
    frozenset({"source_refs", *GROUNDS}): noted("evidence updated: {title}"),
    frozenset({"source_refs", "note"}): noted("note updated: {title}"),
    frozenset({"source_refs", *GROUNDS, *TIES}): noted("links updated: {title}"),
}


def _only(change: Change, names: frozenset[str]) -> bool:
    return bool(change.fields) and all(found.field in names for found in change.fields)


def _figure(change: Change, now: EditionView) -> str:
    before, after = change.before, change.after
    if not (isinstance(before, Figure) and isinstance(after, Figure)):
        return _titled(change, now)
    found = delta(before, after)
    same = isinstance(found, Delta) and quantity(before) == quantity(after)
    return say(
        "{title}: {value}, {movement}",
        title=_dated(after, now),
        value=quantity(after),
        movement=say("unchanged") if same else moved(found),
    )


def _corrected(change: Change, now: EditionView) -> str:
    if change.corrections:
        return " ".join(notice_sentence(each, now) for each in change.corrections)
    title, values = _day_titled(change, now), _moved_values(change)
    if values:
        said = say(
            "we were wrong: {title}: {right}, not {wrong}",
            title=title,
            right=values.now,
            wrong=values.was,
        )
        return with_why(said, change)
    said = say("we were wrong: {title}", title=title)
    return with_why(_with_what(said, change, now), change)


def _source_revised(change: Change, now: EditionView) -> str:
    if isinstance(change.after, Figure):
        id = change.after.provider
        provider = actor_in_sentence(now.book.get(Actor, id), id).name
        if _value_moved(change):
            figure = _figure(change, now)
            return say("revised by {provider} itself: {figure}", provider=provider, figure=figure)
        return say(
            "addition by {provider} itself, the number unchanged: {figure}",
            provider=provider,
            figure=_titled(change, now),
        )
    said = say("revised by its source: {title}", title=_titled(change, now))
    return _with_what(said, change, now)


def _reaffirmed(change: Change, now: EditionView) -> str:
    return say("reviewed and kept: {title}", title=_titled(change, now))


def _contested_now(change: Change, now: EditionView) -> str:
    return with_why(say("now contested: {title}", title=_titled(change, now)), change)


def _settled(change: Change, now: EditionView) -> str:
    said = say("no longer contested: {title}", title=_titled(change, now))
    return with_why(said, change)


def _re_graded(change: Change, now: EditionView) -> str:
    if change.type == "source" and any(change.difference(name) for name in SOURCE_GRADES):
        return source_graded(change, now)
    return _with_what(say("re-graded: {title}", title=_titled(change, now)), change, now)


def _status_moved(change: Change, now: EditionView) -> str:
    state = change.after.state_field if change.after else ""
    found = change.difference(state)
    titled = _titled(change, now)
    if found is None:
        return _with_what(titled, change, now)
    was, after = (value_said(value, now, change.type, state) for value in (found.was, found.now))
    if change.after and with_state(change.after, now.book):  # the title says what it is now
        return say("{title} (before: {was})", title=titled, was=was)
    return say("{title}: {now}, before: {was}", title=titled, now=after, was=was)


def _superseded(change: Change, now: EditionView) -> str:
    by = change.after.superseded_by if change.after else None
    said = say("replaced: {title}", title=last_said(change, now))
    if by:
        said = say("{said}; see now: {title}", said=said, title=name_of(by, now))
    return with_why(said, change)


#: Of records that ended without one in their place.
_ENDED: Mapping[ChangeClass, str] = {
    ChangeClass.WITHDRAWN: noted("withdrawn, we no longer stand behind it: {title}"),
    ChangeClass.DROPPED: noted("no longer carried: {title}"),
}


def ended_together(changes: Sequence[Change], now: EditionView) -> str:
    """Say in one sentence what ended in one way for one reason, each with its last value."""
    titles = say_in("list", "; ").join(last_said(change, now) for change in changes)
    said = say(_ENDED[changes[0].class_], title=titles)
    return stop(capital(with_why(said, changes[0])))


def _ended(change: Change, now: EditionView) -> str:
    return ended_together([change], now)


def last_said(change: Change, now: EditionView) -> str:
    """Call a record that ended, with the value that a figure had and that no longer stands."""
    if isinstance(change.before, Figure):
        return full_title(change.before, now)
    return change_title(change, now)


def _under_review(change: Change, now: EditionView) -> str:
    said = say("in doubt and under review: {title}", title=change_title(change, now))
    return with_why(said, change)


def _method(change: Change, now: EditionView) -> str:
    said = say(
        "counted differently, not comparable with before: {title}", title=_day_titled(change, now)
    )
    if values := _moved_values(change):
        return say("{said}: {now}; {was} before", said=said, now=values.now, was=values.was)
    return _with_what(said, change, now)


def _handling(change: Change, now: EditionView) -> str:
    marked = change.difference("tlp")
    if change.type == "edition" and marked:
        return say("this brief is now marked {now}, before {was}", now=marked.now, was=marked.was)
    return _with_what(say("marking of {title}", title=change_title(change, now)), change, now)


def _editorial(change: Change, now: EditionView) -> str:
    if change.type == "claim" and _retold(change):
        return _with_what(
            say("wording only: {title}", title=change_title(change, now)), change, now
        )
    if change.after and _only(change, CHECKED):
        return say("checked again: {title}", title=name_without_state(change.after, now))
    title = change_title(change, now)
    fields = commas(dict.fromkeys(field_said(found.field) for found in change.fields))
    kept = _only(change, HOUSEKEEPING) or change.type in ("brief", "edition")
    pattern = noted("details only: {title} ({fields})")
    return say(
        pattern if kept else noted("wording only: {title} ({fields})"), title=title, fields=fields
    )


_SAY: Mapping[ChangeClass, Callable[[Change, EditionView], str]] = {
    ChangeClass.ADDED: _added,
    ChangeClass.UPDATED: _updated,
    ChangeClass.CORRECTED: _corrected,
    ChangeClass.SOURCE_REVISED: _source_revised,
    ChangeClass.CONTESTED: _contested_now,
    ChangeClass.SETTLED: _settled,
    ChangeClass.RE_GRADED: _re_graded,
    ChangeClass.JUDGEMENT_CHANGED: judged,
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


def _titled(change: Change, now: EditionView) -> str:
    """The title, with the value of a figure and the day of which it or a claim speaks."""
    record = change.after or change.before
    if isinstance(record, Figure | Claim | Source):
        return full_title(record, now)
    return change_title(change, now)


def _aside(change: Change, now: EditionView) -> str:
    """The title where nothing became of the record itself."""
    record = change.after
    if record is None or not record.state_field:
        return _titled(change, now)
    return name_without_state(record, now)


def full_title(record: Record, now: EditionView) -> str:
    """Call a record by its title, with the value of a figure and the day of a claim."""
    match record:
        case Source():
            return source_called(record, now)
        case Figure():
            return say("{title}: {value}", title=_dated(record, now), value=quantity(record))
        case Claim():
            return dated_claim(record, now.book)
    return title_of(record, now)


def _day_titled(change: Change, now: EditionView) -> str:
    if isinstance(change.after, Figure):
        return _dated(change.after, now)
    return change_title(change, now)


def _dated(figure: Figure, now: EditionView) -> str:
    """What a figure counts, with the day of which it was true."""
    title = title_of(figure, now)
    if figure.as_of is None or (figure.period and figure.as_of == figure.period.end):
        return title  # which says the day already, if there is one
    return say("{title}, as of {day}", title=title, day=day(figure.as_of))


def _retold(change: Change) -> bool:
    """Who says it, in which mood or what has changed: before and now are told as a whole."""
    return any(found.field in TOLD_TOGETHER for found in change.fields)


def _value_moved(change: Change) -> bool:
    return any(found.field in ("low", "best", "high") for found in change.fields)


class _Values(NamedTuple):
    """A figure's value in words, before and now."""

    was: str
    now: str


def _moved_values(change: Change) -> _Values | None:
    before, after = change.before, change.after
    if isinstance(before, Figure) and isinstance(after, Figure) and _value_moved(change):
        return _Values(quantity(before), quantity(after))
    return None


def _with_what(said: str, change: Change, now: EditionView) -> str:
    """Add the change of the first field that a reader can be told in a clause."""
    if isinstance(change.before, Claim) and _retold(change):
        return say("{said}; before: {was}", said=said, was=claim_clause(change.before, now.book))
    reworded = change.difference("statement") is not None
    shown = [
        found
        for found in change.fields
        if _short(found.was)
        and _short(found.now)
        and found.field not in HOUSEKEEPING
        and not change_title(change, now).endswith(str(found.now).rstrip("."))
        and not (found.field == "date" and reworded)  # the new sentence has its day
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


def _short(value: Value) -> bool:
    """A value that fits into a clause: no list, no nested value, no other sentence."""
    return value is None or (not isinstance(value, tuple | Placed) and len(str(value)) <= _CLAUSE)


_CLAUSE = 40
