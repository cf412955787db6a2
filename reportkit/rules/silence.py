"""Is each side looked at alike: its silence, its word on a step against it, its demands?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import permutations

from reportkit.model.book import Book, is_live
from reportkit.model.diplomacy import Measure, Round
from reportkit.model.evidence import Actor, Claim, Event, Fact
from reportkit.model.vocabulary.diplomacy import RoundOutcome
from reportkit.model.vocabulary.events import DatePrecision, Modality
from reportkit.problems import Code, Example, Level, Problem, Threshold, counted
from reportkit.rules.charges import SILENT, Charge, answers_to, charges, counts
from reportkit.rules.rule import rule

#: What answers something, and so cannot come before it.
_ANSWERING = SILENT | {Modality.DENIES}
_ENOUGH = Threshold(
    "charges",
    Decimal(3),
    "charges against a party on which it said nothing",
    Decimal(1),
    Decimal(1_000),
    "fewer show no habit",
)
_UNEVEN = Threshold(
    "points",
    Decimal(50),
    "points between the shares of charges on which silence was looked for",
    Decimal(5),
    Decimal(100),
    "as far apart or farther, one side is asked more often than the other",
)
_NORTH_SAYS = "\n".join(
    f"  {{id: n{n}, speaker: north, statement: it fired, about: [south]}}," for n in (1, 2, 3)
)
_SOUTH_SAYS = "\n".join(
    f"  {{id: s{n}, speaker: south, statement: it fired, about: [north]}}," for n in (1, 2, 3)
)
_NO_WORD_OF_NORTH = (
    "  {speaker: north, modality: no_comment, statement: the fire, about: [s1, s2, s3]}"
)
_NO_WORD_OF_SOUTH = (
    "  {speaker: south, modality: no_comment, statement: the fire, about: [n1, n2, n3]}"
)


@rule(
    Code(
        "answer-before-charge",
        "equal treatment of parties",
        "A denial, or a silence that was looked for, is not older than what it answers: else "
        "its day is wrong, or it answers something else, and the charge still waits. A "
        "silence has the day on which it was last looked for.",
        (
            Example(
                "claims: [{id: shot, speaker: observers, date: 2025-10-16},\n"
                "  {speaker: south, modality: denies, about: [shot], date: 2025-10-15}]",
                "claims: [{id: shot, speaker: observers, date: 2025-10-16},\n"
                "  {speaker: south, modality: denies, about: [shot], date: 2025-10-16}]",
            ),
            Example(
                "events: [{id: clash, date_start: 2025-10-16}]\n"
                "claims: [{speaker: south, modality: no_comment, statement: the clash,\n"
                "  about: [clash], date: 2025-10-15}]",
                "events: [{id: clash, date_start: 2025-10-16}]\n"
                "claims: [{speaker: south, modality: no_comment, statement: the clash,\n"
                "  about: [clash], date: 2025-10-19}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def answers_follow_what_they_answer(book: Book) -> Iterator[Problem]:
    """A denial or a silence is dated on the day of what it answers, or later."""
    for claim in book.all(Claim):
        if not is_live(claim) or claim.modality not in _ANSWERING:
            continue
        for id in dict.fromkeys((*claim.about, *claim.contradicts)):
            earliest = _earliest(book, id)
            if earliest is not None and claim.date < earliest:
                what = "denial" if claim.modality is Modality.DENIES else "silence"
                yield Problem(
                    "answer-before-charge",
                    f"{claim.id} is a {what} of {claim.date}, and {id}, which it answers, is "
                    f"of {earliest}",
                    claim.at("date"),
                    "correct one of the days, or name what it does answer; a silence has the "
                    "day on which it was last looked for",
                    Level.WARNING,
                )
                break


@rule(
    Code(
        "silence-one-sided",
        "Silence is data; equal treatment of parties",
        "Where charges stand without a word of the accused, silence is looked for on both "
        "sides alike. The rule counts, for each party, the charges against it on which it "
        "said nothing, and for how many of them a claim with modality no_comment says that "
        "its word was looked for. It warns when both have three or more and the shares "
        "differ by half or more: readers would take one side for the silent one.",
        (
            Example(
                "# each charges the other three times; only the South is asked, twice\n"
                f"claims: [\n{_NORTH_SAYS}\n{_SOUTH_SAYS}\n"
                f"{_NO_WORD_OF_SOUTH.replace(', n3', '')}]",
                "# each charges the other three times; both are asked\n"
                f"claims: [\n{_NORTH_SAYS}\n{_SOUTH_SAYS}\n{_NO_WORD_OF_SOUTH},\n"
                f"{_NO_WORD_OF_NORTH}]",
            ),
        ),
        level=Level.WARNING,
        thresholds=(_ENOUGH, _UNEVEN),
    )
)
def silence_is_looked_for_on_both_sides(book: Book) -> Iterator[Problem]:
    """The word of both parties is looked for alike where charges stand without it."""
    looked: dict[str, list[bool]] = {}
    for charge in charges(book):
        modalities = {answer.modality for answer in answers_to(book, charge)}
        if modalities <= SILENT:
            looked.setdefault(charge.accused, []).append(bool(modalities))
    least, apart = (book.brief.threshold("silence-one-sided", one) for one in (_ENOUGH, _UNEVEN))
    for less, more in permutations(looked, 2):
        shares = [Decimal(100 * sum(looked[party])) / len(looked[party]) for party in (less, more)]
        enough = min(len(looked[less]), len(looked[more])) >= least
        if enough and shares[1] - shares[0] >= apart:
            first = next(charge for charge in charges(book) if _is_open(book, charge, less))
            yield Problem(
                "silence-one-sided",
                f"the word of {_name(book, more)} was looked for on {sum(looked[more])} of "
                f"{counted(len(looked[more]), 'charge')} without its answer, that of "
                f"{_name(book, less)} on {sum(looked[less])} of {len(looked[less])}",
                first.claim.at(),
                f"look for the word of {_name(book, less)} too, and record what you find or "
                "that you found none (modality: no_comment)",
                Level.WARNING,
            )


@rule(
    Code(
        "measure-unanswered",
        "equal treatment of parties",
        "Steps of one party against the other stand beside what the other said or did: a "
        "claim of it about one of them or about a fact that tells of one, its recorded "
        "silence, or a step of its own against the first. One warning for all steps of one "
        "party against the other.",
        (
            Example(
                "measures: [{id: closed, by: north, against: south}]",
                "measures: [{id: closed, by: north, against: south}]\n"
                "claims: [{speaker: south, about: [closed], statement: the closing is unlawful}]",
            ),
            Example(
                "measures: [{id: closed, by: north, against: south}]",
                "measures: [{id: closed, by: north, against: south},\n"
                "  {by: south, against: north, reciprocal_to: closed}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def measures_meet_the_other_side(book: Book) -> Iterator[Problem]:
    """Whom a party's steps are against has spoken of one of them, or taken one itself."""
    steps: dict[tuple[str, str], list[Measure]] = {}
    for measure in book.all(Measure):
        by, against = book.party_of(measure.by), book.party_of(measure.against or "")
        if is_live(measure) and by and against and by != against:
            steps.setdefault((by, against), []).append(measure)
    facts = _facts_about(book)
    for (by, against), measures in steps.items():
        heard = any(
            against in _speaking_of(book, measure, facts.get(measure.id, ()))
            for measure in measures
        )
        if not heard and (against, by) not in steps:
            name = _name(book, against)
            yield Problem(
                "measure-unanswered",
                f"{_name(book, by)} took {counted(len(measures), 'step')} against {name}; no "
                f"word or step of {name} is recorded",
                measures[0].at("against"),
                f"add what {name} said or did; if you looked and found nothing, a claim with "
                f"modality: no_comment and about: [{measures[0].id}]",
                Level.WARNING,
            )


@rule(
    Code(
        "round-one-sided",
        "equal treatment of parties",
        "A round of talks at which both parties sat gives what both want, or neither: a "
        "position of one alone makes it the plaintiff. Where the other's demand is not "
        "known, a claim of it about the round, or its recorded silence, is enough. It is not "
        "asked while they still sit.",
        (
            Example(
                "rounds: [{delegations: [{party: north}, {party: south}],\n"
                "  positions: [{party: north, demand: A signed text}]}]",
                "rounds: [{delegations: [{party: north}, {party: south}],\n"
                "  positions: [{party: north, demand: A text}, {party: south, demand: A road}]}]",
            ),
            Example(
                "rounds: [{id: t, delegations: [{party: north}, {party: south}],\n"
                "  positions: [{party: north, demand: A signed text}]}]",
                "rounds: [{id: t, delegations: [{party: north}, {party: south}],\n"
                "  positions: [{party: north, demand: A signed text}]}]\n"
                "claims: [{speaker: south, modality: no_comment, about: [t], statement: the text}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def rounds_give_both_positions(book: Book) -> Iterator[Problem]:
    """Of a round at which both parties sat, what both want is recorded, or of neither."""
    for talks in book.all(Round):
        sat = dict.fromkeys(filter(None, (book.party_of(one.party) for one in talks.delegations)))
        wants = {book.party_of(position.party) for position in talks.positions} - {None}
        claims = (book.get(Claim, id) for id in talks.claims)
        heard = {
            book.party_of(claim.speaker)
            for claim in (*claims, *book.claims_about(talks.id))
            if claim is not None and counts(claim)
        }
        asked = wants and is_live(talks) and talks.outcome is not RoundOutcome.ONGOING
        for party in sat if asked else ():
            if party not in wants | heard:
                yield Problem(
                    "round-one-sided",
                    f"{talks.id} gives what {_names(book, wants)} wants, and no word of "
                    f"{_name(book, party)}, which sat there too",
                    talks.at("positions"),
                    f"add a position of {party}, or a claim of it about the round; if you looked "
                    "and found none, with modality: no_comment",
                    Level.WARNING,
                )


def _earliest(book: Book, id: str) -> date | None:
    """Give the first day on which a record could be answered; None where that is not known.

    The day of a claim that is known roughly is the last that it can be.
    """
    record = book.by_id.get(id)
    match record:
        case Claim():
            return record.date if record.date_precision is DatePrecision.DAY else None
        case Event():
            return record.date_start
        case Fact():
            return record.date
    return None


def _is_open(book: Book, charge: Charge, party: str) -> bool:
    return charge.accused == party and not any(answers_to(book, charge))


def _facts_about(book: Book) -> Mapping[str, list[str]]:
    telling: dict[str, list[str]] = {}
    for fact in book.all(Fact):
        for id in fact.about if is_live(fact) else ():
            telling.setdefault(id, []).append(fact.id)
    return telling


def _speaking_of(book: Book, measure: Measure, facts: Iterable[str]) -> set[str | None]:
    """Give the parties that speak of a step, or of a fact that tells of it."""
    claims = [claim for id in measure.claims if (claim := book.get(Claim, id))]
    claims += [claim for id in (measure.id, *facts) for claim in book.claims_about(id)]
    return {book.party_of(claim.speaker) for claim in claims if counts(claim)}


def _names(book: Book, parties: set[str | None]) -> str:
    return " and ".join(sorted(_name(book, party) for party in parties if party))


def _name(book: Book, party: str) -> str:
    actor = book.get(Actor, party)
    return (actor.short or actor.name) if actor else party


RULES = (
    answers_follow_what_they_answer,
    silence_is_looked_for_on_both_sides,
    measures_meet_the_other_side,
    rounds_give_both_positions,
)
