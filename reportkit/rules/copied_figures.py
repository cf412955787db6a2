"""Was a number or a day changed on its way from who first gave it?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from reportkit.model.book import Book, is_live
from reportkit.model.diplomacy import Commitment
from reportkit.model.evidence import Event, Figure, Source
from reportkit.model.metrics import LOSSES
from reportkit.model.vocabulary.diplomacy import CommitmentStatus
from reportkit.model.vocabulary.sources import Access, SourceStatus
from reportkit.problems import Code, Example, Level, Problem, Threshold
from reportkit.rules.counts import values_of
from reportkit.rules.rule import rule

_FIRST = "circular reporting"
_SMALLEST = Threshold(
    "smallest",
    Decimal(10),
    "the smallest toll looked at",
    Decimal(1),
    Decimal(1_000_000),
    "smaller ones are the same by chance",
)
#: What two numbers have in common where a provider can mean only one of them.
_ONE_COUNT = (
    "provider", "metric", "population", "relation", "event", "place", "scope", "period", "as_of",
    "covers", "excludes", "label", "method",
)  # fmt: skip


@rule(
    Code(
        "killed-are-casualties",
        "OHCHR, Every Casualty",
        "Casualties are killed and injured together. A toll of the killed that has the "
        "number of a toll of casualties was copied from a report that took one for the "
        "other; the killed are counted apart. Where nobody was injured, a figure says so "
        "with 'best: 0'.",
        (
            Example(
                "figures: [{metric: casualties, best: 16}, {metric: killed, best: 16}]",
                "figures: [{metric: casualties, best: 16}, {metric: killed, best: 1}]",
            ),
            Example(
                "events: [{id: clash}]\n"
                "figures: [{metric: casualties, low: 16, best: -, operator: at_least, "
                "event: clash},\n"
                "  {metric: killed, best: 16, event: clash, as_of: 2025-10-17}]",
                "events: [{id: clash}]\n"
                "figures: [{metric: casualties, best: 16, event: clash},\n"
                "  {metric: injured, best: 0, event: clash},\n"
                "  {metric: killed, best: 16, event: clash, as_of: 2025-10-17}]",
            ),
        ),
        thresholds=(_SMALLEST,),
    )
)
def the_killed_are_no_casualties(book: Book) -> Iterator[Problem]:
    """No toll of the killed repeats the number of a toll of casualties (V164)."""
    smallest = book.brief.threshold("killed-are-casualties", _SMALLEST)
    live = [figure for figure in book.all(Figure) if is_live(figure)]
    unhurt = [f for f in live if f.metric == "injured" and not any(values_of(f))]
    dead: dict[Decimal, list[Figure]] = defaultdict(list)
    for figure in live:
        for value in values_of(figure) if figure.metric == "killed" else ():
            dead[value].append(figure)
    for toll in (figure for figure in live if figure.metric == "casualties"):
        large = (value for value in values_of(toll) if value >= smallest)
        for killed in (figure for value in large for figure in dead[value]):
            if not _same_matter(toll, killed):
                continue
            if not any(_same_matter(killed, none) for none in unhurt):
                yield Problem(
                    "killed-are-casualties",
                    f"{killed.id} gives as killed what {toll.id} gives as casualties",
                    killed.at("metric"),
                    "read the text of who counted; a report that prints the one as the other is "
                    "described in its source, not copied",
                )


@rule(
    Code(
        "count-twice",
        _FIRST,
        "One provider has one number for one matter and day. Two, or one with and one "
        "without 'at least', are a slip of a report that repeats it: go by the text of "
        "who counted, and tell of the other in 'note'.",
        (
            Example(
                "figures: [{best: 478, place: bridge},\n"
                "  {best: 477, place: bridge, source_refs: [paper]}]",
                "figures: [{best: 477, place: bridge},\n"
                "  {best: 478, place: bridge, as_of: 2025-10-19}]",
            ),
            Example(
                "figures: [{low: 17, best: -, operator: at_least, place: bridge},\n"
                "  {best: 17, place: bridge}]",
                "figures: [{low: 17, best: -, operator: at_least, place: bridge},\n"
                "  {best: 17, place: bridge, metric: injured}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def a_provider_counts_once(book: Book) -> Iterator[Problem]:
    """A provider has one number for one matter on one day."""
    first: dict[tuple[object, ...], Figure] = {}
    for figure in book.all(Figure):
        if not is_live(figure) or figure.metric not in LOSSES:
            continue
        if not (figure.event or figure.place):
            continue  # what it counts stands in its words alone
        key = tuple(_plain(getattr(figure, name)) for name in _ONE_COUNT)
        other = first.setdefault(key, figure)
        if other is not figure:
            yield Problem(
                "count-twice",
                f"{figure.id} and {other.id} are one count by {figure.provider}, of one day",
                figure.at(),
                "keep what its own text says, and name the other number in 'note'; if they count "
                "different things, say so in 'covers' or 'label'",
                Level.WARNING,
            )


@rule(
    Code(
        "toll-place-doubtful",
        _FIRST,
        "One provider gives the same toll for two places: a report that repeats it has "
        "given the whole to a part, or a part to the whole. Go by the text of who counted.",
        (
            Example(
                "places: [{id: hill}]\n"
                "figures: [{best: 35, place: bridge}, {best: 35, place: hill}]",
                "places: [{id: hill}]\n"
                "figures: [{best: 35, place: bridge}, {best: 31, place: hill}]",
            ),
            Example(
                "places: [{id: hill}]\n"
                "figures: [{best: 35, place: bridge}, {best: 35, place: hill}]",
                "places: [{id: hill}]\n"
                "figures: [{best: 35, place: bridge, external_ids: [{scheme: log, id: '1'}]},\n"
                "  {best: 35, place: hill, external_ids: [{scheme: log, id: '2'}]}]",
            ),
        ),
        level=Level.WARNING,
        thresholds=(_SMALLEST,),
    )
)
def a_toll_has_one_place(book: Book) -> Iterator[Problem]:
    """No provider gives the same toll for two places, but for small ones."""
    smallest = book.brief.threshold("toll-place-doubtful", _SMALLEST)
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in book.all(Figure):
        if is_live(figure) and figure.metric in LOSSES and _place(book, figure):
            whose = (figure.provider, figure.metric, figure.population, figure.relation)
            values = values_of(figure)
            if max(values, default=0) >= smallest:  # of the small ones there may be thousands
                groups[(*whose, *values)].append(figure)
    for same in groups.values():
        for one, other in _of_days_that_agree(book, same):
            if _numbered_apart(book, one, other):
                continue
            if _place(book, one) != _place(book, other):
                yield Problem(
                    "toll-place-doubtful",
                    f"{other.id} gives for {_place(book, other)} what {one.id} gives for "
                    f"{_place(book, one)}",
                    other.at("place" if other.place else "event"),
                    "keep the place that the provider's own text has, and say in 'note' where "
                    "others put it",
                    Level.WARNING,
                )


@rule(
    Code(
        "copy-cited",
        "ICD 206; circular reporting",
        "What rests on a report that repeats another text cites that text too, where it is "
        "on file and is the text of who said or saw it: numbers, places and days are lost "
        "in repeating.",
        (
            Example(
                "sources: [{id: note}, {id: daily, access: secondary, originates_from: note}]\n"
                "figures: [{source_refs: [daily]}]",
                "sources: [{id: note}, {id: daily, access: secondary, originates_from: note}]\n"
                "figures: [{source_refs: [note, daily]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def the_first_text_is_cited(book: Book) -> Iterator[Problem]:
    """A record that cites a repetition cites the primary text that it repeats, if on file."""
    for record in book:
        refs: tuple[str, ...] = getattr(record, "source_refs", ())
        for index, id in enumerate(refs):
            first = book.get(Source, book.origin_of(id))
            if first is None or first.id in refs or first.access is not Access.PRIMARY:
                continue
            if first.source_status is not SourceStatus.OK:
                continue  # nobody is sent to a text that fell
            if is_live(record) and is_live(first):
                yield Problem(
                    "copy-cited",
                    f"{record.id} cites {id} and not {first.id}, which it repeats",
                    record.at(f"source_refs.{index}"),
                    f"read {first.id} and cite it first",
                    Level.WARNING,
                )


@rule(
    Code(
        "ceasefires-overlap",
        "ETH/PRIO ceasefire data",
        "Two ceasefires of the same parties do not hold at once: the one has ended where "
        "the next begins, or it is one ceasefire, dated by two reports. Then its own text "
        "decides on the day.",
        (
            Example(
                "commitments: [\n"
                "  {by: [north, south], ceasefire: {form: written, sides: bilateral,\n"
                "    class: cessation_of_hostilities, start: 2025-10-15, end: 2025-10-17}},\n"
                "  {by: [north, south], ceasefire: {form: written, sides: bilateral,\n"
                "    class: definitive, start: 2025-10-16}}]",
                "commitments: [\n"
                "  {by: [north, south], ceasefire: {form: written, sides: bilateral,\n"
                "    class: cessation_of_hostilities, start: 2025-10-15, end: 2025-10-17}},\n"
                "  {by: [north, south], ceasefire: {form: written, sides: bilateral,\n"
                "    class: definitive, start: 2025-10-17}}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def ceasefires_follow_each_other(book: Book) -> Iterator[Problem]:
    """Two ceasefires of the same parties do not hold at once."""
    held: dict[frozenset[str], list[Commitment]] = defaultdict(list)
    for commitment in book.all(Commitment):
        concluded = commitment.commitment_status is not CommitmentStatus.NOT_CONCLUDED
        if commitment.ceasefire and is_live(commitment) and concluded:
            bound = (book.party_of(id) for id in (*commitment.by, *commitment.to))
            held[frozenset(party for party in bound if party)].append(commitment)
    for parties, commitments in held.items():
        ordered = sorted(commitments, key=_start)
        for one, other in combinations(ordered, 2):
            end = one.ceasefire.end if one.ceasefire else None
            if len(parties) > 1 and (end is None or _start(other) < end.isoformat()):
                yield Problem(
                    "ceasefires-overlap",
                    f"{other.id} begins on {_start(other)}, and {one.id} holds "
                    + (f"until {end}" if end else "without end"),
                    other.ceasefire.at("start") if other.ceasefire else other.at(),
                    "give the day that the text itself has; end the first with 'end:' and "
                    "'end_reason:', or make both one record",
                    Level.WARNING,
                )


def _same_matter(one: Figure, other: Figure) -> bool:
    if one.population != other.population:
        return False
    if one.event and other.event:
        return one.event == other.event
    same_place = one.place is not None and one.place == other.place
    return one.provider == other.provider and (same_place or _days_may_agree(one, other))


def _numbered_apart(book: Book, one: Figure, other: Figure) -> bool:
    """Tell whether a data set itself counts two tolls as of two events, by its own numbers."""
    numbers, its = _numbers(book, one), _numbers(book, other)
    return any(scheme in its and its[scheme] != id for scheme, id in numbers.items())


def _numbers(book: Book, figure: Figure) -> dict[str, str]:
    event = book.get(Event, figure.event)
    records = (figure, event) if event else (figure,)
    return {number.scheme: number.id for record in records for number in record.external_ids}


def _of_days_that_agree(book: Book, same: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Give the pairs of figures that neither their own days nor those of their events tell apart.

    In the order of the figures. Of a data set thousands have one value, each of its own day, so
    that each is held only against those of its day and those that have none.
    """
    pairs: list[tuple[int, int]] = []
    by_event: dict[object, list[int]] = defaultdict(list)
    by_day: dict[object, list[int]] = defaultdict(list)
    for index, figure in enumerate(same):
        event = book.get(Event, figure.event)
        of_event = (event.date_start, event.date_end) if event else None
        if of_event:  # many figures have no day of their own
            near: Iterable[int] = (*by_event[of_event], *by_event[None])
        elif figure.as_of:
            near = (*by_day[figure.as_of], *by_day[None])
        else:
            near = range(index)
        pairs += ((at, index) for at in near if _days_may_agree(same[at], figure))
        by_event[of_event].append(index)
        by_day[figure.as_of].append(index)
    yield from ((same[at], same[index]) for at, index in sorted(pairs))


def _days_may_agree(one: Figure, other: Figure) -> bool:
    return None in (one.as_of, other.as_of) or one.as_of == other.as_of


def _place(book: Book, figure: Figure) -> str:
    event = book.get(Event, figure.event)
    return figure.place or (event.place if event else "")


def _plain(value: object) -> object:
    """Give a span by its days: it is another value at each place where it is written."""
    start, end = getattr(value, "start", None), getattr(value, "end", None)
    return (start, end) if start or end else value


def _start(commitment: Commitment) -> str:
    return commitment.ceasefire.start.isoformat() if commitment.ceasefire else ""


RULES = (
    the_killed_are_no_casualties,
    a_provider_counts_once,
    a_toll_has_one_place,
    the_first_text_is_cited,
    ceasefires_follow_each_other,
)
