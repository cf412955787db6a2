"""What has a state, in one sentence with it: a promise alone would read as a deed.

Measures, commitments, rounds of talks, indicators and gaps are called by these sentences
wherever a line has to be true by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportkit.i18n import formats
from reportkit.i18n.bidi import isolate
from reportkit.i18n.sentences import unstopped
from reportkit.i18n.translate import gettext, gettext_noop, pgettext
from reportkit.model.book import Records
from reportkit.model.corroboration import SAYS_SO
from reportkit.model.diplomacy import Commitment, Round
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Claim, Place
from reportkit.model.vocabulary.diplomacy import CommitmentStatus, RoundOutcome
from reportkit.phrasing.claims import actor_in_sentence, speaker_of

_COMMITMENTS: Mapping[CommitmentStatus, str] = {
    CommitmentStatus.ANNOUNCED: gettext_noop("{by} announced: {statement}"),
    CommitmentStatus.AGREED_IN_PRINCIPLE: gettext_noop("{by} agreed in principle: {statement}"),
    CommitmentStatus.IN_FORCE: gettext_noop("a commitment by {by} is in force: {statement}"),
    CommitmentStatus.PARTLY_MET: gettext_noop(
        "a commitment by {by} has been met in part: {statement}"
    ),
    CommitmentStatus.MET: gettext_noop("a commitment by {by} has been met: {statement}"),
    CommitmentStatus.OVERDUE: gettext_noop("a commitment by {by} is overdue: {statement}"),
    CommitmentStatus.BREACH_ALLEGED: gettext_noop(
        "a breach is alleged of a commitment by {by}: {statement}"
    ),
    CommitmentStatus.BREACH_CONFIRMED: gettext_noop(
        "a breach is confirmed of a commitment by {by}: {statement}"
    ),
    CommitmentStatus.LAPSED: gettext_noop("a commitment by {by} has lapsed: {statement}"),
    CommitmentStatus.NOT_CONCLUDED: gettext_noop(
        "what {by} announced was not concluded: {statement}"
    ),
}
_ALLEGED = gettext_noop("a breach of a commitment by {by} is alleged by {speakers}: {statement}")
_OVERDUE = gettext_noop(
    "a commitment by {by}, due by {due}, has not been reported as met: {statement}"
)
_ROUNDS: Mapping[RoundOutcome, str] = {
    RoundOutcome.AGREEMENT: gettext_noop(
        "round {number} of the talks in {place} ended with an agreement: {statement}"
    ),
    RoundOutcome.JOINT_STATEMENT: gettext_noop(
        "round {number} of the talks in {place} ended with a joint statement: {statement}"
    ),
    RoundOutcome.EXTENDED: gettext_noop(
        "round {number} of the talks in {place} was extended: {statement}"
    ),
    RoundOutcome.ADJOURNED: gettext_noop(
        "round {number} of the talks in {place} was adjourned: {statement}"
    ),
    RoundOutcome.DEADLOCK: gettext_noop(
        "round {number} of the talks in {place} ended in deadlock: {statement}"
    ),
    RoundOutcome.WALKOUT: gettext_noop(
        "round {number} of the talks in {place} ended with a walkout: {statement}"
    ),
    RoundOutcome.CANCELLED: gettext_noop(
        "round {number} of the talks in {place} was cancelled: {statement}"
    ),
    RoundOutcome.ONGOING: gettext_noop(
        "round {number} of the talks in {place} is still sitting: {statement}"
    ),
    RoundOutcome.UNKNOWN: gettext_noop(
        "round {number} of the talks in {place} has no known outcome: {statement}"
    ),
}


def with_state(record: Record, records: Records) -> str:
    """Say a record with its state as one clause, without capital and full stop; "" of others."""
    match record:
        case Commitment():
            return _commitment(record, records)
        case Round():
            return _round(record, records)
    if not record.state_sentences:
        return ""
    pattern = record.state_sentences[getattr(record, record.state_field)]
    return gettext(pattern, statement=_text(getattr(record, record.title_fields[0])))


def _commitment(commitment: Commitment, records: Records) -> str:
    by = _listed([actor_in_sentence(records.get(Actor, id), id).name for id in commitment.by])
    status, statement = commitment.commitment_status, _text(commitment.text)
    if status is CommitmentStatus.OVERDUE and commitment.due:
        return gettext(_OVERDUE, by=by, due=formats.day(commitment.due), statement=statement)
    speakers = _listed(_who_says_so(commitment, records))
    if status is CommitmentStatus.BREACH_ALLEGED and by and speakers:
        return gettext(_ALLEGED, by=by, speakers=speakers, statement=statement)
    return gettext(_COMMITMENTS[status], by=by, statement=statement) if by else ""


def _who_says_so(commitment: Commitment, records: Records) -> list[str]:
    """Name those whose claims give a state; a denial among them gives none."""
    claims = (records.get(Claim, id) for id in commitment.status_by)
    speakers = (speaker_of(one, records).name for one in claims if one and one.modality in SAYS_SO)
    return list(dict.fromkeys(speakers))


def _round(round_: Round, records: Records) -> str:
    place = records.get(Place, round_.venue)
    return gettext(
        _ROUNDS[round_.outcome],
        number=str(round_.number),
        place=isolate(place.name if place else round_.venue),
        statement=_text(round_.summary),
    )


def _text(written: str) -> str:
    return isolate(unstopped(written))


def _listed(names: Sequence[str]) -> str:
    *first, last = names or [""]
    if not first:
        return last
    return pgettext(
        "list", "{names} and {last}", names=pgettext("list", ", ").join(first), last=last
    )
