"""Which field of a change is told in a clause, and which says how a state moved."""

from __future__ import annotations

from reportkit.changes.change import Change
from reportkit.changes.detect import HOUSEKEEPING
from reportkit.changes.diff import Difference
from reportkit.changes.edition_view import EditionView
from reportkit.changes.field_schema import Value
from reportkit.i18n.translate import gettext
from reportkit.model.base import Located
from reportkit.model.evidence import Claim
from reportkit.phrasing.claims import SPOKEN_TOGETHER, claim_clause
from reportkit.phrasing.values import change_title, field_in_sentence, value_in_sentence


def moved_state(change: Change) -> Difference | None:
    """Give the field that says how the state of a record moved, its own before inner ones."""
    own = change.difference(change.after.state_field) if change.after else None
    short = [one for one in change.fields if _short(one.was) and _short(one.now)]
    inner = next((one for one in short if one.field.endswith("status")), None)
    return own or inner or next(iter(short), None)


def retold(change: Change) -> bool:
    """Who says it, in which mood or what has changed: before and now are told as a whole."""
    return any(found.field in SPOKEN_TOGETHER for found in change.fields)


def with_what(text: str, change: Change, now: EditionView) -> str:
    """Add the change of the first field that a reader can be told in a clause."""
    if isinstance(change.before, Claim) and retold(change):
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
    if difference.was is None:
        return gettext(
            "{said} ({field}: {now})",
            said=text,
            field=field_in_sentence(difference.field),
            now=after,
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
