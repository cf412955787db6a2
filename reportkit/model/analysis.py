"""What the desk makes of it: assumptions, judgements, gaps, indicators, corrections."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from reportkit.i18n.translate import gettext_noop
from reportkit.model.base import Located
from reportkit.model.envelope import (
    AnyRef,
    AssumptionRef,
    Day,
    GapRef,
    IndicatorRef,
    JudgementRef,
    Record,
)
from reportkit.model.scales import LIKELIHOOD
from reportkit.model.vocabulary.analysis import (
    Degree,
    Direction,
    GapStatus,
    Impact,
    IndicatorStatus,
    Outcome,
)
from reportkit.model.vocabulary.changes import Cause, FoundBy, Severity
from reportkit.model.vocabulary.series import Alert, LikelihoodScale

_TERMS = [term.term for term in LIKELIHOOD[LikelihoodScale.ICD203]]


class Assumption(Record):
    """What is taken for granted; a linchpin tells what falls with it."""

    type: ClassVar[str] = "assumption"
    plural: ClassVar[str] = "assumptions"
    heading, order = "Assumptions", 12
    past_days = ("checked_on",)

    statement: str
    linchpin: bool = False  # judgements fall with it
    if_wrong: str | None = None  # needed of a linchpin: what falls, and how
    supports: tuple[JudgementRef, ...] = ()  # the judgements that stand on it
    checked_on: Day | None = None  # the day it was last looked at


class Likelihood(Located):
    """A term of the brief's scale; the percent band is printed by the tool, never typed."""

    how_to_write: ClassVar[str] = (
        f"write {{term: unlikely}}; known: {', '.join(_TERMS)}; percent is computed"
    )

    term: str  # of the scale of brief.yaml: "likely"
    probability: Decimal | None = None  # percent, for scoring; not printed


class ConfidenceBasis(Located):
    """The three parts of PHIA's analytical confidence rating."""

    information_base: Degree
    rigour: Degree
    complexity_volatility: Degree


class Confidence(Located):
    """How good the basis is; never in one sentence with the likelihood (ICD 203)."""

    level: Degree
    basis: ConfidenceBasis | None = None
    text: str | None = None  # why; one sentence of its own


class Alternative(Located):
    """Another way it could go, and what would show it."""

    statement: str
    likelihood: Likelihood | None = None
    why_less_likely: str | None = None
    indicators: tuple[IndicatorRef, ...] = ()


class Implication(Located):
    """What it means for a reader."""

    audience: str
    so_what: str
    by_when: Day | None = None


class Dissent(Located):
    """A colleague's other view, printed beside the judgement."""

    by: str
    view: str
    reason: str


class Resolution(Located):
    """How and when it can be told whether a forecast came true."""

    criteria: str
    due: Day
    outcome: Outcome | None = None
    on: Day | None = None
    note: str | None = None


class Judgement(Record):
    """One assessed sentence with its likelihood, basis and what speaks against it."""

    type: ClassVar[str] = "judgement"
    plural: ClassVar[str] = "judgements"
    heading, order = "Judgements", 2

    statement: str  # holds the likelihood term, no confidence word
    key: bool = False  # stands on page 1
    question: str | None = None  # the question it answers
    alert: Alert | None = None  # the alert of page one whose likelihood it tells
    likelihood: Likelihood
    horizon: Day | None = None  # the day up to which it speaks
    confidence: Confidence
    basis: tuple[AnyRef, ...] = ()  # what it rests on
    evidence_against: tuple[AnyRef, ...] = ()  # what speaks against it
    none_found: bool = False  # looked for evidence against, found none
    assumptions: tuple[AssumptionRef, ...] = ()  # what it takes for granted
    gaps: tuple[GapRef, ...] = ()  # what is not known
    alternatives: tuple[Alternative, ...] = ()  # other ways it could go; needed of a key judgement
    no_alternative_reason: str | None = None  # or why there is none
    impact: Impact | None = None  # how much it would matter
    implications: tuple[Implication, ...] = ()  # what it means for whom; needed of a key judgement
    indicators: tuple[IndicatorRef, ...] = ()  # what would show which way it goes
    dissent: tuple[Dissent, ...] = ()  # who at the desk sees it otherwise
    resolution: Resolution | None = None  # how and when it will be told who was right


class Gap(Record):
    """A question that cannot be answered yet; printed as "What we do not know"."""

    type: ClassVar[str] = "gap"
    plural: ClassVar[str] = "gaps"
    heading, order = "What we do not know", 11
    title_fields = ("question",)
    state_field = "gap_status"
    state_sentences: ClassVar[Mapping[str, str]] = {
        GapStatus.OPEN: gettext_noop("open question: {statement}"),
        GapStatus.CLOSED: gettext_noop("question closed: {statement}"),
    }
    moves_with_state = frozenset({"how_to_close"})

    question: str
    why_it_matters: str
    basis: tuple[AnyRef, ...] = ()  # what is known so far, and where it was looked for
    judgements: tuple[JudgementRef, ...] = ()  # those that would be firmer without it
    how_to_close: str | None = None
    gap_status: GapStatus = GapStatus.OPEN


class Indicator(Record):
    """Something observable that would change the picture."""

    type: ClassVar[str] = "indicator"
    plural: ClassVar[str] = "indicators"
    heading, order = "Indicators", 10
    state_field = "indicator_status"
    state_sentences: ClassVar[Mapping[str, str]] = {
        IndicatorStatus.NOT_OBSERVED: gettext_noop(
            "an indicator has not been observed: “{statement}”"
        ),
        IndicatorStatus.EMERGING: gettext_noop("first signs of an indicator: “{statement}”"),
        IndicatorStatus.OBSERVED: gettext_noop("an indicator has been observed: “{statement}”"),
        IndicatorStatus.RECEDED: gettext_noop(
            "an indicator seen before was not seen again: “{statement}”"
        ),
        IndicatorStatus.NOT_MONITORED: gettext_noop("an indicator is not monitored: “{statement}”"),
    }
    moves_with_state = frozenset({"evidence"})
    past_days = ("last_checked",)

    statement: str
    direction: Direction
    threshold: str | None = None  # from when on it counts as observed
    linked: tuple[JudgementRef, ...] = ()  # the judgements that it bears upon
    indicator_status: IndicatorStatus  # its state; a move of it is news
    last_checked: Day  # the day it was last looked at
    evidence: tuple[AnyRef, ...] = ()  # the records that show its state
    if_observed: str | None = None  # what changes then


class Correction(Record):
    """An error of ours in a published edition: what we wrote, what is right, why."""

    type: ClassVar[str] = "correction"
    plural: ClassVar[str] = "corrections"
    heading, order = "Corrections", 13
    title_fields = ()  # called by what it corrects

    record: AnyRef  # the record that was wrong
    field: str  # the key that was wrong: "best"
    editions_affected: tuple[int, ...]  # first and last number that carried it; [3]: one alone
    was: str  # what we wrote
    now: str  # what is right
    cause: Cause  # how the error came about
    because: str  # one sentence for the notice
    found_by: FoundBy
    severity: Severity
    judgements_affected: tuple[JudgementRef, ...] = ()  # those that were looked at again for it
    approved_by: str  # who released it
    date: Day
