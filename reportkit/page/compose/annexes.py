"""The annexes: what changed, the record so far, sources, methods."""

from __future__ import annotations

from reportkit.editions.history import History
from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.model.vocabulary.series import Annex
from reportkit.page.compose.analysis_on_record import analysis_on_record
from reportkit.page.compose.annexes_model import Annexes
from reportkit.page.compose.compose_context import ComposeContext
from reportkit.page.compose.methods import methods_of
from reportkit.page.compose.record_model import RecordSoFar
from reportkit.page.compose.record_so_far import record_so_far
from reportkit.page.compose.source_list import sources_of
from reportkit.page.compose.what_changed import log_of
from reportkit.page.labels import capital, listed

#: As the headings of the annexes call them, inside a sentence.
_NAMES = {
    Annex.CHANGES: gettext_noop("what changed"),
    Annex.RECORD: gettext_noop("the record so far"),
    Annex.SOURCES: gettext_noop("the sources"),
    Annex.METHODS: gettext_noop("the methods"),
}


def annexes_of(context: ComposeContext, history: History | None, name: str) -> Annexes:
    """Compose everything behind the body; the sources last, when all have their numbers."""
    book = context.book
    in_body = frozenset(context.citations.close_body())
    log = log_of(context, history)
    record = RecordSoFar(
        sections=record_so_far(context, in_body),
        analysis=analysis_on_record(context, history, in_body),
    )
    printed = frozenset(book.brief.annexes)
    return Annexes(
        log=log,
        record=record,
        sources=sources_of(book, context.citations),
        methods=methods_of(book, history, name),
        printed=frozenset(annex.value for annex in printed),
        elsewhere=_elsewhere([annex for annex in Annex if annex not in printed]),
    )


def _elsewhere(left: list[Annex]) -> str:
    """Say on paper where the annexes are that it does not have."""
    if not left:
        return ""
    names = capital(listed([gettext(_NAMES[annex]) for annex in left]))
    return gettext(
        "{names}: in the HTML edition, which is published with this document.", names=names
    )
