"""What a difference means by itself, as far as the field that differs can tell.

What only the author can know (did the world move, were we wrong, did the source take its
number back?) is not guessed here: ``detect`` gives None, and a note has to say it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from reportkit.changes.diff import Difference, fold_typography
from reportkit.changes.field_schema import Kind, Value, field_names, field_schema
from reportkit.model.analysis import Resolution
from reportkit.model.base import Located
from reportkit.model.book import ENDED
from reportkit.model.envelope import Record
from reportkit.model.evidence import Source
from reportkit.model.scales import find_term
from reportkit.model.vocabulary.analysis import Degree
from reportkit.model.vocabulary.changes import ChangeClass, JudgementChange
from reportkit.model.vocabulary.series import LikelihoodScale, Status

HANDLING = frozenset({"tlp", "attribution_rule"})
#: How a record ended or came into doubt.
LIFE = frozenset({"status", "superseded_by", "status_reason"})
#: The day on which somebody looked at it again.
CHECKED = frozenset({"last_checked", "checked_on", "accessed", "confirmed"})
#: Where a record stands and when it was looked at; a reader learns nothing from a change.
HOUSEKEEPING = (
    frozenset(
        {"section", "stale_after", "archive_url", "link_status", "standing", "topic", "authors",
         "version", "licence"}
    )
    | CHECKED
)  # fmt: skip
GRADES = frozenset(
    {"reliability", "grading", "verification", "harm_grade", "clarity", "source_status", "rank",
     "rank_reason"}
)  # fmt: skip
#: Those that a source has; ``status_reason`` says why they moved.
SOURCE_GRADES = frozenset({"reliability", "source_status"})
#: Lists of evidence and links: one more entry explains itself, one fewer does not.
_LINKS = frozenset(
    {"source_refs", "claims", "about", "basis", "evidence", "evidence_against", "status_by",
     "indicators", "gaps", "assumptions", "linked", "judgements", "supports", "contradicts", "by"}
)  # fmt: skip
#: What shows how a forecast came out: it comes with the outcome.
_PROOF = "resolution.evidence"
#: From an indicator, a gap or an assumption to the judgements it serves: no released value.
TIES = frozenset({"linked", "supports", "judgements"})
#: On what a record rests, beside its sources.
GROUNDS = frozenset({"claims", "about", "basis", "evidence", "evidence_against", "status_by"})
#: What is one number with its bounds, day and source: one of them never moves alone.
VALUE = frozenset({"low", "best", "high", "operator", "vague_term", "range_kind", "period", "note"})
#: What comes along with a change of anything else.
FOLLOWING = frozenset({"as_of", "source_refs"})
#: Records that state nothing themselves; a name more for them is no news.
_DESCRIBED = frozenset({"source", "actor", "place", "brief"})
#: Of the series: what makes old and new numbers and terms incomparable.
_METHOD = frozenset({"scales", "figure_policy", "proof_standard", "methodology"})


class Detected(NamedTuple):
    """A class that the difference itself tells, for judgements with the kind of change."""

    class_: ChangeClass
    kind: JudgementChange | None = None


def detect(  # noqa: PLR0911  # the order of decision, a line each
    type_: str,
    difference: Difference,
    was: Located,
    now: Located,
    scales: tuple[LikelihoodScale, LikelihoodScale],
) -> Detected | None:
    """Tell the class of one difference; None when only the author can.

    ``type_`` is that of the record, or "brief" or "edition"; ``scales`` are the likelihood
    scales of the edition before and of this one.
    """
    field = difference.field
    head = field_names(field)[0].partition("[")[0]
    if head in HANDLING or (type_ == "edition" and head.startswith("tlp")):
        return Detected(ChangeClass.HANDLING_CHANGED)
    if head in LIFE and isinstance(was, Record) and isinstance(now, Record):
        return _of_life(was, now) or _of_source(was, now)
    if head in HOUSEKEEPING or (head == "sha256" and difference.was is None):
        return Detected(ChangeClass.EDITORIAL)
    if head in GRADES:
        return Detected(ChangeClass.RE_GRADED)
    if is_typographic(type_, difference) or _is_more_proof(difference, was, now):
        return Detected(ChangeClass.EDITORIAL)
    if type_ == "brief":
        return None if head in _METHOD else Detected(ChangeClass.EDITORIAL)
    if is_grown_link(difference) or (head in TIES and type_ != "judgement"):
        return Detected(ChangeClass.UPDATED)
    if type_ == "judgement":
        kind = _kind_of(field, difference, scales)
        return Detected(ChangeClass.JUDGEMENT_CHANGED, kind)
    if _is_state(field, head, was, now):
        return Detected(ChangeClass.STATUS_MOVED)
    return None


def is_typographic(type_: str, difference: Difference) -> bool:
    """Tell whether only the form of quotes, dashes and spaces differs in a text."""
    was, now = difference.was, difference.now
    schema = field_schema(type_, difference.field)
    if schema.kind is not Kind.TEXT or schema.is_form or was is None or now is None:
        return False
    return _folded(was) == _folded(now)


def is_grown_link(difference: Difference) -> bool:
    """One more source, claim or basis, and none fewer."""
    if field_names(difference.field)[-1] not in _LINKS or difference.field == _PROOF:
        return False
    before, after = (_words(value) for value in (difference.was, difference.now))
    return before < after


def new_links(difference: Difference) -> tuple[str, ...]:
    """The ids that a list of evidence gained."""
    if field_names(difference.field)[-1] not in _LINKS:
        return ()
    return tuple(sorted(_words(difference.now) - _words(difference.was)))


def may_be_editorial(type_: str, difference: Difference) -> bool:
    """Only wording can change without a change of meaning: the same numbers, in a text."""
    schema = field_schema(type_, difference.field)
    if schema.kind is Kind.REFERENCE:
        return schema.many
    if schema.kind is Kind.NESTED:
        return type_ in _DESCRIBED
    if difference.field in HANDLING | LIFE or schema.kind is not Kind.TEXT:
        return False
    return _digits(difference.was) == _digits(difference.now)


def _of_life(was: Record, now: Record) -> Detected | None:
    before, after = was.status, now.status
    if before is after:
        return None
    kind = JudgementChange.WITHDRAWN if now.type == "judgement" else None
    if after is Status.WITHDRAWN:
        return Detected(ChangeClass.WITHDRAWN, kind)
    if after is Status.SUPERSEDED:
        return Detected(ChangeClass.SUPERSEDED)
    if after is Status.DROPPED:
        return Detected(ChangeClass.DROPPED)
    if before in ENDED:
        return Detected(ChangeClass.ADDED)  # carried again
    return Detected(ChangeClass.UNDER_REVIEW) if after is Status.UNDER_REVIEW else None


def _of_source(was: Record, now: Record) -> Detected | None:
    """The reason of a source's new grade comes along with it."""
    if not isinstance(now, Source):
        return None
    moved = any(getattr(was, name) != getattr(now, name) for name in SOURCE_GRADES)
    return Detected(ChangeClass.RE_GRADED) if moved else None


def _is_state(field: str, head: str, was: Located, now: Located) -> bool:
    if not isinstance(now, Record) or not now.state_field:
        return False
    if head == now.state_field or field.startswith(now.inner_states):
        return True
    moved = getattr(was, now.state_field) != getattr(now, now.state_field)
    return moved and not now.moves_with_state.isdisjoint((head, field))


def _is_more_proof(difference: Difference, was: Located, now: Located) -> bool:
    """Tell whether one more record shows an outcome that was told before: that is no news."""
    if difference.field != _PROOF:
        return False
    before, after = (getattr(one, "resolution", None) for one in (was, now))
    stands = before is not None and after is not None and before.outcome is after.outcome
    return stands and _words(difference.was) < _words(difference.now)


def _kind_of(  # noqa: PLR0911  # a field each
    field: str, difference: Difference, scales: tuple[LikelihoodScale, LikelihoodScale]
) -> JudgementChange:
    was, now = difference.was, difference.now
    if field == "likelihood.term":
        return _raised(_order(scales[0], was), _order(scales[1], now), likelihood=True)
    if field == "likelihood.probability" and was is not None and now is not None:
        return _raised(Decimal(str(was)), Decimal(str(now)), likelihood=True)
    if field == "confidence.level":
        return _raised(_degree(was), _degree(now), likelihood=False)
    if field in ("horizon", "resolution.due"):
        return JudgementChange.HORIZON_MOVED
    if field in ("resolution.outcome", "resolution.on", "resolution.note", _PROOF):
        return JudgementChange.RESOLVED
    if field == "resolution" and isinstance(now, Resolution) and now.outcome:
        return JudgementChange.RESOLVED
    return JudgementChange.REWORDED


def _raised(
    was: Decimal | int | None, now: Decimal | int | None, *, likelihood: bool
) -> JudgementChange:
    """Order two terms; of one order, or of none that is known, is another wording."""
    if was is None or now is None or was == now:
        return JudgementChange.REWORDED
    if likelihood:
        raised = JudgementChange.LIKELIHOOD_RAISED
        return raised if now > was else JudgementChange.LIKELIHOOD_LOWERED
    raised = JudgementChange.CONFIDENCE_RAISED
    return raised if now > was else JudgementChange.CONFIDENCE_LOWERED


def _order(scale: LikelihoodScale, term: Value) -> int | None:
    found = find_term(scale, str(term))
    return found.order if found else None


def _degree(level: Value) -> int | None:
    return [*Degree].index(level) if isinstance(level, Degree) else None


def _words(value: Value) -> set[str]:
    return {str(item) for item in value} if isinstance(value, tuple) else set()


def _folded(value: Value) -> list[str]:
    texts = value if isinstance(value, tuple) else (value,)
    return sorted(fold_typography(str(text)) for text in texts)


def _digits(value: Value) -> list[str]:
    """The numbers in a text, which no change of wording may touch."""
    spaced = "".join(c if c.isdigit() or c in ".," else " " for c in str(value or ""))
    return [number for part in spaced.split() if (number := part.strip(".,").replace(",", ""))]
