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

    statement: str  # one whole sentence that is taken to be so
    linchpin: bool = False  # true: judgements fall with it
    if_wrong: str | None = None  # needed of a linchpin: what falls, and how
    supports: tuple[JudgementRef, ...] = ()  # the judgements that stand on it
    checked_on: Day | None = None  # the day it was last looked at


class Likelihood(Located):
    """A term of the brief's scale; the percent band is printed by the tool, never typed."""

    how_to_write: ClassVar[str] = (
        f"write {{term: unlikely}}; known: {', '.join(_TERMS)}; percent is computed"
    )

    #: of the scale that brief.yaml chooses, spelled exactly so; the statement holds it too
    term: str
    #: a percent inside the band of the term, for scoring; not printed
    probability: Decimal | None = None


class ConfidenceBasis(Located):
    """The three parts of PHIA's analytical confidence rating."""

    information_base: Degree  # how much is known, and from how good sources
    rigour: Degree  # how thoroughly it was analysed
    #: how well the matter can be foreseen; low where it is tangled or moves fast
    complexity_volatility: Degree


class Confidence(Located):
    """How good the basis is; never in one sentence with the likelihood (ICD 203)."""

    level: Degree  # how good the basis is
    basis: ConfidenceBasis | None = None  # its three parts
    text: str | None = None  # why; one sentence of its own


class Alternative(Located):
    """Another way it could go, and what would show it."""

    statement: str  # one whole sentence; how likely it is stands under `likelihood`
    likelihood: Likelihood | None = None  # of this way; the bands of all ways can total 100%
    why_less_likely: str | None = None  # what speaks for the judgement and against this
    indicators: tuple[IndicatorRef, ...] = ()  # what would show that it comes this way


class Implication(Located):
    """What it means for a reader."""

    audience: str  # who is meant: "hauliers"
    so_what: str  # what they should do or expect, as one sentence
    by_when: Day | None = None  # the day by which it matters


class Dissent(Located):
    """A colleague's other view, printed beside the judgement."""

    by: str  # who holds it: a person or a desk
    view: str  # the other view, as one sentence
    reason: str  # what it rests on


class Resolution(Located):
    """How and when it can be told whether a forecast came true."""

    criteria: str  # what must be seen, and who says so, for it to have come true
    due: Day  # the day on which it can be told
    outcome: Outcome | None = None  # what came of it; left out until it is known
    on: Day | None = None  # the day on which that was decided
    note: str | None = None  # how it came out, as a clause for the reader
    #: the records that show it; needed where it came true: of what did not happen the note tells
    evidence: tuple[AnyRef, ...] = ()


class Judgement(Record):
    """One assessed sentence with its likelihood, basis and what speaks against it."""

    type: ClassVar[str] = "judgement"
    plural: ClassVar[str] = "judgements"
    heading, order = "Judgements", 2

    #: One whole sentence that holds the likelihood term and speaks of a day or period; no word of
    #: confidence, no percent.
    statement: str
    key: bool = False  # true: it stands on page 1
    question: str | None = None  # the question it answers
    alert: Alert | None = None  # the alert of page one whose likelihood it tells
    likelihood: Likelihood  # how likely it is, by a term; percent is printed by the tool
    horizon: Day | None = None  # the day up to which it speaks
    confidence: Confidence  # how good its basis is
    basis: tuple[AnyRef, ...] = ()  # the records it rests on
    evidence_against: tuple[AnyRef, ...] = ()  # the records that speak against it
    none_found: bool = False  # true: evidence against it was looked for, and there is none
    assumptions: tuple[AssumptionRef, ...] = ()  # what it takes for granted
    gaps: tuple[GapRef, ...] = ()  # what is not known and would make it firmer
    alternatives: tuple[Alternative, ...] = ()  # other ways it could go; needed of a key judgement
    no_alternative_reason: str | None = None  # why there is no other way, where there is none
    impact: Impact | None = None  # how much it would matter
    implications: tuple[
        Implication, ...
    ] = ()  # what it means for whom; needed of a key judgement; in the HTML
    indicators: tuple[IndicatorRef, ...] = ()  # what would show which way it goes
    dissent: tuple[Dissent, ...] = ()  # who at the desk sees it otherwise
    resolution: Resolution | None = None  # how and when it will be told who was right
    #: who judged it, for 'show' and 'scorecard'; not printed. None: those of the edition
    authors: tuple[str, ...] = ()

    @property
    def last_day(self) -> Day | None:
        """Give the last day that it speaks of, or on which it can be told; None: no forecast."""
        return self.horizon or (self.resolution.due if self.resolution else None)


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

    question: str  # one question, with its question mark
    why_it_matters: str  # one sentence: what would be judged otherwise
    basis: tuple[AnyRef, ...] = ()  # what is known so far, and where it was looked for
    judgements: tuple[JudgementRef, ...] = ()  # those that would be firmer without it
    how_to_close: str | None = None  # one sentence: whom to ask, what to wait for
    gap_status: GapStatus = GapStatus.OPEN  # whether it is still open; a move of it is news


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

    #: One whole sentence in the present, as if it were seen: "Lorries cross the bridge again."
    statement: str
    direction: Direction  # which way it would point
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
    field: str  # the key that was wrong: `best`, `statement`, `period.end`
    #: First and last number of the editions that carried the error: `[1, 3]`; `[3]` is No. 3 alone.
    editions_affected: tuple[int, ...]
    was: str  # what we wrote, as text: "14"
    now: str  # what is right, as text: "4"
    cause: Cause  # how the error came about
    because: str  # one whole sentence for the notice: how it came about
    found_by: FoundBy  # who saw it
    severity: Severity  # how much it mattered
    judgements_affected: tuple[JudgementRef, ...] = ()  # those that were looked at again for it
    approved_by: str  # who released it
    date: Day  # the day on which it was corrected
