"""Who stands behind a fact: computed from the claims, figures and sources, never typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import combinations

from reportkit.model.book import Records, is_live
from reportkit.model.diplomacy import Commitment, Measure, Round
from reportkit.model.evidence import Claim, Fact, Figure, Source
from reportkit.model.vocabulary.events import Modality, Operator, Position, Rank, Relation

#: The moods in which a speaker tells that something is so.
SAYS_SO = frozenset({Modality.ASSERTS, Modality.CONFIRMS, Modality.REVISES})

#: What happens under them is not what is said of them.
_MANY_SIDED = (Measure, Round, Commitment)


def position_of(records: Records, fact: Fact) -> Position:
    """Tell whether the parties to the conflict dispute, share or leave a fact to one of them.

    Behind a fact stand the claims it names, the claims about it or about a record it is about,
    and the figures it is about. What is said of its event alone, or of a measure, round or
    commitment that it is about, speaks of another side of that: a dispute over why a bridge is
    shut makes no convoy over it disputed. Records that are superseded, withdrawn or dropped and
    deprecated claims do not count; a speaker stands for the party it is part of.

    - contested: a claim behind it and another, of different speakers, contradict each other, or
      one denies what the other says of the same record, the event apart; or one party's count of
      its own losses and the other's count of its enemy's losses, same event and metric, exclude
      each other
    - agreed: at least two parties say so and nothing contradicts
    - single_party: exactly one party says so, whatever third parties say; how well it is
      verified is another field
    - independent_only: no party says so, somebody else does
    - unknown: nobody is on record

    A fact without claims and figures is voiced by its sources: each speaks for the party it
    is aligned with.
    """
    found = records.positions.get(fact.id)
    if found is None:
        found = records.positions[fact.id] = _found_position(records, fact)
    return found


def _found_position(records: Records, fact: Fact) -> Position:
    near, wide = _claims_behind(records, fact)
    figures = _figures_behind(records, fact)
    if _claims_clash(records, fact, near, wide) or _figures_clash(records, figures):
        return Position.CONTESTED
    parties = _parties_telling(records, fact, near, figures)
    sides = {party for party in parties if party}
    if len(sides) > 1:
        return Position.AGREED
    if sides:
        return Position.SINGLE_PARTY
    return Position.INDEPENDENT_ONLY if parties else Position.UNKNOWN


def is_claimed_by_others(records: Records, fact: Fact) -> bool:
    """Tell whether somebody who is no party tells of a fact too: a hospital beside an official."""
    near, _ = _claims_behind(records, fact)
    return None in _parties_telling(records, fact, near, _figures_behind(records, fact))


def _parties_telling(
    records: Records, fact: Fact, near: list[Claim], figures: list[Figure]
) -> list[str | None]:
    """Give the party that each voice behind a fact speaks for, None for no party."""
    voices = [claim.speaker for claim in near if claim.modality in SAYS_SO]
    voices += [figure.provider for figure in figures]
    return [records.party_of(voice) for voice in voices] or _alignments(records, fact)


def interval(figure: Figure) -> tuple[Decimal, Decimal]:
    """Give the least and the greatest value that a figure allows; no bound is infinite."""
    given = [value for value in (figure.low, figure.best, figure.high) if value is not None]
    least, most = (min(given), max(given)) if given else (Decimal("-Infinity"), Decimal("Infinity"))
    if figure.operator in (Operator.AT_LEAST, Operator.MORE_THAN) or figure.vague_term:
        most = Decimal("Infinity") if figure.high is None else most
    if figure.operator is Operator.AT_MOST:
        least = Decimal(0) if figure.low is None else least
    return least, most


def _claims_behind(records: Records, fact: Fact) -> tuple[list[Claim], list[Claim]]:
    """Give the claims of the fact itself, and these with all that may stand against them."""
    steps = [id for id in fact.about if isinstance(records.by_id.get(id), _MANY_SIDED)]
    nearest = {fact.id, *fact.about} - {fact.event, *steps}
    named = [*fact.claims, *fact.about]
    near = _counted(records, named, (records.claims_about(id) for id in nearest if id))
    aside = (records.claims_about(id) for id in (fact.event, *steps) if id)
    wide = _counted(records, (), aside, apart_from=near)
    # An opponent of a near claim is behind the fact even where it names no subject.
    opposed = [other for claim in near for other in claim.contradicts]
    against = (records.claims_against(claim.id) for claim in near)
    wide += _counted(records, opposed, against, apart_from=(*near, *wide))
    return near, near + wide


def _counted(
    records: Records,
    named: Iterable[str],
    groups: Iterable[Iterable[Claim]],
    *,
    apart_from: Iterable[Claim] = (),
) -> list[Claim]:
    """Give the claims that count, each once, in the order of the files."""
    known = {claim.id for claim in apart_from}
    claims = [claim for id in named if (claim := records.get(Claim, id))]
    claims += [claim for each in groups for claim in each]
    kept = {
        claim.id: claim
        for claim in claims
        if claim.id not in known and is_live(claim) and claim.rank is not Rank.DEPRECATED
    }
    return sorted(kept.values(), key=lambda claim: records.place[claim.id])


def _claims_clash(records: Records, fact: Fact, near: list[Claim], wide: list[Claim]) -> bool:
    for one in near:
        for other in wide:
            if _side(records, one.speaker) == _side(records, other.speaker):
                continue
            if one.id in other.contradicts or other.id in one.contradicts:
                return True
            if _denies(fact, one, other) or _denies(fact, other, one):
                return True
    return False


def _denies(fact: Fact, one: Claim, other: Claim) -> bool:
    """A denial meets what is said of the same record; one that names none meets all.

    That both speak of the fact's event is not enough: an event has many sides.
    """
    if one.modality is not Modality.DENIES or other.modality not in SAYS_SO:
        return False
    if not one.about or not other.about:
        return True
    return bool(set(one.about).intersection(other.about) - {fact.event})


def _figures_behind(records: Records, fact: Fact) -> list[Figure]:
    found = (records.get(Figure, named) for named in fact.about)
    return [figure for figure in found if figure and is_live(figure)]


def _figures_clash(records: Records, figures: list[Figure]) -> bool:
    events = {figure.event for figure in figures if figure.event}
    counterparts = [
        figure
        for figure in (records.all(Figure) if events else ())
        if figure.event in events and figure not in figures and is_live(figure)
    ]
    pairs: Iterable[tuple[Figure, Figure]] = (
        *combinations(figures, 2),
        *((one, other) for one in figures for other in counterparts),
    )
    return any(_exclude_each_other(one, other) for one, other in _mirrored(records, pairs))


def _mirrored(
    records: Records, pairs: Iterable[tuple[Figure, Figure]]
) -> Iterator[tuple[Figure, Figure]]:
    """Keep the pairs in which one party counts its own loss and another its enemy's."""
    for one, other in pairs:
        if (one.metric, one.event) != (other.metric, other.event):
            continue
        if {one.relation, other.relation} != {Relation.OWN, Relation.ENEMY}:
            continue
        own, enemy = (one, other) if one.relation is Relation.OWN else (other, one)
        same_people = own.population == enemy.population
        if not same_people and (own.population, enemy.population) != ("own_forces", "enemy_forces"):
            continue
        parties = {records.party_of(one.provider), records.party_of(other.provider)}
        if None not in parties and len(parties) > 1:
            yield one, other


def _exclude_each_other(one: Figure, other: Figure) -> bool:
    (least, most), (other_least, other_most) = interval(one), interval(other)
    return least > other_most or other_least > most


def _alignments(records: Records, fact: Fact) -> list[str | None]:
    sources = (records.get(Source, cited) for cited in fact.source_refs)
    return [
        records.party_of(source.party_alignment) if source.party_alignment else None
        for source in sources
        if source
    ]


def _side(records: Records, speaker: str) -> str:
    return records.party_of(speaker) or speaker
