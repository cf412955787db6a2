"""Which changes are one matter: a fact tells of the claims and figures that came with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportkit.changes.change import Change
from reportkit.changes.edition_view import EditionView
from reportkit.model.envelope import Record
from reportkit.model.evidence import Claim, Event, Fact, Figure
from reportkit.model.vocabulary.changes import ChangeClass

#: Classes that end alike, for which one reason is given once.
_JOINED = (ChangeClass.WITHDRAWN, ChangeClass.DROPPED)
#: What a fact says anew; a fact whose sources grew says nothing of what came with it.
_SPEAKING = (
    ChangeClass.ADDED,
    ChangeClass.CONTESTED,
    ChangeClass.SETTLED,
    ChangeClass.UPDATED,
    ChangeClass.SOURCE_REVISED,
)
#: What moves or comes along with the fact that tells of it.
_ALONG = (ChangeClass.ADDED, ChangeClass.STATUS_MOVED)
_STATES = frozenset({"commitment", "measure"})


def tellers_of(changes: Sequence[Change], now: EditionView) -> dict[str, str]:
    """Give each record whose change another tells the record that tells it.

    A fact that is new or says something new tells of its figures, its claims, the measures and
    promises of which its claims speak, and of its event; a claim tells of its figures.
    """
    along = {change.record: change.after for change in changes if change.class_ in _ALONG}
    tellers: dict[str, str] = {}
    for fact in _speaking(changes):
        for id in (*fact.about, *fact.claims, fact.event or ""):
            if id in along and id != fact.id:
                tellers.setdefault(id, fact.id)
        for claim in (now.book.get(Claim, id) for id in fact.claims):
            for id in claim.about if claim else ():
                state = along.get(id)
                if state is not None and state.type in _STATES:
                    tellers.setdefault(id, fact.id)
    while further := dict(_further(along, tellers)):
        tellers |= further
    return tellers


def _speaking(changes: Sequence[Change]) -> Iterator[Fact]:
    for change in changes:
        fact = change.after
        if not isinstance(fact, Fact) or change.class_ not in _SPEAKING:
            continue
        if change.class_ is ChangeClass.UPDATED and change.difference("statement") is None:
            continue
        yield fact


def _further(
    along: Mapping[str, Record | None], tellers: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Follow a claim to what it is about, and a new event to what is of it."""
    for id, record in along.items():
        if id in tellers:
            continue
        if isinstance(record, Claim):
            told = next((tellers[each] for each in record.about if each in tellers), None)
            if told:
                yield id, told
        elif isinstance(record, Figure) and not record.event:
            claim = next((other for other in _claims_about(id, along)), None)
            if claim:
                yield id, tellers.get(claim, claim)
        elif isinstance(record, Event) and (own := _of_event(id, along)):
            yield id, tellers.get(own, own)


def _claims_about(id: str, along: Mapping[str, Record | None]) -> Iterator[str]:
    return (
        each for each, record in along.items() if isinstance(record, Claim) and id in record.about
    )


def _of_event(event: str, along: Mapping[str, Record | None]) -> str | None:
    """Find the first figure or claim of an event that no fact tells of."""
    for id, record in along.items():
        if isinstance(record, Figure) and record.event == event:
            return id
        if isinstance(record, Claim) and event in record.about:
            return id
    return None


def ended_together(changes: Iterable[Change]) -> list[tuple[Change, ...]]:
    """Group what ended in one way for one reason: it is told in one sentence."""
    groups: dict[object, list[Change]] = {}
    for change in changes:
        alike = change.class_ in _JOINED and change.reason
        key = (change.class_, change.reason) if alike else (change.record, change.class_)
        groups.setdefault(key, []).append(change)
    return [tuple(found) for found in groups.values()]


def without_repetition(group: Sequence[Change]) -> list[Change]:
    """Leave out what the figures that end with it say: a fact on them, their event.

    The dead come first.
    """
    gone = {change.record for change in group if change.type == "figure"}
    counted = {change.before.event for change in group if isinstance(change.before, Figure)}
    kept = [
        change
        for change in group
        if not (isinstance(change.before, Fact) and gone.intersection(change.before.about))
        and not (isinstance(change.before, Event) and change.record in counted)
    ]
    return sorted(kept or group, key=lambda change: not _counts_the_dead(change))


def _counts_the_dead(change: Change) -> bool:
    return isinstance(change.before, Figure) and change.before.metric == "killed"
