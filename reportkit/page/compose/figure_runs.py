"""Figures as sentences: what one provider counted on one day is one line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from reportkit.i18n.bidi import without_marks
from reportkit.i18n.sentences import lowered, unstopped
from reportkit.i18n.translate import gettext, gettext_noop, pgettext
from reportkit.model.book import Book
from reportkit.model.evidence import Event, Figure
from reportkit.model.vocabulary.events import Relation
from reportkit.model.vocabulary.series import Status
from reportkit.page.compose.citations import Citations
from reportkit.page.compose.last_confirmed import last_confirmed_words
from reportkit.page.compose.record_model import Part, RecordLine
from reportkit.page.compose.view_model import Anchor
from reportkit.page.labels import (
    actor_short,
    capital,
    commas,
    counted,
    listed,
    place_name,
    says_place,
    semicolons,
    short_day,
    span,
    state_of,
    stop,
)
from reportkit.phrasing.counted import people_counted
from reportkit.phrasing.quantity import quantity

_RELATIONS = {
    Relation.OWN: gettext_noop("own side’s losses"),
    Relation.ENEMY: gettext_noop("the other side’s losses"),
}
#: Groups of people whose name tells whose losses are counted.
_TELLING = frozenset({"own_forces", "enemy_forces"})
#: A note that lists who was counted is no sentence: "A director and a driver".
_LISTING = re.compile(
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten)\b\D*$", re.IGNORECASE
)
#: The place of a note on paper hangs at the fact that says the number.
_NOWHERE = Anchor("", "")


class _Run(NamedTuple):
    """What the figures of one line have in common."""

    provider: str
    as_of: date | None
    confirmed: str
    relation: Relation | None
    state: str
    struck: bool
    on_paper: bool


def figure_runs(
    book: Book,
    event: Event | None,
    figures: Iterable[Figure],
    citations: Citations,
    *,
    on_paper: Callable[[Figure], bool],
) -> Iterator[RecordLine]:
    """Tell the figures of a matter; those that its facts say already stand on the screen alone.

    Whose losses a provider counts is said once.
    """
    runs: dict[_Run, list[Figure]] = defaultdict(list)
    for figure in figures:
        struck = figure.status is Status.WITHDRAWN
        days = (figure.as_of, last_confirmed_words(book, figure))
        common = (figure.provider, *days, figure.relation, state_of(figure), struck)
        runs[_Run(*common, on_paper(figure))].append(figure)
    known: set[tuple[str, Relation | None]] = set()
    for run, together in runs.items():
        is_known = (run.provider, run.relation) in known
        if is_known or any(figure.population in _TELLING for figure in together):
            yield _line(book, event, run._replace(relation=None), together, citations)
            continue
        if run.on_paper:
            known.add((run.provider, run.relation))
        yield _line(book, event, run, together, citations)


def notes_on(
    book: Book,
    figures: Sequence[Figure],
    citations: Citations,
    is_known: Callable[[str], bool],
    *,
    apart: bool = False,
) -> Iterator[RecordLine]:
    """Say what must be known of numbers that a sentence of the paper gives, each note once.

    What is known already is left out. One note needs not say on what, unless it stands ``apart``
    from the sentence that gives the number, where it says on whose number too.
    """
    by_note: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if note := semicolons(each for each in _notes(figure) if not is_known(each)):
            by_note[note].append(figure)
    names = [_names_of(book, together) for together in by_note.values()]
    for (note, together), name in zip(by_note.items(), names, strict=True):
        text = gettext("Note: {note}", note=stop(capital(note)))
        if apart or len(by_note) > 1 or _LISTING.match(without_marks(note)):
            named = apart or names.count(name) > 1
            by = commas(dict.fromkeys(actor_short(book, one.provider) for one in together))
            what = gettext("{counted} ({provider})", counted=name, provider=by) if named else name
            text = gettext("On {what}: {note}", what=what, note=stop(lowered(note)))
        cites = citations.cite(id for figure in together for id in figure.source_refs)
        yield RecordLine(parts=(Part(_NOWHERE, text, cites),), on_screen=False)


def _names_of(book: Book, figures: Sequence[Figure]) -> str:
    return listed(list(dict.fromkeys(counted(book, figure) for figure in figures)))


def _line(
    book: Book, event: Event | None, run: _Run, figures: list[Figure], citations: Citations
) -> RecordLine:
    year = book.edition.period.end.year
    given = [actor_short(book, run.provider)]
    given += [short_day(run.as_of, year)] if run.as_of else []
    given += [run.confirmed] if run.confirmed else []
    provider = commas(given)
    if run.relation in _RELATIONS:
        relation = gettext(_RELATIONS[run.relation])
        provider = gettext("{provider} ({relation})", provider=provider, relation=relation)
    alone = len(figures) == 1
    texts = [_counted(book, event, figure, alone=alone) for figure in figures]
    texts = [f"{text}{pgettext('list', '; ').rstrip()}" for text in texts[:-1]] + [stop(texts[-1])]
    cites = [citations.of(figure) for figure in figures]
    shown = [*(one if one != after else () for one, after in pairwise(cites)), cites[-1]]
    return RecordLine(
        lead=gettext("{provider}:", provider=capital(provider)),
        parts=tuple(
            Part(citations.anchor(figure.id), text, numbers)
            for figure, text, numbers in zip(figures, texts, shown, strict=True)
        ),
        aside=run.state,
        struck=run.struck,
        on_paper=run.on_paper,
    )


def _counted(book: Book, event: Event | None, figure: Figure, *, alone: bool) -> str:
    """Say what is counted, where and over which days, the number and what to know of it."""
    what = counted(book, figure)
    known = " ".join([without_marks(what), without_marks(event.summary) if event else ""])
    parts = [
        what,
        "" if says_place(book, known, figure.place) else place_name(book, figure.place),
        span(figure.period.start, figure.period.end) if figure.period else "",
    ]
    people = people_counted(book, figure)
    if people is not None:  # "ACLED: 2 people killed": the number first, for a colon goes before
        text = commas([without_marks(people), *filter(None, parts[1:])])
    else:
        text = gettext("{what}: {value}", what=commas(filter(None, parts)), value=quantity(figure))
    notes = semicolons(_notes(figure))
    if alone and ". " in notes:  # more than one sentence goes into no parentheses
        return f"{stop(text)} {capital(notes)}"
    return f"{text} ({lowered(notes)})" if notes else text


def _notes(figure: Figure) -> list[str]:
    notes = [
        gettext("covers {what}", what=figure.covers) if figure.covers else "",
        gettext("leaves out {what}", what=figure.excludes) if figure.excludes else "",
        figure.note or "",
    ]
    return [unstopped(note) for note in notes if note]
