"""The box of page 1: what changed since the edition before, in at most six sentences."""

from __future__ import annotations

from collections.abc import Mapping

from reportkit.changes.change import Change
from reportkit.editions.history import History
from reportkit.i18n.sentences import stop
from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.model.analysis import Judgement
from reportkit.model.vocabulary.changes import ChangeClass
from reportkit.page.compose.compose_context import ComposeContext
from reportkit.page.compose.forecasts import open_judgements, term_of
from reportkit.page.compose.log_model import Since
from reportkit.page.compose.view_model import Link, Prose
from reportkit.page.labels import edition_title
from reportkit.phrasing.judgement import same_forecast
from reportkit.phrasing.reasons import because
from reportkit.phrasing.since_box import MAX_LINES, Line, stands


def since_of(context: ComposeContext, history: History | None) -> Since:
    """Word the box: corrections first, then in the order of weight; a first edition says so."""
    box = lines_below(history)
    changes = {change.record: change for change in (history.shown_changes if history else ())}
    sentences = tuple(_prose(context, line, changes) for line in box)
    whole = sum(line.always for line in box)
    base = history.base if history else None
    more = Link(gettext("All changes"), "annex-log")
    if history is None or base is None:
        first = Prose(gettext("This is the first edition."))
        return Since(
            title=gettext("What changed"),
            lines=(*sentences, first),
            whole=len(sentences) + 1,
            more=more if sentences else None,
        )
    before = edition_title(base.name.spoken)
    nothing = tuple(Prose(text) for text in stands(history.shown_changes, before))
    if not (sentences or nothing):  # what was wrong stands on top, and nothing else changed
        return Since("")
    return Since(
        title=gettext("What changed since {edition}", edition=before),
        lines=sentences or nothing,
        whole=whole,
        more=more if history.shown_changes else None,
    )


def lines_below(history: History | None) -> tuple[Line, ...]:
    """Give the lines of the box; those of a revision that stand on top of its page are none."""
    box = history.box.lines if history else ()
    if history is None or history.revision is None:
        return box
    return tuple(line for line in box if line.class_ is not ChangeClass.CORRECTED)


def corrections_of(context: ComposeContext, history: History | None) -> tuple[Prose, ...]:
    """Say on top of a revision what was wrong in the edition that it replaces."""
    if history is None or history.revision is None:
        return ()
    changes = {change.record: change for change in history.shown_changes}
    box = history.box_of(max(MAX_LINES, len(history.notices)))
    wrong = (line for line in box.lines if line.class_ is ChangeClass.CORRECTED)
    return tuple(_prose(context, line, changes) for line in wrong)


def _prose(context: ComposeContext, line: Line, changes: Mapping[str, Change]) -> Prose:
    """Set a sentence with the sources of what it tells."""
    change = changes.get(line.record)
    evidence = change.evidence if change and change.evidence else (line.record, *line.along)
    text = _why_it_moved(context, change) if change else ""
    return context.citations.prose(text or line.text, evidence)


def _why_it_moved(context: ComposeContext, change: Change) -> str:
    """Say of a key judgement only why it moved: what it says and how far stands right above."""
    judgement, before = change.after, change.before
    if not (isinstance(judgement, Judgement) and isinstance(before, Judgement) and judgement.key):
        return ""
    moved = change.class_ is ChangeClass.JUDGEMENT_CHANGED
    why = because(change.reason, context.book) if moved else None
    number = _numbers(context).get(judgement.id)
    now, was = term_of(context.book, judgement), term_of(context.book, before)
    if not (why and number and now and was and same_forecast(before, judgement)) or now == was:
        return ""
    likelier = now.low + now.high > was.low + was.high
    if why.is_clause:
        pattern = _LIKELIER_BECAUSE if likelier else _LESS_LIKELY_BECAUSE
    else:
        pattern = _LIKELIER if likelier else _LESS_LIKELY
    return stop(gettext(pattern, number=number, reason=why.text))


_LIKELIER_BECAUSE = gettext_noop("The likelihood in judgement {number} rose because {reason}")
_LESS_LIKELY_BECAUSE = gettext_noop("The likelihood in judgement {number} fell because {reason}")
_LIKELIER = gettext_noop("The likelihood in judgement {number} rose. Reason: {reason}")
_LESS_LIKELY = gettext_noop("The likelihood in judgement {number} fell. Reason: {reason}")


def _numbers(context: ComposeContext) -> dict[str, int]:
    judgements = open_judgements(context.book, context.selection)
    return {judgement.id: number for number, judgement in enumerate(judgements, 1)}
