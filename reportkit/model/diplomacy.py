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

    statement: str  # one sentence, dated by since and until
    kind: MeasureKind
    by: ActorRef  # whose step it is
    against: ActorRef | None = None  # whom it is meant to move
    place: PlaceRef | None = None  # of a crossing; puts it on the board
    traffic: Traffic | None = None  # of a crossing or transit measure
    measure_status: MeasureStatus  # its state; a move of it is news
    since: Day | None = None  # the first day of this state
    until: Day | None = None  # the last day, if known
    reciprocal_to: MeasureRef | None = None  # the step of the other side that it answers
    claims: tuple[ClaimRef, ...] = ()  # who says so
    note: str | None = None  # printed beside it
    source_refs: tuple[SourceRef, ...] = ()


class Delegation(Located):
    """Who sat there for one side, as far as it was told."""

    party: ActorRef
    head: str | None = None
    office: str | None = None
    members: tuple[str, ...] = ()
    note: str | None = None


class Demand(Located):
    """What one side wants of the other, in its own framing."""

    party: ActorRef
    demand: str
    red_line: str | None = None
    source_refs: tuple[SourceRef, ...] = ()


class Text(Located):
    """A document of a round (stages as in PA-X)."""

    title: str
    stage: DocumentStage
    text: TextStatus
    source_refs: tuple[SourceRef, ...] = ()


class NextRound(Located):
    """What was said about meeting again."""

    date: Day | None = None
    venue: PlaceRef | None = None
    status: NextRoundStatus


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
    number: int
    venue: PlaceRef
    start: Day
    end: Day | None = None
    mediators: tuple[ActorRef, ...] = ()
    level: RoundLevel | None = None
    delegations: tuple[Delegation, ...] = ()  # who sat there
    agenda: tuple[str, ...] = ()
    positions: tuple[Demand, ...] = ()  # what each side wants, in its own framing
    outcome: RoundOutcome  # its state; a move of it is news
    summary: str
    documents: tuple[Text, ...] = ()  # what was signed or read out
    next_round: NextRound | None = None
    claims: tuple[ClaimRef, ...] = ()  # who says what came of it
    source_refs: tuple[SourceRef, ...] = ()


class Monitoring(Located):
    """Who is to watch a ceasefire."""

    mechanism: str
    by: tuple[ActorRef, ...] = ()
    status: MonitoringStatus


class Violation(Located):
    """An event held to break a ceasefire, and who says so."""

    event: EventRef
    alleged_by: tuple[ClaimRef, ...] = ()


class Ceasefire(Located):
    """What makes a commitment a ceasefire (fields of the ETH/PRIO set)."""

    form: CeasefireForm
    sides: Sides
    class_: CeasefireClass  # ``class`` in YAML
    purpose: str | None = None
    coverage: str | None = None  # where it holds
    start: Day
    end: Day | None = None
    end_reason: str | None = None
    monitoring: Monitoring | None = None
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
    text: str  # what was promised, as one clause
    document: str | None = None  # where it stands: "joint statement"
    made_on: Day | None = None
    due: Day | None = None  # the day by which it is to be done
    commitment_status: CommitmentStatus  # its state; a move of it is news
    status_by: tuple[ClaimRef, ...] = ()  # on whose word the state rests
    ceasefire: Ceasefire | None = None  # what makes it a ceasefire
    source_refs: tuple[SourceRef, ...] = ()
