"""What became of a source, in one sentence: withdrawn, disputed, graded anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from reportkit.changes.change import Change
from reportkit.changes.edition_view import EditionView
from reportkit.changes.field_schema import Value
from reportkit.i18n.bidi import isolate
from reportkit.i18n.formats import day
from reportkit.i18n.sentences import abbreviated, stop, unstopped
from reportkit.i18n.translate import gettext, gettext_noop, ngettext, pgettext
from reportkit.model.evidence import Event, Source
from reportkit.model.scales import RELIABILITY
from reportkit.model.vocabulary.series import AttributionRule
from reportkit.model.vocabulary.sources import Reliability, SourceKind, SourceStatus
from reportkit.phrasing.reasons import with_reason
from reportkit.phrasing.titles import commas, name_of, title_of
from reportkit.phrasing.values import change_title


def source_graded(change: Change, now: EditionView) -> str:
    """Say what became of a source before how it is graded: who cites it must know."""
    after = change.after
    source = source_called(after, now) if isinstance(after, Source) else change_title(change, now)
    stands = change.difference("source_status")
    if stands is None:
        found = change.difference("reliability")
        was, grade = _grade(found and found.was), _grade(found and found.now)
        text = gettext(
            "source now graded {now}, before {was}: {source}", now=grade, was=was, source=source
        )
    elif stands.now in _SOURCES:
        text = gettext(_SOURCES[stands.now], source=source)
    else:
        text = gettext("source no longer in question: {source}", source=source)
    return with_reason(text, change.reason)


def data_set_of(event: Event, now: EditionView) -> str:
    """Name the one data set on which an event rests, if it may be named; "" of any other."""
    source = _the_only(event.source_refs, now)
    return _publisher(source) if source and source.kind is SourceKind.DATASET else ""


def publisher_of(ids: Collection[str], now: EditionView) -> str:
    """Name who brought out the only source among those cited, if he may be named."""
    source = _the_only(ids, now)
    return _publisher(source) if source else ""


def _the_only(ids: Collection[str], now: EditionView) -> Source | None:
    different = {*ids}
    return now.book.get(Source, different.pop()) if len(different) == 1 else None


def _publisher(source: Source) -> str:
    is_open = source.attribution_rule is AttributionRule.OPEN
    return abbreviated(source.publisher) if is_open else ""


def with_reviews(text: str, source: str, now: EditionView, *, most: int | None = None) -> str:
    """Add what was looked at again because of a source and stands; above ``most`` only how much."""
    reviews = [review for review in now.book.edition.source_reviews if review.source == source]
    records = list(dict.fromkeys(id for review in reviews for id in review.records))
    named = [name_of(id, now) for id in records if id in now.records]
    if not named:
        return text
    if most is not None and len(named) > most:
        stands = ngettext(
            "{n} entry that rests on it was looked at again and stands.",
            "{n} entries that rest on it were looked at again and stand.",
            len(named),
        )
        return f"{stop(text)} {stands}"
    names = pgettext("list", "; ").join(unstopped(name) for name in named)
    stands = gettext("Looked at again because of it and left unchanged: {names}.", names=names)
    reasons = dict.fromkeys(stop(isolate(review.reason)) for review in reviews if review.reason)
    why = gettext("Reason: {reason}", reason=" ".join(reasons)) if reasons else ""
    return " ".join(part for part in (stop(text), stands, why) if part)


#: How a source came to stand, by its ``source_status``.
_SOURCES: Mapping[Value, str] = {
    SourceStatus.WITHDRAWN: gettext_noop("source withdrawn: {source}"),
    SourceStatus.DISPUTED: gettext_noop("source disputed: {source}"),
}


def source_called(source: Source, now: EditionView) -> str:
    """Call a source by who published what and when: a headline alone would read as a fact."""
    parts = [isolate(source.publisher)]
    if source.title:
        parts.append(gettext("“{title}”", title=isolate(source.title)))
    if source.published:
        parts.append(day(source.published))
    return commas(part for part in parts if part) or title_of(source, now)


def _grade(value: Value) -> str:
    """Spell an Admiralty grade; F judges nothing."""
    letter = value if isinstance(value, Reliability) else Reliability.F
    return f"{letter.value} ({pgettext('reliability', RELIABILITY[letter])})"
