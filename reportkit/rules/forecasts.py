"""Do the parts of a forecast fit each other: its chances, its days, its place on page one?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from reportkit.i18n.catalog import base_of
from reportkit.model.analysis import Judgement
from reportkit.model.book import Book
from reportkit.model.scales import Term, find_term
from reportkit.problems import Code, Example, Level, Mark, Part, Problem
from reportkit.rules.judgements import live_judgements
from reportkit.rules.rule import rule
from reportkit.rules.written_days import deadlines

_CERTAIN = 100


@rule(
    Code(
        "likelihood-sum",
        "ICD 203, standards 2 and 4",
        "A forecast and its alternatives exclude each other, so that their chances can "
        "total 100%. Very unlikely (5-20%) beside unlikely (20-45%) leaves more than a "
        "third unnamed; almost certain (95-99%) beside unlikely is more than everything. "
        "An alternative that is a part of the forecast event is none.",
        (
            Example(
                "judgements: [{statement: It is almost certain to rain., likelihood: {term: "
                "almost certain},\n"
                "  alternatives: [{statement: It stays dry., likelihood: {term: unlikely}}]}]",
                "judgements: [{statement: It is almost certain to rain., likelihood: {term: "
                "almost certain},\n"
                "  alternatives: [{statement: It stays dry., likelihood: {term: almost no "
                "chance}}]}]",
            ),
        ),
    )
)
def chances_add_up(book: Book) -> Iterator[Problem]:
    """A forecast and its alternatives exclude each other: their chances can total 100%.

    The bands of almost certain and unlikely start at more than 100% together, whatever the
    numbers behind them. Bands that end below 100% leave an outcome that nobody named.
    """
    scale = book.brief.scales.likelihood
    for judgement in live_forecasts(book):
        own = find_term(scale, judgement.likelihood.term)
        others = [other for other in judgement.alternatives if other.likelihood is not None]
        terms = [find_term(scale, other.likelihood.term) for other in others if other.likelihood]
        known = [term for term in (own, *terms) if term is not None]
        if not others or len(known) <= len(others):
            continue
        least, most = sum(term.low for term in known), sum(_ceiling(term) for term in known)
        listed = " + ".join(f"{term.term} {term.band}" for term in known)
        if least > _CERTAIN:
            yield Problem(
                "likelihood-sum",
                f"{judgement.id} and its alternatives come to at least {least}% ({listed})",
                others[-1].at("likelihood"),
                "only one of them can come true: lower one, or word them apart",
            )
        elif most < _CERTAIN and len(others) == len(judgement.alternatives):
            yield Problem(
                "likelihood-sum",
                f"{judgement.id} and its alternatives come to {most}% at most ({listed})",
                others[-1].at("likelihood"),
                "name what else can happen, such as that nothing changes",
                Level.WARNING,
            )


@rule(
    Code(
        "judgement-days",
        "ICD 203, standard 8",
        "Question, statement, alternatives and criteria name the day of the horizon, so "
        'that everybody decides the same forecast. "By 30 November" counts that day in; '
        "days are found in English texts.",
        (
            Example(
                "judgements: [{horizon: 2025-11-30, statement: It is likely to rain by 14 "
                "December.,\n"
                "  likelihood: {term: likely}, resolution: {criteria: Rain is measured., "
                "due: 2025-11-30}}]",
                "judgements: [{horizon: 2025-11-30, statement: It is likely to rain by 30 "
                "November.,\n"
                "  likelihood: {term: likely}, resolution: {criteria: Rain is measured., "
                "due: 2025-11-30}}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def forecasts_name_one_day(book: Book) -> Iterator[Problem]:
    """Question, sentence, alternatives and criteria end on the day of horizon and due."""
    english = base_of(book.brief.written_in) == "en"
    for judgement in live_forecasts(book):
        horizon, resolution = judgement.horizon, judgement.resolution
        if horizon is None:
            continue
        for text, mark in _dated_texts(judgement) if english else ():
            days = {written.day for written in deadlines(text, horizon)}
            meant = {horizon}
            if resolution and text is resolution.criteria:
                meant.add(resolution.due)  # what happens by the horizon may be known later
            # "Before 1 December" and "by 30 November" are the same day.
            if days and not days & (meant | {day + timedelta(days=1) for day in meant}):
                yield Problem(
                    "judgement-days",
                    f"{judgement.id} looks to {horizon}; this text ends on {max(days)}",
                    mark,
                    "name one day in question, statement, alternatives, criteria and horizon",
                    Level.WARNING,
                )


@rule(
    Code(
        "judgement-decided",
        "ICD 203, standard 8",
        "A forecast that was decided belongs to the record of how the desk did. It is no "
        "key judgement any more: write what the question is now.",
        (
            Example(
                "judgements: [{key: true, no_alternative_reason: It is law., horizon: 2025-10-18,\n"
                "  implications: [{audience: carriers, so_what: wait}],\n"
                "  resolution: {criteria: It is shut., due: 2025-10-18, outcome: unresolvable}}]",
                "judgements: [{key: false, no_alternative_reason: It is law., horizon: "
                "2025-10-18,\n"
                "  implications: [{audience: carriers, so_what: wait}],\n"
                "  resolution: {criteria: It is shut., due: 2025-10-18, outcome: unresolvable}}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def decided_judgements_are_not_key(book: Book) -> Iterator[Problem]:
    """A judgement that was decided is history: a new one answers the reader's question."""
    for judgement in live_judgements(book):
        if judgement.key and _is_decided(judgement):
            yield _advice(
                "judgement-decided",
                f"{judgement.id} is decided and still key",
                judgement.at("key"),
                "set key: false; what is the question now?",
            )


@rule(
    Code(
        "alert-unassessed",
        "CrisisWatch; ICD 203, standard 5",
        "An alert on page one raises the reader's first question: how likely is it? The "
        "key judgement that answers it names the alert ('alert: conflict_risk') and "
        "stands first.",
        (
            Example(
                "judgements: [{key: true, no_alternative_reason: It is law.,\n"
                "  implications: [{audience: carriers, so_what: wait}]}]",
                "judgements: [{key: true, alert: conflict_risk, no_alternative_reason: It "
                "is law.,\n"
                "  implications: [{audience: carriers, so_what: wait}]}]",
                given=(
                    Part(
                        "trend: deteriorated\nalerts: [conflict_risk]",
                        "edition",
                        "trend: deteriorated",
                    ),
                ),
            ),
        ),
        level=Level.WARNING,
    )
)
def alerts_are_assessed(book: Book) -> Iterator[Problem]:
    """An alert on page one comes with a judgement that says how likely it is, and stands first."""
    raised = book.edition.alerts
    key = [judgement for judgement in live_forecasts(book) if judgement.key]
    for index, alert in enumerate(raised):
        if not any(judgement.alert is alert for judgement in key):
            yield _advice(
                "alert-unassessed",
                f"page one raises {alert}, and no key judgement says how likely that is",
                book.edition.at(f"alerts.{index}"),
                f"write 'alert: {alert}' into the open key judgement that does",
            )
    if raised and key and key[0].alert is None and any(j.alert in raised for j in key):
        yield _advice(
            "alert-unassessed",
            f"the first key judgement, {key[0].id}, says of no alert how likely it is",
            key[0].at("key"),
            "put the judgement with 'alert:' first: it answers the reader's first question",
        )


def live_forecasts(book: Book) -> Iterator[Judgement]:
    """Give the judgements that nothing has decided yet."""
    return (judgement for judgement in live_judgements(book) if not _is_decided(judgement))


def _is_decided(judgement: Judgement) -> bool:
    return judgement.resolution is not None and judgement.resolution.outcome is not None


def _ceiling(term: Term) -> int:
    """ICD 203 leaves what is certain off its scale: 99% at most is as good as all."""
    return _CERTAIN if term.high == 99 else term.high  # noqa: PLR2004  # end of the scale


def _dated_texts(judgement: Judgement) -> Iterator[tuple[str, Mark]]:
    if judgement.question:
        yield judgement.question, judgement.at("question")
    yield judgement.statement, judgement.at("statement")
    for other in judgement.alternatives:
        yield other.statement, other.at("statement")
    if judgement.resolution:
        yield judgement.resolution.criteria, judgement.resolution.at("criteria")


def _advice(code: str, message: str, mark: Mark, hint: str) -> Problem:
    return Problem(code, message, mark, hint, Level.WARNING)


RULES = (
    chances_add_up,
    forecasts_name_one_day,
    decided_judgements_are_not_key,
    alerts_are_assessed,
)
