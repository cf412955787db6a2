"""The box "What changed since No. 4" of page 1: at most six sentences for a stranger."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from reportkit.changes.change import Change
from reportkit.changes.corrections import Notice
from reportkit.changes.delta import ELAPSED
from reportkit.changes.edition_view import EditionView
from reportkit.i18n.sentences import capital, stop
from reportkit.i18n.translate import gettext
from reportkit.model.analysis import Judgement
from reportkit.model.evidence import Figure
from reportkit.model.metrics import LOSSES
from reportkit.model.vocabulary.changes import ChangeClass, JudgementChange
from reportkit.model.vocabulary.sources import SourceStatus
from reportkit.phrasing.endings import ended
from reportkit.phrasing.figure_changes import value_moved
from reportkit.phrasing.judgement import stands as same_as_before
from reportkit.phrasing.notice import notice_sentence
from reportkit.phrasing.passages import ended_together, tellers_of
from reportkit.phrasing.revised_alike import revised_alike
from reportkit.phrasing.sentence import sentence
from reportkit.phrasing.source import source_graded, with_reviews
from reportkit.phrasing.titles import name_of

#: Lines of the box, and words in them; a reader who is given more reads none.
MAX_LINES, MAX_WORDS = 6, 125


#: More records than these that were looked at again are counted and not named.
_REVIEWED = 2


class Line(NamedTuple):
    """One sentence of the box, about one record or about what ended together with it."""

    record: str
    class_: ChangeClass
    text: str
    along: tuple[str, ...] = ()  # the other records of which it tells
    always: bool = False  # for want of room others leave, this one stays


@dataclass(frozen=True, slots=True)
class SinceBox:
    """What page 1 says of the edition before: the most weighty first."""

    lines: tuple[Line, ...]


def since_box(
    changes: Sequence[Change],
    now: EditionView,
    notices: Sequence[Notice] = (),
    *,
    lines: int = MAX_LINES,
    elsewhere: Collection[str] = frozenset(),
) -> SinceBox:
    """Choose what page 1 says, in the order of weight, at most ``lines`` sentences.

    Corrections, then what was withdrawn and what readers acted upon and is no longer carried,
    withdrawn and disputed sources among it; judgements, new contested claims, then commitments,
    measures, rounds and indicators whose state moved, figures, and sources that are graded
    anew. Corrections and what ended come whole, then two judgements; of the others each kind gives
    its first before any gives its second, so that five new figures do not hide a failed round.
    Last come the tolls that a data set revised, those of each in one sentence.
    What the page says elsewhere, ``elsewhere`` by the ids of the records, is not said again.
    """
    wording: dict[str, str] = {}
    for notice in notices:
        earlier = wording.get(notice.record)
        said = notice_sentence(notice.entry, now)
        wording[notice.record] = f"{earlier} {said}" if earlier else said
    rows = _uncorrected(changes, now, notices)[:lines]  # its record ended, or is marked otherwise
    for group in _chosen(changes, lines - len(rows), _with_what_they_tell(elsewhere, changes, now)):
        change = group[0]
        corrected = change.class_ is ChangeClass.CORRECTED
        phrase = wording.get(change.record) if corrected else None
        if phrase is None and len(group) > 1:
            phrase = ended(group, now)
        along = tuple(other.record for other in group[1:])
        always = any(belongs(change) for belongs in _WHOLE)
        text = phrase or _sentence(change, changes, now)
        rows.append(Line(change.record, change.class_, text, along, always))
    known = {*elsewhere, *(id for row in rows for id in (row.record, *row.along))}
    rows += _revised_tolls(changes, now, known)[: lines - len(rows)]
    return SinceBox(_within_words(rows))


def said_on_page_one(now: EditionView, *, numbers: bool = True) -> frozenset[str]:
    """Name the records of which page 1 speaks outside the box.

    A mail has its prose and no ``numbers``: neither key figures with how they moved since the
    edition that its reader had, nor key judgements.
    """
    book = now.book
    edition = book.edition
    prose = (edition.bottom_line, edition.trend_rationale, *edition.highlights)
    named = [id for statement in prose for id in statement.basis]
    if not numbers:
        return frozenset(id for id in named if book.get(Figure, id) is None)
    key = (one.id for one in book.all(Judgement) if _is_on_page_one(one))
    return frozenset((*named, *edition.key_figures, *key))


def _is_on_page_one(judgement: Judgement) -> bool:
    """Key judgements stand there, and what came of those that are decided."""
    decided = judgement.resolution is not None and judgement.resolution.outcome is not None
    return judgement.key or decided


def _with_what_they_tell(
    ids: Collection[str], changes: Sequence[Change], now: EditionView
) -> frozenset[str]:
    tellers = tellers_of(changes, now)
    return frozenset(ids) | {record for record, teller in tellers.items() if teller in ids}


def _sentence(change: Change, changes: Sequence[Change], now: EditionView) -> str:
    """Say a change; a state that moved by the fact that tells of it, where one does."""
    if change.class_ is ChangeClass.STATUS_MOVED:
        teller = tellers_of(changes, now).get(change.record)
        if teller and teller in now.records:
            return stop(capital(name_of(teller, now)))
    if change.type == "source" and change.class_ is ChangeClass.RE_GRADED:
        said = stop(capital(source_graded(change, now)))
        return with_reviews(said, change.record, now, most=_REVIEWED)
    if change.class_ is ChangeClass.JUDGEMENT_CHANGED:  # why stands with all the changes
        return sentence(replace(change, reason=None), now)
    return sentence(change, now)


def _revised_tolls(
    changes: Sequence[Change], now: EditionView, known: Collection[str]
) -> list[Line]:
    by_provider: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        toll = change.after
        if (
            change.class_ is ChangeClass.SOURCE_REVISED
            and isinstance(toll, Figure)
            and toll.event
            and toll.metric in LOSSES
            and value_moved(change)
            and change.record not in known
        ):
            by_provider[toll.provider].append(change)
    lines = []
    for first, *others in sorted(by_provider.values(), key=len, reverse=True):
        text = revised_alike([first, *others], now) if others else sentence(first, now)
        along = tuple(change.record for change in others)
        lines.append(Line(first.record, first.class_, text, along))
    return lines


def _within_words(rows: Sequence[Line]) -> tuple[Line, ...]:
    """Let the last go while there are too many words; what must be told stays."""
    kept = list(rows)
    while sum(len(row.text.split()) for row in kept) > MAX_WORDS:
        spare = next((row for row in reversed(kept) if not row.always), None)
        if spare is None or len(kept) == 1:
            break
        kept.remove(spare)
    return tuple(kept)


def _uncorrected(
    changes: Sequence[Change], now: EditionView, notices: Sequence[Notice]
) -> list[Line]:
    """Give the corrections of records that no CORRECTED change tells of."""
    corrected = {change.record for change in changes if change.class_ is ChangeClass.CORRECTED}
    return [
        Line(
            notice.record,
            ChangeClass.CORRECTED,
            notice_sentence(notice.entry, now),
            always=True,
        )
        for notice in notices
        if notice.record not in corrected
    ]


#: What a reader of the edition before would have to unlearn.
_UNLEARNED = frozenset(
    {
        ChangeClass.CORRECTED,
        ChangeClass.WITHDRAWN,
        ChangeClass.SUPERSEDED,
        ChangeClass.DROPPED,
        ChangeClass.UNDER_REVIEW,
        ChangeClass.METHOD_CHANGED,
    }
)


def stands(changes: Sequence[Change], before: str) -> tuple[str, ...]:
    """Say where there is no other line that all of an edition still stands, if it does."""
    shown = [change.class_ for change in changes if change.class_ is not ChangeClass.EDITORIAL]
    if not shown:
        return (gettext("Nothing has changed since {edition}.", edition=before),)
    if _UNLEARNED.isdisjoint(shown):
        return (gettext("Nothing in {edition} was corrected or withdrawn.", edition=before),)
    return ()


def quiet_sections(changes: Iterable[Change], sections: Sequence[str]) -> tuple[str, ...]:
    """Give the sections in which no change but an editorial one happened."""
    loud = {change.section for change in changes if change.class_ is not ChangeClass.EDITORIAL}
    return tuple(section for section in sections if section not in loud)


# What stands on page 1 ------------------------------------------------------------------------


def _is(*classes: ChangeClass) -> Callable[[Change], bool]:
    return lambda change: change.class_ in classes


def _judgement(change: Change) -> bool:
    return change.type == "judgement" and (
        (change.class_ is ChangeClass.JUDGEMENT_CHANGED and not same_as_before(change))
        or (change.key and change.class_ in (ChangeClass.ADDED, ChangeClass.UNDER_REVIEW))
    )


def _key_figure(change: Change) -> bool:
    told = (ChangeClass.UPDATED, ChangeClass.SOURCE_REVISED)
    moved = change.class_ in told and any(
        found.field in ("low", "best", "high") for found in change.fields
    )
    if change.type != "figure" or not change.key or _only_time_passed(change):
        return False
    return moved or change.class_ is ChangeClass.ADDED


def _only_time_passed(change: Change) -> bool:
    """Tell whether a count of days went on: the number beside the box says as much."""
    after = change.after
    counts_days = isinstance(after, Figure) and after.metric in ELAPSED
    return counts_days and change.class_ is ChangeClass.UPDATED


def _contested(change: Change) -> bool:
    new = change.class_ is ChangeClass.ADDED and change.contested
    return new or change.class_ is ChangeClass.CONTESTED


def _state(change: Change) -> bool:
    """A state that moved, or talks and promises that are new."""
    new = change.class_ is ChangeClass.ADDED and change.type in ("round", "commitment")
    return new or change.class_ is ChangeClass.STATUS_MOVED


def _ended(change: Change) -> bool:
    """What a reader must stop using: it is told with its last value and why."""
    if change.class_ is ChangeClass.RE_GRADED and change.type == "source":
        stands = change.difference("source_status")
        return stands is not None and stands.now is not None and stands.now != SourceStatus.OK
    dropped = change.class_ is ChangeClass.DROPPED and change.acted_upon
    return change.class_ is ChangeClass.WITHDRAWN or dropped


def _source(change: Change) -> bool:
    return change.class_ is ChangeClass.RE_GRADED and change.type == "source"


#: What is told however little room there is.
_WHOLE: tuple[Callable[[Change], bool], ...] = (_is(ChangeClass.CORRECTED), _ended)
#: So many judgements that moved come before all that takes turns: they are what the brief is for.
_JUDGEMENTS_FIRST = 2
_IN_TURN: tuple[Callable[[Change], bool], ...] = (
    _judgement,
    _contested,
    _state,
    _key_figure,
    _source,
)


def _chosen(
    changes: Sequence[Change], lines: int, elsewhere: Collection[str]
) -> list[tuple[Change, ...]]:
    """Choose what is told, once for each record, in the order of the kinds.

    What ended in one way for one reason is told in one sentence.
    """
    seen: set[str] = set()
    kinds: list[list[Change]] = []
    for belongs in (*_WHOLE, *_IN_TURN):
        kinds.append([])
        for change in sorted(filter(belongs, changes), key=_weight):
            if belongs in _IN_TURN and change.record in elsewhere and not _moved_above(change):
                continue
            if change.record not in seen:
                seen.add(change.record)
                kinds[-1].append(change)
    whole, in_turn = kinds[: len(_WHOLE)], kinds[len(_WHOLE) :]
    first = [group for members in whole for group in ended_together(members)]
    left = max(lines - sum(map(len, whole)), 0)  # one sentence of three takes the room of three
    turns = sorted(
        (max(turn - _JUDGEMENTS_FIRST, -1) if kind == 0 else turn, kind)
        for kind, members in enumerate(in_turn)
        for turn in range(len(members))
    )
    given = Counter(kind for _, kind in turns[:left])
    return first[:lines] + [
        (change,) for kind, members in enumerate(in_turn) for change in members[: given[kind]]
    ]


_STATES = ("round", "commitment", "measure", "indicator", "gap")


def _moved_above(change: Change) -> bool:
    """Tell whether a key judgement moved: page 1 shows how far, and the box says why.

    One that rests on other grounds, or says the same in other words, did not.
    """
    changed = change.key and change.class_ is ChangeClass.JUDGEMENT_CHANGED
    moved = set(change.kinds) - {JudgementChange.REWORDED}
    return changed and bool(change.reason and moved) and JudgementChange.RESOLVED not in moved


def _weight(change: Change) -> tuple[bool, int, bool]:
    """Key records first, talks before gaps, and what moved before what is merely new."""
    place = _STATES.index(change.type) if change.type in _STATES else 0
    return not change.key, place, change.class_ is ChangeClass.ADDED and change.before is None
