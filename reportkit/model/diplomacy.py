"""What states do short of force, and who brings them to a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from reportkit.i18n.translate import gettext_noop
from reportkit.model.base import Located
from reportkit.model.envelope import (
    ActorRef,
    ClaimRef,
    Day,
    DayRule,
    EventRef,
    MeasureRef,
    PlaceRef,
    Record,
    SourceRef,
)
from reportkit.model.vocabulary.diplomacy import (
    CeasefireClass,
    CeasefireForm,
    CommitmentStatus,
    DocumentStage,
    MeasureKind,
    MeasureStatus,
    MonitoringStatus,
    NextRoundStatus,
    RoundLevel,
    RoundOutcome,
    Sides,
    TextStatus,
    Traffic,
)
from reportkit.problems import Code, Example


class Measure(Record):
    """A step of one side against another; a closed crossing is one measure per traffic."""

    type: ClassVar[str] = "measure"
    plural: ClassVar[str] = "measures"
    heading, order = "Measures", 6
    state_field = "measure_status"
    state_sentences: ClassVar[Mapping[str, str]] = {
        MeasureStatus.THREATENED: gettext_noop("the measure “{statement}” is threatened"),
        MeasureStatus.ANNOUNCED: gettext_noop("the measure “{statement}” is announced"),
        MeasureStatus.IN_FORCE: gettext_noop("the measure “{statement}” is in force"),
        MeasureStatus.EASED: gettext_noop("the measure “{statement}” has been eased"),
        MeasureStatus.LIFTED: gettext_noop("the measure “{statement}” has been lifted"),
        MeasureStatus.EXPIRED: gettext_noop("the measure “{statement}” has expired"),
    }
    moves_with_state = frozenset({"since", "until", "claims"})
    days = (DayRule("since", "until"), DayRule("as_of"))
    past_days = ("since",)
    unsourced = Code(
        "measure-unsourced",
        "ICD 206",
        "A measure cites a source, or rests on claims that do.",
        (
            Example(
                "measures: [{id: closure, source_refs: []}]",
                "measures: [{id: closure, source_refs: [wire]}]",
            ),
        ),
    )
    in_section = True

    statement: str  # one whole sentence, dated by `since` and `until`
    kind: MeasureKind  # what sort of step
    by: ActorRef  # whose step it is
    against: ActorRef | None = None  # whom it is meant to move
    place: PlaceRef | None = None  # where it is, of a crossing; puts it on the board of crossings
    traffic: Traffic | None = None  # what it stops, of a crossing or transit measure
    measure_status: MeasureStatus  # its state; a move of it is news
    #: the day it began; it stays when the measure is eased or lifted: the change log says when
    #: that was seen, and `until` holds the last day
    since: Day | None = None
    until: Day | None = None  # the last day, if known
    reciprocal_to: MeasureRef | None = None  # the step of the other side that it answers
    claims: tuple[ClaimRef, ...] = ()  # who says so
    note: str | None = None  # printed beside it on the board
    source_refs: tuple[SourceRef, ...] = ()  # the sources that say so, by their ids


class Delegation(Located):
    """Who sat there for one side, as far as it was told."""

    party: ActorRef  # the side
    head: str | None = None  # who led it
    office: str | None = None  # the office of its head
    members: tuple[str, ...] = ()  # who else sat there
    note: str | None = None  # what else a reader must know of it


class Demand(Located):
    """What one side wants of the other, in its own framing."""

    party: ActorRef  # the side
    demand: str  # what it wants, in its own words
    red_line: str | None = None  # what it will not accept
    source_refs: tuple[SourceRef, ...] = ()  # the sources that say so, by their ids


class Text(Located):
    """A document of a round (stages as in PA-X)."""

    title: str  # as it is called
    stage: DocumentStage  # how far it goes
    text: TextStatus  # whether it can be read
    source_refs: tuple[SourceRef, ...] = ()  # the sources that have or describe it, by their ids


class NextRound(Located):
    """What was said about meeting again."""

    date: Day | None = None  # the day, if one was named
    venue: PlaceRef | None = None  # where
    status: NextRoundStatus  # how firm that is


class Round(Record):
    """One round of talks: where, between whom, what for, with what outcome."""

    type: ClassVar[str] = "round"
    plural: ClassVar[str] = "rounds"
    heading, order = "Rounds of talks", 7
    title_fields = ("summary",)
    state_field = "outcome"
    moves_with_state = frozenset({"end", "documents", "next_round", "level", "claims"})
    inner_states = ("next_round",)
    days = (DayRule("start", "end"),)
    past_days = ("start",)
    unsourced = Code(
        "round-unsourced",
        "ICD 206",
        "A round of talks cites a source, or rests on claims that do.",
        (
            Example(
                "rounds: [{id: talks-1, source_refs: []}]",
                "rounds: [{id: talks-1, source_refs: [wire]}]",
            ),
        ),
    )
    in_section = True

    track: str  # the talks it belongs to: "Istanbul"
    number: int  # its number within the track
    venue: PlaceRef  # where they met
    start: Day  # the first day
    end: Day | None = None  # the last day; left out while they sit, and of a round of one day
    mediators: tuple[ActorRef, ...] = ()  # who brought them together
    level: RoundLevel | None = None  # how high those who sat there stand
    delegations: tuple[Delegation, ...] = ()  # who sat there
    agenda: tuple[str, ...] = ()  # what it was about, an item each
    positions: tuple[Demand, ...] = ()  # what each side wants, in its own framing
    outcome: RoundOutcome  # its state; a move of it is news
    summary: str  # one sentence: what came of it
    documents: tuple[Text, ...] = ()  # what was signed or read out
    next_round: NextRound | None = None  # what was said about meeting again
    claims: tuple[ClaimRef, ...] = ()  # who says what came of it
    source_refs: tuple[SourceRef, ...] = ()  # the sources that say so, by their ids


class Monitoring(Located):
    """Who is to watch a ceasefire."""

    mechanism: str  # what watches: "joint commission"
    by: tuple[ActorRef, ...] = ()  # who watches
    status: MonitoringStatus  # whether it does; a move of it is news


class Violation(Located):
    """An event held to break a ceasefire, and who says so."""

    event: EventRef  # what happened
    alleged_by: tuple[ClaimRef, ...] = ()  # the claims that call it a violation


class Ceasefire(Located):
    """What makes a commitment a ceasefire (fields of the ETH/PRIO set)."""

    form: CeasefireForm  # spoken or written
    sides: Sides  # how many bind themselves
    class_: CeasefireClass  # ``class`` in YAML. how far it goes
    purpose: str | None = None  # what it is for: "an exchange of prisoners"
    coverage: str | None = None  # where it holds
    start: Day  # the first day on which it holds
    end: Day | None = None  # the last day; left out, it has no end
    end_reason: str | None = None  # why it ended
    monitoring: Monitoring | None = None  # who is to watch it
    violations: tuple[Violation, ...] = ()  # events said to break it, and by whom


class Commitment(Record):
    """A promise between parties; a breach is never confirmed on one party's word."""

    type: ClassVar[str] = "commitment"
    plural: ClassVar[str] = "commitments"
    heading, order = "Commitments", 8
    title_fields = ("text",)
    state_field = "commitment_status"
    moves_with_state = frozenset({"status_by", "due", "ceasefire.end", "ceasefire.end_reason"})
    inner_states = ("ceasefire.monitoring",)
    days = (DayRule("made_on"), DayRule("ceasefire.start", "ceasefire.end"), DayRule("as_of"))
    past_days = ("made_on",)
    unsourced = Code(
        "commitment-unsourced",
        "ICD 206",
        "A commitment cites a source, or rests on claims that do.",
        (
            Example(
                "commitments: [{id: truce, source_refs: []}]",
                "commitments: [{id: truce, source_refs: [wire]}]",
            ),
        ),
    )
    in_section = True

    by: tuple[ActorRef, ...]  # who promised
    to: tuple[ActorRef, ...] = ()  # whom it was promised
    text: str  # what was promised, as one whole sentence in the present
    document: str | None = None  # where it stands: "joint statement"
    made_on: Day | None = None  # the day it was made
    due: Day | None = None  # the day by which it is to be done
    commitment_status: CommitmentStatus  # its state; a move of it is news
    status_by: tuple[ClaimRef, ...] = ()  # on whose word the state rests
    ceasefire: Ceasefire | None = None  # what makes it a ceasefire
    source_refs: tuple[SourceRef, ...] = ()  # the sources that say so, by their ids
