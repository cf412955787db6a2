"""What sources wrote of an event, as quotations with their attribution and no longer than fair."""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.i18n.sentences import abbreviated
from reportkit.i18n.translate import direction_of, gettext
from reportkit.model.book import Book
from reportkit.model.evidence import Event, Source
from reportkit.model.quotation import shortened
from reportkit.model.vocabulary.series import Status
from reportkit.page.compose.citations import Citations
from reportkit.page.compose.record_model import Part, RecordLine
from reportkit.page.compose.view_model import Anchor
from reportkit.page.labels import is_withheld

_NOWHERE = Anchor("", "")


def source_words(book: Book, event: Event, citations: Citations) -> Iterator[RecordLine]:
    """Quote what sources wrote of an event, each with its name and number before its words.

    The number leads to the full name, so that forty notes of one data set say it once. What was
    withdrawn is quoted no longer: its source may have taken the words back.
    """
    if event.status is Status.WITHDRAWN:
        return
    for note in event.source_notes:
        source = book.get(Source, note.source)
        known = source is not None and not is_withheld(source.attribution_rule)
        lead = (
            gettext("In the words of {publisher}:", publisher=abbreviated(source.publisher))
            if source and known
            else gettext("In the words of a source that is not named:")
        )
        yield RecordLine(
            parts=(Part(_NOWHERE, lead, citations.cite((note.source,))),),
            quote=shortened(note.text),
            language=note.language,
            direction=direction_of(note.language),
        )
