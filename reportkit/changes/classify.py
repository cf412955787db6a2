"""Two editions and the author's notes to classified changes, with what is left to explain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from reportkit.changes.assign import ENDS, Assigned, Case, assign, position_change
from reportkit.changes.change import NO_PAST, Change, Classified, Past
from reportkit.changes.corrections import was_read
from reportkit.changes.delta import last_of_series
from reportkit.changes.detect import LIFE, SOURCE_GRADES, new_links
from reportkit.changes.diff import (
    EDITION_FILE,
    Comparison,
    Difference,
    Locate,
    compare,
    differences_of,
)
from reportkit.changes.edition_view import EditionView
from reportkit.changes.notes import Notes, reason_of
from reportkit.changes.prominence import acted_upon, carrying_of
from reportkit.changes.requirements import Enforcer
from reportkit.i18n.sentences import capital, stop
from reportkit.model.analysis import Correction, Judgement
from reportkit.model.book import is_live
from reportkit.model.envelope import Record
from reportkit.model.evidence import Figure
from reportkit.model.series import ChangeNote
from reportkit.model.vocabulary.changes import ChangeClass, JudgementChange, Significance
from reportkit.model.vocabulary.events import Position

#: The order in which a change log lists its classes.
CLASS_ORDER = {class_: place for place, class_ in enumerate(ChangeClass)}
#: Not records, but compared like them.
_SERIES = ("brief", "edition")


class _Comparison(NamedTuple):
    """What every question here is asked about."""

    was: EditionView
    now: EditionView
    notes: Notes
    renamed: Mapping[str, str]
    carrying: frozenset[str]  # ids on which page 1 and the key judgements of before rest


def classify(
    was: EditionView,
    now: EditionView,
    notes: Sequence[ChangeNote] = (),
    *,
    past: Past = NO_PAST,
    locate: Locate = lambda _record, _field: EDITION_FILE,
) -> Classified:
    """Tell what became of every record between two editions, by id and class.

    What nothing explains yet is a change all the same, in the class that it most likely is,
    and a problem beside it, whose hint is the note to paste into edition.yaml.
    """
    comparison = compare(
        was.records,
        now.records,
        renamed=past.renamed,
        unknown_then=past.unknown_then,
        locate=locate,
    )
    corrections = _new_corrections(comparison, now)
    if past.spans:
        corrections = {id: each for id, each in corrections.items() if was_read(each, was)}
    world = _Comparison(was, now, Notes(notes, corrections), comparison.renamed, carrying_of(was))
    enforcer = Enforcer(was, now, world.notes, past, locate)
    changes: list[Change] = []
    for id in comparison.added:
        if is_live(now.records[id]):
            changes.append(_added(world, id))
            enforcer.born_late(id, now.records[id])
        else:  # never carried, hence no change
            enforcer.born_ended(id, now.records[id])
    for case in _cases(world, comparison, past):
        assigned = assign(case, world.notes)
        made = _changes(world, case, assigned)
        enforcer.case(assigned, made)
        changes += made
    changes += _reaffirmed(world, {change.record for change in changes})
    enforcer.unused_notes(changes)
    return Classified(
        tuple(sorted(changes, key=lambda change: (change.record, CLASS_ORDER[change.class_]))),
        comparison.renamed,
        (*comparison.problems, *enforcer.problems),
    )


def _new_corrections(found: Comparison, now: EditionView) -> dict[str, Correction]:
    added = set(found.added)
    return {each.id: each for each in now.book.all(Correction) if each.id in added}


def _cases(world: _Comparison, comparison: Comparison, past: Past) -> Iterator[Case]:
    """Each record that differs, then the series and the edition's own marking."""
    was, now = world.was, world.now
    differences: defaultdict[str, list[Difference]] = defaultdict(list)
    for difference in (*comparison.differences, *_positions(world)):
        differences[difference.record].append(difference)
    scales = (was.scale, now.scale)
    for id in sorted(differences):
        old, new = was.records[comparison.renamed.get(id, id)], now.records[id]
        yield Case(
            record=id,
            type=new.type,
            was=old,
            now=new,
            differences=tuple(differences[id]),
            scales=scales,
        )
    for name, before, after in (
        ("brief", was.book.brief, now.book.brief.replace(tlp=was.book.brief.tlp)),
        # Of an edition its marking alone, which the series can say too.
        ("edition", was.book.edition.replace(tlp=was.tlp), was.book.edition.replace(tlp=now.tlp)),
    ):
        if own := tuple(differences_of(name, before, after, past.unknown_then)):
            yield Case(
                record=name, type=name, was=before, now=after, differences=own, scales=scales
            )


def _positions(world: _Comparison) -> Iterator[Difference]:
    """Facts carried by both editions that became contested or ceased to be."""
    was, now = world.was, world.now
    for id, position in now.positions.items():
        old = world.renamed.get(id, id)
        moved = position_change(id, was.positions.get(old), position)
        carried = old in was.live_records and id in now.live_records
        if moved and carried:
            yield moved


# Values ---------------------------------------------------------------------------------------


def _plain_change(world: _Comparison, id: str, class_: ChangeClass) -> Change:
    """Say of which record a change is, and nothing yet of what changed."""
    now = world.now
    record = now.records[id]
    return Change(
        record=id,
        type=record.type,
        section=record.section,
        class_=class_,
        key=now.is_key(id),
        contested=now.positions.get(id) is Position.CONTESTED,
        tlp=now.book.marking(record),
        formerly=world.renamed.get(id),
        before=record,
        after=record,
    )


def _noted(change: Change, notes: Sequence[ChangeNote]) -> Change:
    """Add what the author says of it."""
    if not notes:
        return change
    reasons = dict.fromkeys(reason for note in notes if (reason := reason_of(note)))
    evidence = dict.fromkeys(id for note in notes for id in note.evidence)
    return replace(
        change,
        reason=" ".join(reasons) or None,
        evidence=tuple(evidence),
        significance=max(note.significance for note in notes),  # substantive is the later word
    )


def _added(world: _Comparison, id: str) -> Change:
    record = world.now.records[id]
    change = _plain_change(world, id, ChangeClass.ADDED)
    note = world.notes.whole(id)
    return replace(
        _noted(change, [note] if note else []),
        kinds=(JudgementChange.NEW,) if isinstance(record, Judgement) else (),
        before=last_of_series(record, world.was.book) if isinstance(record, Figure) else None,
    )


def _reaffirmed(world: _Comparison, changed: set[str]) -> Iterator[Change]:
    """Records of which the author says that they were reviewed and kept."""
    for note in world.notes.all:
        fits = note.class_ is ChangeClass.REAFFIRMED and note.field is None
        if fits and note.record not in changed and note.record in world.now.live_records:
            changed.add(note.record)
            yield _noted(_plain_change(world, note.record, note.class_), [note])


def _changes(world: _Comparison, case: Case, assigned: Sequence[Assigned]) -> list[Change]:
    """Gather the differences of one class into one change."""
    by_class = sorted(assigned, key=lambda found: CLASS_ORDER[_class_of(case, found)])
    made = [
        _change(world, case, class_, tuple(group))
        for class_, group in groupby(by_class, key=lambda found: _class_of(case, found))
    ]
    whole = world.notes.whole(case.record)
    kept = whole and whole.class_ is ChangeClass.REAFFIRMED and case.type not in _SERIES
    if whole and kept and all(change.class_ is ChangeClass.EDITORIAL for change in made):
        made.append(_noted(_plain_change(world, case.record, whole.class_), [whole]))
    return made


def _class_of(case: Case, found: Assigned) -> ChangeClass:
    """While nothing explains a difference, take it for what it most likely is."""
    if found.class_:
        return found.class_
    if case.type == "brief":
        return ChangeClass.METHOD_CHANGED
    only_reviewed = {"as_of", "status", "status_reason"}
    if {difference.field for difference in case.differences} <= only_reviewed:
        return ChangeClass.REAFFIRMED
    return ChangeClass.UPDATED


def _change(
    world: _Comparison, case: Case, class_: ChangeClass, group: tuple[Assigned, ...]
) -> Change:
    editorial = class_ is ChangeClass.EDITORIAL
    corrections = _corrections(class_, group)
    notes = [
        assignment.note
        for assignment in group
        if assignment.note
        and (not editorial or assignment.note.class_ is ChangeClass.EDITORIAL)
        # What else became of the record is no reason for our error.
        and (not corrections or assignment.note.class_ is ChangeClass.CORRECTED)
    ]
    change = _noted(_case_change(world, case, class_), notes)
    fields = tuple(assignment.difference for assignment in group)
    links = tuple(dict.fromkeys(link for field in fields for link in new_links(field)))
    was, now = (held if isinstance(held, Record) else None for held in (case.was, case.now))
    return replace(
        change,
        kinds=_kinds(case, class_, group),
        fields=fields,
        corrections=corrections,
        reason=change.reason or _own_reason(case, group),
        evidence=change.evidence or (() if corrections else links),
        significance=Significance.EDITORIAL if editorial else change.significance,
        acted_upon=class_ in ENDS and was is not None and _was_used(world, was),
        before=was,
        after=now,
    )


def _was_used(world: _Comparison, record: Record) -> bool:
    return acted_upon(record, world.was, world.carrying)


def _corrections(class_: ChangeClass, group: Sequence[Assigned]) -> tuple[Correction, ...]:
    if class_ is not ChangeClass.CORRECTED:
        return ()
    return tuple({held.id: held for one in group if (held := one.correction)}.values())


def _case_change(world: _Comparison, case: Case, class_: ChangeClass) -> Change:
    if not (isinstance(case.was, Record) and isinstance(case.now, Record)):
        return Change(
            record=case.record,
            type=case.type,
            section=None,
            class_=class_,
            tlp=world.now.tlp,
        )
    markings = (world.was.book.marking(case.was), world.now.book.marking(case.now))
    stricter = max(markings, key=lambda tlp: tlp.rank)
    return replace(_plain_change(world, case.record, class_), tlp=stricter)


def _own_reason(case: Case, group: Sequence[Assigned]) -> str | None:
    """Give the reason that the records themselves hold: a correction's, an ended record's."""
    if corrections := _corrections(group[0].class_ or ChangeClass.UPDATED, group):
        # Written to follow "because"; alone it is a sentence.
        because = (stop(capital(held.because)) for held in corrections)
        return " ".join(dict.fromkeys(because))
    if any(found.difference.field in LIFE | SOURCE_GRADES for found in group):
        return getattr(case.now, "status_reason", None)
    return None


def _kinds(
    case: Case, class_: ChangeClass, group: Sequence[Assigned]
) -> tuple[JudgementChange, ...]:
    """All kinds of a judgement's change; rewording is worth a word only when it is alone."""
    if case.type != "judgement":
        return ()
    kinds = {assignment.kind for assignment in group if assignment.kind}
    kinds |= {
        assignment.note.kind
        for assignment in group
        if assignment.note
        and assignment.note.class_ is class_
        and assignment.note.kind is JudgementChange.SPLIT_OR_MERGED
    }
    if len(kinds) > 1:
        kinds.discard(JudgementChange.REWORDED)
    return tuple(kind for kind in JudgementChange if kind in kinds)
