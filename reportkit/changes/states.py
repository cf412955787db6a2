"""What has a state, in one sentence with it: a promise alone would read as a deed.

Measures, commitments, rounds of talks, indicators and gaps are called by these sentences
wherever a line has to be true by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from reportkit.changes.claims import actor_in_sentence, speaker_of
from reportkit.changes.field_schema import PlainRecord, PlainRecords
from reportkit.i18n import formats
from reportkit.i18n.bidi import of_record
from reportkit.i18n.sentences import unstopped
from reportkit.i18n.translate import noted, say, say_in
from reportkit.model.corroboration import SAYS_SO
from reportkit.model.vocabulary import (
    CommitmentStatus,
    GapStatus,
    IndicatorStatus,
    MeasureStatus,
    RoundOutcome,
)

_MEASURES: Mapping[str, str] = {
    MeasureStatus.THREATENED: noted("this is threatened: {statement}"),
    MeasureStatus.ANNOUNCED: noted("this is announced: {statement}"),
    MeasureStatus.IN_FORCE: noted("this is in force: {statement}"),
    MeasureStatus.EASED: noted("this has been eased: {statement}"),
    MeasureStatus.LIFTED: noted("this has been lifted: {statement}"),
    MeasureStatus.EXPIRED: noted("this has expired: {statement}"),
}
_INDICATORS: Mapping[str, str] = {
    IndicatorStatus.NOT_OBSERVED: noted("an indicator has not been observed: {statement}"),
    IndicatorStatus.EMERGING: noted("an indicator is emerging: {statement}"),
    IndicatorStatus.OBSERVED: noted("an indicator has been observed: {statement}"),
    IndicatorStatus.RECEDED: noted("an indicator has receded: {statement}"),
    IndicatorStatus.NOT_MONITORED: noted("an indicator is not monitored: {statement}"),
}
_GAPS: Mapping[str, str] = {
    GapStatus.OPEN: noted("this question is open: {statement}"),
    GapStatus.CLOSED: noted("this question is closed: {statement}"),
}
_COMMITMENTS: Mapping[str, str] = {
    CommitmentStatus.ANNOUNCED: noted("{by} announced: {statement}"),
    CommitmentStatus.AGREED_IN_PRINCIPLE: noted("{by} agreed in principle: {statement}"),
    CommitmentStatus.IN_FORCE: noted("what {by} promised is in force: {statement}"),
    CommitmentStatus.PARTLY_MET: noted("what {by} promised has been met in part: {statement}"),
    CommitmentStatus.MET: noted("what {by} promised has been met: {statement}"),
    CommitmentStatus.OVERDUE: noted("what {by} promised is overdue: {statement}"),
    CommitmentStatus.BREACH_ALLEGED: noted(
        "a breach is alleged of what {by} promised: {statement}"
    ),
    CommitmentStatus.BREACH_CONFIRMED: noted(
        "a breach is confirmed of what {by} promised: {statement}"
    ),
    CommitmentStatus.LAPSED: noted("what {by} promised has lapsed: {statement}"),
    CommitmentStatus.NOT_CONCLUDED: noted("what {by} announced was not concluded: {statement}"),
}
_ALLEGED = noted("a breach of what {by} promised is alleged by {speakers}: {statement}")
_OVERDUE = noted("what {by} promised for {due} has not been reported as done: {statement}")
_ROUNDS: Mapping[str, str] = {
    RoundOutcome.AGREEMENT: noted(
        "round {number} of the talks in {place} ended with an agreement: {statement}"
    ),
    RoundOutcome.JOINT_STATEMENT: noted(
        "round {number} of the talks in {place} ended with a joint statement: {statement}"
    ),
    RoundOutcome.EXTENDED: noted(
        "round {number} of the talks in {place} was extended: {statement}"
    ),
    RoundOutcome.ADJOURNED: noted(
        "round {number} of the talks in {place} was adjourned: {statement}"
    ),
    RoundOutcome.DEADLOCK: noted(
        "round {number} of the talks in {place} ended in deadlock: {statement}"
    ),
    RoundOutcome.WALKOUT: noted(
        "round {number} of the talks in {place} ended with a walkout: {statement}"
    ),
    RoundOutcome.CANCELLED: noted(
        "round {number} of the talks in {place} was cancelled: {statement}"
    ),
    RoundOutcome.ONGOING: noted(
        "round {number} of the talks in {place} is still sitting: {statement}"
    ),
    RoundOutcome.UNKNOWN: noted(
        "round {number} of the talks in {place} has no known outcome: {statement}"
    ),
}


def with_state(record: PlainRecord, records: PlainRecords) -> str:
    """Say a record with its state as one clause, without capital and full stop; "" of others."""
    worded = _WORDED.get(str(record.get("type")))
    return worded(record, records) if worded else ""


def _measure(record: PlainRecord, _records: PlainRecords) -> str:
    return _say(_MEASURES, record, "measure_status", "statement")


def _indicator(record: PlainRecord, _records: PlainRecords) -> str:
    return _say(_INDICATORS, record, "indicator_status", "statement")


def _gap(record: PlainRecord, _records: PlainRecords) -> str:
    question = of_record(str(record.get("question") or ""))
    pattern = _GAPS[str(record.get("gap_status") or GapStatus.OPEN)]
    return say(pattern, statement=question) if question else ""


def _commitment(record: PlainRecord, records: PlainRecords) -> str:
    held = record.get("by")
    ids = [str(id) for id in held] if isinstance(held, list) else []
    by = _listed([actor_in_sentence(records.get(id), id).name for id in ids])
    if record.get("commitment_status") == CommitmentStatus.OVERDUE and record.get("due"):
        due = formats.day_of_iso(str(record["due"]))
        return say(_OVERDUE, by=by, due=due, statement=_text(record, "text"))
    speakers = _listed(_who_says_so(record, records))
    if record.get("commitment_status") == CommitmentStatus.BREACH_ALLEGED and by and speakers:
        return say(_ALLEGED, by=by, speakers=speakers, statement=_text(record, "text"))
    return _say(_COMMITMENTS, record, "commitment_status", "text", by=by) if by else ""


def _who_says_so(record: PlainRecord, records: PlainRecords) -> list[str]:
    """Name those whose claims give a state; a denial among them gives none."""
    held = record.get("status_by")
    claims = [records.get(str(id), {}) for id in held] if isinstance(held, list) else []
    said = [speaker_of(one, records).name for one in claims if one.get("modality") in SAYS_SO]
    return list(dict.fromkeys(said))


def _round(record: PlainRecord, records: PlainRecords) -> str:
    id = str(record.get("venue") or "")
    place = of_record(str(records.get(id, {}).get("name") or id))
    number = str(record.get("number") or "")
    if not place:
        return ""
    return _say(_ROUNDS, record, "outcome", "summary", number=number, place=place)


def _say(
    patterns: Mapping[str, str], record: PlainRecord, state: str, name: str, **parts: str
) -> str:
    """A record that lacks its state (an unfinished draft) is called by its text alone."""
    pattern = patterns.get(str(record.get(state)))
    return say(pattern, statement=_text(record, name), **parts) if pattern else ""


def _text(record: PlainRecord, name: str) -> str:
    return of_record(unstopped(str(record.get(name) or "")))


def _listed(names: Sequence[str]) -> str:
    *first, last = names or [""]
    if not first:
        return last
    return say_in("list", "{names} and {last}", names=say_in("list", ", ").join(first), last=last)


_WORDED: Mapping[str, Callable[[PlainRecord, PlainRecords], str]] = {
    "measure": _measure,
    "indicator": _indicator,
    "gap": _gap,
    "commitment": _commitment,
    "round": _round,
}
