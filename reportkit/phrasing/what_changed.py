"""What changed since the edition before, for people: what we said, what we now say, and why.

The annex, ``changes.md`` and the document of changes print these lines; each is true alone.
First what readers must stop using, then by section what moved and what is new. What has no
words for a stranger, such as one more source, is told in one plain line for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from reportkit.changes.change import Change
from reportkit.changes.corrections import Notice
from reportkit.changes.edition_view import EditionView
from reportkit.i18n.bidi import isolate
from reportkit.i18n.translate import gettext
from reportkit.model.analysis import Correction
from reportkit.model.evidence import Figure
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.phrasing.asides import SOURCE, Aside, aside_of, asides_of, source_fell
from reportkit.phrasing.compared import Passage, line, passage_of
from reportkit.phrasing.counted import put_at, side_by_side
from reportkit.phrasing.endings import ended
from reportkit.phrasing.gathered import each_on_screen, gathered
from reportkit.phrasing.in_numbers import are_counted
from reportkit.phrasing.notice import notice_sentence
from reportkit.phrasing.passages import ended_together, tellers_of, without_repetition
from reportkit.phrasing.sentence import sentence


class SectionChanges(NamedTuple):
    """What changed in one section."""

    id: str  # "" of what belongs to none
    title: str
    moved: tuple[Passage, ...]  # "We said", "We now say", "Because"
    kept: tuple[Passage, ...]  # what stands, or came to its end
    new: tuple[Passage, ...]
    apart: tuple[Passage, ...] = ()  # of which one line of the others tells together


@dataclass(frozen=True, slots=True)
class WhatChanged:
    """The change log of an edition for people."""

    first: tuple[Passage, ...]  # corrected, withdrawn, no longer carried, in doubt
    sections: tuple[SectionChanges, ...]
    asides: tuple[Aside, ...]
    sources: tuple[str, ...]  # new ones
    apart: tuple[Passage, ...] = ()  # of which one line of the first tells together

    @property
    def lines(self) -> Mapping[str, str]:
        """Each record that is told of, with the first record of the line that tells of it."""
        lines = [each.records for each in (*self.first, *self.passages)]
        lines += [aside.records for aside in self.asides]
        lines += [passage.records for section in self.sections for passage in section.apart]
        lines += [passage.records for passage in self.apart]
        return {id: records[0] for records in lines for id in records}

    @property
    def passages(self) -> tuple[Passage, ...]:
        """What is told section by section."""
        return tuple(
            passage
            for section in self.sections
            for passage in (*section.moved, *section.kept, *section.new)
        )

    @property
    def empty(self) -> bool:
        """Nothing changed that a reader is told."""
        return not (self.first or self.sections or self.asides or self.sources)


def what_changed(
    changes: Sequence[Change], now: EditionView, notices: Sequence[Notice] = ()
) -> WhatChanged:
    """Word all changes but editorial ones, each record once."""
    shown = [change for change in changes if change.class_ is not ChangeClass.EDITORIAL]
    tellers = tellers_of(shown, now)
    endings, apart = _endings(shown, now), _apart(shown, now)
    first = [*_corrections(shown, now, notices), *endings]
    done = {id for passage in (*endings, *apart) for id in passage.records}
    rest = [one for one in shown if one.record not in done and not _comes_first(one)]
    quiet = [change for change in rest if aside_of(change)]
    loud = [change for change in rest if not aside_of(change) and not _is_told(change, tellers)]
    along = _along(tellers)
    passages = [(change.section or "", passage) for change, passage in _passages(loud, now, along)]
    sources = tuple(change.record for change in quiet if aside_of(change) == SOURCE)
    return WhatChanged(
        first=tuple(first),
        sections=tuple(_by_section(passages, now, {one.record: one for one in loud})),
        asides=tuple(asides_of(quiet, now)),
        sources=sources,
        apart=apart,
    )


def _comes_first(change: Change) -> bool:
    ends = change.class_ in (*_FIRST, ChangeClass.CORRECTED) or source_fell(change)
    return ends or (change.type == "correction" and change.class_ is ChangeClass.ADDED)


def _is_told(change: Change, tellers: Mapping[str, str]) -> bool:
    return change.record in tellers and change.class_ in (
        ChangeClass.ADDED,
        ChangeClass.STATUS_MOVED,
    )


def _along(tellers: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    along: dict[str, tuple[str, ...]] = {}
    for record in tellers:
        last = tellers[record]
        while tellers.get(last, last) != last:
            last = tellers[last]
        along[last] = (*along.get(last, ()), record)
    return along


def _by_section(
    passages: Sequence[tuple[str, Passage]],
    now: EditionView,
    by_record: Mapping[str, Change],
) -> Iterator[SectionChanges]:
    titles = {section.id: isolate(section.title) for section in now.book.brief.sections}
    for id in (*titles, ""):
        own, apart = gathered(
            [
                passage
                for section, passage in passages
                if (section if section in titles else "") == id
            ],
            now,
            by_record,
        )
        moved = tuple(passage for passage in own if passage.was or passage.now)
        said = [passage for passage in own if passage.text]
        new = tuple(passage for passage in said if passage.class_ is ChangeClass.ADDED)
        kept = tuple(passage for passage in said if passage.class_ is not ChangeClass.ADDED)
        if own:
            title = titles.get(id) or gettext("Other")
            yield SectionChanges(id, title, moved, kept, new, apart)


# What comes first -----------------------------------------------------------------------------


def _corrections(
    changes: Sequence[Change], now: EditionView, notices: Sequence[Notice]
) -> Iterator[Passage]:
    """Say each error once, by its correction; without one by what became of the record."""
    new = [change.after for change in changes if change.class_ is ChangeClass.ADDED]
    entries = {one.id: one for one in new if isinstance(one, Correction)}
    entries |= {notice.correction: notice.entry for notice in notices}
    for entry in entries.values():
        yield Passage(
            records=(entry.id, entry.record),
            class_=ChangeClass.CORRECTED,
            text=notice_sentence(entry, now),
        )
    corrected = {entry.record for entry in entries.values()}
    for change in changes:
        if change.class_ is ChangeClass.CORRECTED and change.record not in corrected:
            yield Passage(
                records=(change.record, *(one.id for one in change.corrections)),
                class_=change.class_,
                text=sentence(change, now),
            )


#: What a reader must stop using, or use with care, in this order.
_FIRST = (
    ChangeClass.WITHDRAWN,
    ChangeClass.DROPPED,
    ChangeClass.UNDER_REVIEW,
    ChangeClass.HANDLING_CHANGED,
)


def _endings(changes: Sequence[Change], now: EditionView) -> list[Passage]:
    endings = [_ending(group, now) for group in _ended_alike(changes)]
    fell = (change for change in changes if source_fell(change))
    return endings + [
        Passage(records=(change.record,), class_=change.class_, text=sentence(change, now))
        for change in fell
    ]


def _ended_alike(changes: Sequence[Change]) -> Iterator[tuple[Change, ...]]:
    for class_ in _FIRST:
        yield from ended_together(change for change in changes if change.class_ is class_)


def _ending(group: Sequence[Change], now: EditionView) -> Passage:
    """Say in one sentence what ended alike; of very many each by itself stands apart."""
    first = group[0]
    if are_counted(group):
        return Passage(
            records=(),
            class_=first.class_,
            text=ended(group, now),
            evidence=tuple(dict.fromkeys([*first.evidence, *_sources_of(group)])),
            elsewhere=each_on_screen(),
        )
    kept = without_repetition(group)
    left_out = [change for change in group if change not in kept]
    return Passage(
        records=tuple(change.record for change in (*kept, *left_out)),
        class_=first.class_,
        text=ended(group, now) if len(group) > 1 else sentence(first, now),
        evidence=first.evidence,
    )


def _sources_of(group: Sequence[Change]) -> Iterator[str]:
    for change in group:
        yield from getattr(change.before, "source_refs", ())


def _apart(changes: Sequence[Change], now: EditionView) -> tuple[Passage, ...]:
    """Word by itself each record of which one sentence tells how many there are."""
    counted = (group for group in _ended_alike(changes) if are_counted(group))
    return tuple(_ending((change,), now) for group in counted for change in group)


def _passages(
    changes: Sequence[Change], now: EditionView, along: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Change, Passage]]:
    """Word each record once, in the order of its days; figures of one thing stand together."""
    order = {id: place for place, id in enumerate(now.records)}
    groups: dict[object, list[Change]] = {}
    for change in sorted(changes, key=lambda change: (_day(change), order.get(change.record, 0))):
        groups.setdefault(_one_thing(change, along), []).append(change)
    for group in _by_provider(groups, along):
        figures = [change.after for change in group if isinstance(change.after, Figure)]
        if len(figures) > 1 and len(figures) == len(group):
            records = tuple(change.record for change in group)
            say = side_by_side if len({one.provider for one in figures}) > 1 else put_at
            text = line(say(figures, now))
            yield group[0], Passage(records=records, class_=group[0].class_, text=text)
        else:
            yield (
                group[0],
                _merged(
                    [passage_of(change, now, along.get(change.record, ())) for change in group]
                ),
            )


def _by_provider(
    groups: Mapping[object, list[Change]], along: Mapping[str, tuple[str, ...]]
) -> Iterator[list[Change]]:
    """Let what one provider alone gives stand in one sentence, section by section."""
    joined: dict[object, list[Change]] = {}
    for key, group in groups.items():
        one = group[0]
        single = len(group) == 1 and _is_new_figure(one, along) and isinstance(one.after, Figure)
        own = ("of", one.section, one.after.provider) if single else key  # type: ignore[union-attr]
        joined.setdefault(own, []).extend(group)
    yield from joined.values()


def _is_new_figure(change: Change, along: Mapping[str, tuple[str, ...]]) -> bool:
    new = change.class_ is ChangeClass.ADDED and change.before is None and not change.fields
    return new and isinstance(change.after, Figure) and not along.get(change.record)


def _one_thing(change: Change, along: Mapping[str, tuple[str, ...]]) -> object:
    figure = change.after
    if not isinstance(figure, Figure) or not _is_new_figure(change, along) or not figure.event:
        return change.record
    return figure.event, figure.metric, figure.population, figure.place, figure.period, figure.label


def _day(change: Change) -> date:
    record = change.after or change.before
    return getattr(record, "date", None) or getattr(record, "as_of", None) or date.max


def _merged(passages: Sequence[Passage]) -> Passage:
    """Let one passage speak for a record that changed in two ways: the one with was and now."""
    compared = next((one for one in passages if one.now), None)
    if compared is None:
        return passages[0]
    contested = any(one.class_ is ChangeClass.CONTESTED for one in passages)
    said = gettext("This is now contested.")
    text = f"{compared.now} {said}" if contested else compared.now
    why = next((one.why for one in passages if one.why), None)
    class_ = ChangeClass.CONTESTED if contested else compared.class_
    return replace(compared, now=text, why=why, class_=class_)
