"""One change in one sentence, for page 1 and for the change log."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reportkit.changes.change import Change
from reportkit.changes.detect import CHECKED, GROUNDS, HOUSEKEEPING, SOURCE_GRADES, TIES
from reportkit.changes.edition_view import EditionView
from reportkit.i18n.bidi import isolate
from reportkit.i18n.formats import day
from reportkit.i18n.sentences import capital, stop
from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.model.analysis import Correction, Indicator, Judgement
from reportkit.model.diplomacy import Commitment, Round
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Claim, Event, Figure, Source
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.phrasing.claims import (
    actor_in_sentence,
    dated_claim,
)
from reportkit.phrasing.counted import put_at, valued
from reportkit.phrasing.endings import ended, last_wording
from reportkit.phrasing.figure_changes import (
    counted_by,
    dated,
    figure_moved,
    moved_values,
    value_moved,
)
from reportkit.phrasing.judgement import judged, kept, stands
from reportkit.phrasing.likelihood import with_band
from reportkit.phrasing.notice import notice_sentence
from reportkit.phrasing.quantity import quantity
from reportkit.phrasing.reasons import with_reason
from reportkit.phrasing.revised_numbers import release_named
from reportkit.phrasing.source import data_set_of, source_called, source_graded, with_reviews
from reportkit.phrasing.states import with_state
from reportkit.phrasing.titles import (
    commas,
    name_of,
    name_without_state,
    plain_title,
    title_of,
)
from reportkit.phrasing.values import change_title, field_in_sentence, value_in_sentence
from reportkit.phrasing.what_moved import moved_state, retold, with_what


def sentence(change: Change, now: EditionView) -> str:
    """Say one change in one sentence, for page 1 and for the log.

    Of a source that fell another one follows: what was looked at again for it, and stands.
    """
    said = stop(capital(_SAY[change.class_](change, now)))
    fell = change.type == "source" and change.class_ in _FALLS
    return with_reviews(said, change.record, now) if fell else said


#: A source that was withdrawn or disputed, by its publisher or by us.
_FALLS = frozenset({ChangeClass.RE_GRADED, ChangeClass.WITHDRAWN})

# A sentence for each class --------------------------------------------------------------------


def _added(change: Change, now: EditionView) -> str:
    after = change.after
    if isinstance(after, Figure) and not change.fields:
        return put_at([after], now) if change.before is None else figure_moved(change, now)
    if isinstance(after, Correction):
        return notice_sentence(after, now)
    if isinstance(after, Indicator) and not change.fields:
        return _watched(after, now)
    titled = _titled(change, now)
    if change.fields:  # it had ended
        return gettext("carried again: {title}", title=titled)
    if change.contested:
        return gettext("newly contested: {title}", title=titled)
    pattern = "{title}" if change.type in _SAYS_ITSELF else gettext_noop("new: {title}")
    publisher = data_set_of(after, now) if isinstance(after, Event) else ""
    said = _LISTED if publisher else _NEW.get(change.type, pattern)
    return gettext(said, publisher=publisher, title=titled)


#: Who says it or how it stands is a sentence of its own.
_SAYS_ITSELF = frozenset({"claim", "round", "commitment"})


_LISTED = gettext_noop("new event, listed by {publisher}: {title}")
#: A record of each type that is new, where its title does not say what it is.
_NEW: Mapping[str, str] = {
    "source": gettext_noop("new source: {title}"),
    "actor": gettext_noop("new actor: {title}"),
    "place": gettext_noop("new place: {title}"),
    "event": gettext_noop("new event: {title}"),
    "judgement": gettext_noop("new judgement: {title}"),
    "gap": gettext_noop("new {title}"),
}


def _watched(indicator: Indicator, now: EditionView) -> str:
    """An indicator that nobody has observed is no news; that it is watched is."""
    return gettext(
        "we now watch for “{statement}” ({state})",
        statement=plain_title(indicator),
        state=value_in_sentence(
            indicator.indicator_status, now, indicator.type, indicator.state_field
        ),
    )


def _updated(change: Change, now: EditionView) -> str:
    after = change.after
    if isinstance(after, Figure) and value_moved(change):
        return figure_moved(change, now)
    if isinstance(after, Figure) and after.as_of and change.difference("as_of"):
        return gettext(
            "{title}: still {value} on {day}",
            title=counted_by(after, now),
            value=quantity(after),
            day=day(after.as_of),
        )
    if isinstance(after, Judgement) and stands(change):
        return with_reason(kept(change, now), change.reason)
    pattern = next((said for names, said in _ASIDE.items() if _only(change, names)), None)
    if pattern:
        return gettext(pattern, title=_aside(change, now))
    return with_what(gettext("updated: {title}", title=_titled(change, now)), change, now)


#: What can be updated without a word of the record itself; "an indicator was not seen again"
#: would tell an old state as news. The first that holds all changed fields is said.
_ASIDE: Mapping[frozenset[str], str] = {
    frozenset({"source_refs"}): gettext_noop("sources updated: {title}"),
    frozenset({"source_refs", *GROUNDS}): gettext_noop("evidence updated: {title}"),
    frozenset({"source_refs", "note"}): gettext_noop("note updated: {title}"),
    frozenset({"source_refs", *GROUNDS, *TIES}): gettext_noop("links updated: {title}"),
}


def _only(change: Change, names: frozenset[str]) -> bool:
    return bool(change.fields) and all(found.field in names for found in change.fields)


def _corrected(change: Change, now: EditionView) -> str:
    if change.corrections:
        return " ".join(notice_sentence(each, now) for each in change.corrections)
    title, values = _day_titled(change, now), moved_values(change)
    if values:
        text = gettext(
            "we were wrong: {title}: {right}, not {wrong}",
            title=title,
            right=values.now,
            wrong=values.was,
        )
        return with_reason(text, change.reason)
    text = gettext("we were wrong: {title}", title=title)
    return with_reason(with_what(text, change, now), change.reason)


def _source_revised(change: Change, now: EditionView) -> str:
    if isinstance(change.after, Figure):
        id = change.after.provider
        provider = actor_in_sentence(now.book.get(Actor, id), id).name
        if value_moved(change):
            figure = figure_moved(change, now)
            if release := release_named(change.reason):
                return gettext(
                    "revised by {provider} itself ({release}): {figure}",
                    provider=provider,
                    release=isolate(release),
                    figure=figure,
                )
            return gettext(
                "revised by {provider} itself: {figure}", provider=provider, figure=figure
            )
        return gettext(
            "{provider} added to its figure, which is unchanged: {figure}",
            provider=provider,
            figure=valued([change.after], now),
        )
    said = gettext("revised by its source: {title}", title=_titled(change, now))
    return with_what(said, change, now)


def _reaffirmed(change: Change, now: EditionView) -> str:
    if isinstance(change.after, Judgement):
        return with_reason(kept(change, now), change.reason)
    return gettext("reviewed and kept: {title}", title=_titled(change, now))


def _contested_now(change: Change, now: EditionView) -> str:
    return with_reason(
        gettext("newly contested: {title}", title=_titled(change, now)), change.reason
    )


def _settled(change: Change, now: EditionView) -> str:
    said = gettext("no longer contested: {title}", title=_titled(change, now))
    return with_reason(said, change.reason)


def _re_graded(change: Change, now: EditionView) -> str:
    if change.type == "source" and any(change.difference(name) for name in SOURCE_GRADES):
        return source_graded(change, now)
    return with_what(gettext("re-graded: {title}", title=_titled(change, now)), change, now)


def _status_moved(change: Change, now: EditionView) -> str:
    after, moved = change.after, moved_state(change)
    titled = _titled(change, now)
    if moved is None or after is None:
        return titled
    was, held = (
        value_in_sentence(value, now, change.type, moved.field) for value in (moved.was, moved.now)
    )
    if moved.field != after.state_field:
        record, field = name_without_state(after, now), field_in_sentence(moved.field)
        if moved.was is None:
            return gettext("{record}, {field}: {now}", record=record, field=field, now=held)
        return gettext(
            "{record}, {field}: now {now}, before {was}",
            record=record,
            field=field,
            now=held,
            was=was,
        )
    if isinstance(after, Round | Commitment):  # its sentence says that it moved
        return titled
    if with_state(after, now.book):  # the title says what it is now
        return gettext("{title} (before: {was})", title=titled, was=was)
    return gettext("{title}: {now}, before: {was}", title=titled, now=held, was=was)


def _superseded(change: Change, now: EditionView) -> str:
    by = change.after.superseded_by if change.after else None
    said = gettext("replaced: {title}", title=last_wording(change, now))
    if by:
        said = gettext("{said}; see now: {title}", said=said, title=name_of(by, now))
    return with_reason(said, change.reason)


def _ended(change: Change, now: EditionView) -> str:
    return ended([change], now)


def _under_review(change: Change, now: EditionView) -> str:
    said = gettext("in doubt and under review: {title}", title=change_title(change, now))
    return with_reason(said, change.reason)


def _method(change: Change, now: EditionView) -> str:
    text = gettext(
        "counted differently, not comparable with before: {title}", title=_day_titled(change, now)
    )
    if values := moved_values(change):
        return gettext("{said}: {now}; {was} before", said=text, now=values.now, was=values.was)
    return with_what(text, change, now)


def _handling(change: Change, now: EditionView) -> str:
    marked = change.difference("tlp")
    if change.type == "edition" and marked:
        return gettext(
            "this brief is now marked {now}, before {was}", now=marked.now, was=marked.was
        )
    return with_what(gettext("marking of {title}", title=change_title(change, now)), change, now)


def _editorial(change: Change, now: EditionView) -> str:
    if change.type == "claim" and retold(change):
        return with_what(
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
    if isinstance(record, Judgement):
        return with_band(record, now.scale)
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
            return gettext("{title}: {value}", title=dated(record, now), value=quantity(record))
        case Claim():
            return dated_claim(record, now.book)
    return title_of(record, now)


def _day_titled(change: Change, now: EditionView) -> str:
    if isinstance(change.after, Figure):
        return dated(change.after, now)
    return change_title(change, now)
