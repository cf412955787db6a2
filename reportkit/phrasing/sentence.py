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
from reportkit.i18n.translate import gettext, gettext_noop, pgettext
from reportkit.model.analysis import Correction
from reportkit.model.base import Located
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Claim, Figure, Source
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.phrasing.claims import (
    SPOKEN_TOGETHER,
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
from reportkit.phrasing.values import change_title, field_in_sentence, value_in_sentence, with_why


def sentence(change: Change, now: EditionView) -> str:
    """Say one change in one sentence, for page 1 and for the log."""
    return stop(capital(_SAY[change.class_](change, now)))


# A sentence for each class --------------------------------------------------------------------


def _added(change: Change, now: EditionView) -> str:
    if isinstance(change.after, Figure):
        if change.before is not None:
            return _figure(change, now)
        return gettext("new figure: {title}", title=_titled(change, now))
    if isinstance(change.after, Correction):
        return notice_sentence(change.after, now)
    titled = _titled(change, now)
    if change.fields:  # it had ended
        return gettext("carried again: {title}", title=titled)
    if change.contested:
        return gettext("new and contested: {title}", title=titled)
    return gettext(_NEW.get(change.type, gettext_noop("new: {title}")), title=titled)


#: A record of each type that is new, where its title does not say what it is; a correction is
#: told otherwise.
_NEW: Mapping[str, str] = {
    "source": gettext_noop("new source: {title}"),
    "actor": gettext_noop("new actor: {title}"),
    "place": gettext_noop("new place: {title}"),
    "event": gettext_noop("new event: {title}"),
    "figure": gettext_noop("new figure: {title}"),
    "judgement": gettext_noop("new judgement: {title}"),
    "measure": gettext_noop("new measure, {title}"),  # which begins with its state
    "gap": gettext_noop("new {title}"),
}


def _updated(change: Change, now: EditionView) -> str:
    after = change.after
    if isinstance(after, Figure) and _value_moved(change):
        return _figure(change, now)
    if isinstance(after, Figure) and after.as_of and change.difference("as_of"):
        return gettext(
            "{title}: still {value} on {day}",
            title=change_title(change, now),
            value=quantity(after),
            day=day(after.as_of),
        )
    pattern = next((said for names, said in _ASIDE.items() if _only(change, names)), None)
    if pattern:
        return gettext(pattern, title=_aside(change, now))
    return _with_what(gettext("updated: {title}", title=_titled(change, now)), change, now)


#: What can be updated without a word of the record itself: "updated: an indicator has receded"
#: would tell an old state as news. The first that holds all changed fields is said.
_ASIDE: Mapping[frozenset[str], str] = {
    frozenset({"source_refs"}): gettext_noop("sources updated: {title}"),
    frozenset({"source_refs", *GROUNDS}): gettext_noop("evidence updated: {title}"),
    frozenset({"source_refs", "note"}): gettext_noop("note updated: {title}"),
    frozenset({"source_refs", *GROUNDS, *TIES}): gettext_noop("links updated: {title}"),
}


def _only(change: Change, names: frozenset[str]) -> bool:
    return bool(change.fields) and all(found.field in names for found in change.fields)


def _figure(change: Change, now: EditionView) -> str:
    before, after = change.before, change.after
    if not (isinstance(before, Figure) and isinstance(after, Figure)):
        return _titled(change, now)
    movement = delta(before, after)
    same = isinstance(movement, Delta) and quantity(before) == quantity(after)
    return gettext(
        "{title}: {value}, {movement}",
        title=_dated(after, now),
        value=quantity(after),
        movement=gettext("unchanged") if same else moved(movement),
    )


def _corrected(change: Change, now: EditionView) -> str:
    if change.corrections:
        return " ".join(notice_sentence(each, now) for each in change.corrections)
    title, values = _day_titled(change, now), _moved_values(change)
    if values:
        text = gettext(
            "we were wrong: {title}: {right}, not {wrong}",
            title=title,
            right=values.now,
            wrong=values.was,
        )
        return with_why(text, change)
    text = gettext("we were wrong: {title}", title=title)
    return with_why(_with_what(text, change, now), change)


def _source_revised(change: Change, now: EditionView) -> str:
    if isinstance(change.after, Figure):
        id = change.after.provider
        provider = actor_in_sentence(now.book.get(Actor, id), id).name
        if _value_moved(change):
            figure = _figure(change, now)
            return gettext(
                "revised by {provider} itself: {figure}", provider=provider, figure=figure
            )
        return gettext(
            "addition by {provider} itself, the number unchanged: {figure}",
            provider=provider,
            figure=_titled(change, now),
        )
    said = gettext("revised by its source: {title}", title=_titled(change, now))
    return _with_what(said, change, now)


def _reaffirmed(change: Change, now: EditionView) -> str:
    return gettext("reviewed and kept: {title}", title=_titled(change, now))


def _contested_now(change: Change, now: EditionView) -> str:
    return with_why(gettext("now contested: {title}", title=_titled(change, now)), change)


def _settled(change: Change, now: EditionView) -> str:
    said = gettext("no longer contested: {title}", title=_titled(change, now))
    return with_why(said, change)


def _re_graded(change: Change, now: EditionView) -> str:
    if change.type == "source" and any(change.difference(name) for name in SOURCE_GRADES):
        return source_graded(change, now)
    return _with_what(gettext("re-graded: {title}", title=_titled(change, now)), change, now)


def _status_moved(change: Change, now: EditionView) -> str:
    state = change.after.state_field if change.after else ""
    difference = change.difference(state)
    titled = _titled(change, now)
    if difference is None:
        return _with_what(titled, change, now)
    was, after = (
        value_in_sentence(value, now, change.type, state)
        for value in (difference.was, difference.now)
    )
    if change.after and with_state(change.after, now.book):  # the title says what it is now
        return gettext("{title} (before: {was})", title=titled, was=was)
    return gettext("{title}: {now}, before: {was}", title=titled, now=after, was=was)


def _superseded(change: Change, now: EditionView) -> str:
    by = change.after.superseded_by if change.after else None
    said = gettext("replaced: {title}", title=last_wording(change, now))
    if by:
        said = gettext("{said}; see now: {title}", said=said, title=name_of(by, now))
    return with_why(said, change)


#: Of records that ended without one in their place.
_ENDED: Mapping[ChangeClass, str] = {
    ChangeClass.WITHDRAWN: gettext_noop("withdrawn, we no longer stand behind it: {title}"),
    ChangeClass.DROPPED: gettext_noop("no longer carried: {title}"),
}


def ended_together(changes: Sequence[Change], now: EditionView) -> str:
    """Say in one sentence what ended in one way for one reason, each with its last value."""
    titles = pgettext("list", "; ").join(last_wording(change, now) for change in changes)
    said = gettext(_ENDED[changes[0].class_], title=titles)
    return stop(capital(with_why(said, changes[0])))


def _ended(change: Change, now: EditionView) -> str:
    return ended_together([change], now)


def last_wording(change: Change, now: EditionView) -> str:
    """Call a record that ended, with the value that a figure had and that no longer stands."""
    if isinstance(change.before, Figure):
        return full_title(change.before, now)
    return change_title(change, now)


def _under_review(change: Change, now: EditionView) -> str:
    said = gettext("in doubt and under review: {title}", title=change_title(change, now))
    return with_why(said, change)


def _method(change: Change, now: EditionView) -> str:
    text = gettext(
        "counted differently, not comparable with before: {title}", title=_day_titled(change, now)
    )
    if values := _moved_values(change):
        return gettext("{said}: {now}; {was} before", said=text, now=values.now, was=values.was)
    return _with_what(text, change, now)


def _handling(change: Change, now: EditionView) -> str:
    marked = change.difference("tlp")
    if change.type == "edition" and marked:
        return gettext(
            "this brief is now marked {now}, before {was}", now=marked.now, was=marked.was
        )
    return _with_what(gettext("marking of {title}", title=change_title(change, now)), change, now)


def _editorial(change: Change, now: EditionView) -> str:
    if change.type == "claim" and _retold(change):
        return _with_what(
            gettext("wording only: {title}", title=change_title(change, now)), change, now
        )
    if change.after and _only(change, CHECKED):
        return gettext("checked again: {title}", title=name_without_state(change.after, now))
    title = change_title(change, now)
    fields = commas(dict.fromkeys(field_in_sentence(found.field) for found in change.fields))
    kept = _only(change, HOUSEKEEPING) or change.type in ("brief", "edition")
    pattern = gettext_noop("details only: {title} ({fields})")
    return gettext(
        pattern if kept else gettext_noop("wording only: {title} ({fields})"),
        title=title,
        fields=fields,
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
            return gettext("{title}: {value}", title=_dated(record, now), value=quantity(record))
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
    return gettext("{title}, as of {day}", title=title, day=day(figure.as_of))


def _retold(change: Change) -> bool:
    """Who says it, in which mood or what has changed: before and now are told as a whole."""
    return any(found.field in SPOKEN_TOGETHER for found in change.fields)


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


def _with_what(text: str, change: Change, now: EditionView) -> str:
    """Add the change of the first field that a reader can be told in a clause."""
    if isinstance(change.before, Claim) and _retold(change):
        return gettext(
            "{said}; before: {was}", said=text, was=claim_clause(change.before, now.book)
        )
    reworded = change.difference("statement") is not None
    shown = [
        candidate
        for candidate in change.fields
        if _short(candidate.was)
        and _short(candidate.now)
        and candidate.field not in HOUSEKEEPING
        and not change_title(change, now).endswith(str(candidate.now).rstrip("."))
        and not (candidate.field == "date" and reworded)  # the new sentence has its day
    ]
    if not shown:
        return text
    difference = next((one for one in shown if one.field not in ("as_of", "note")), shown[0])
    was, after = (
        value_in_sentence(value, now, change.type, difference.field)
        for value in (difference.was, difference.now)
    )
    return gettext(
        "{said} ({field}: {now}, before: {was})",
        said=text,
        field=field_in_sentence(difference.field),
        now=after,
        was=was,
    )


def _short(value: Value) -> bool:
    """A value that fits into a clause: no list, no nested value, no other sentence."""
    return value is None or (not isinstance(value, tuple | Located) and len(str(value)) <= _CLAUSE)


_CLAUSE = 40
