"""The record so far: every matter once, with its claims and figures, by section and day.

What the body prints is not said again: the annex tells what is left of its matter and where the
rest stands. What a sentence of the paper says already is left to the HTML edition.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from functools import partial

from reportkit.i18n.bidi import without_marks
from reportkit.i18n.translate import direction_of, gettext, ngettext
from reportkit.model.book import RECORD_TYPES
from reportkit.model.evidence import Claim, Event, Fact, Figure
from reportkit.model.numerous import numerous
from reportkit.model.vocabulary.series import Status
from reportkit.page.compose.compose_context import ComposeContext
from reportkit.page.compose.counted_records import counted_lines, counted_tables
from reportkit.page.compose.fact_view import chips_of
from reportkit.page.compose.figure_runs import figure_runs, notes_on
from reportkit.page.compose.matters import Matter, matters_of, parted
from reportkit.page.compose.positions_of_parties import claim_sentence
from reportkit.page.compose.record_coverage import Coverage
from reportkit.page.compose.record_model import Folded, Part, RecordLine, RecordSection
from reportkit.page.compose.record_model import Matter as MatterView
from reportkit.page.compose.record_rows import kinds_with_rows, row_of
from reportkit.page.compose.sections import sections_of
from reportkit.page.compose.source_words import source_words
from reportkit.page.compose.view_model import Anchor, Link
from reportkit.page.labels import (
    capital,
    commas,
    event_days,
    label,
    place,
    says_place,
    semicolons,
    short_day,
    state_of,
    stop,
)
from reportkit.phrasing.claims import SILENCE, dated_claim

_NOWHERE = Anchor("", "")


def record_so_far(context: ComposeContext, in_body: AbstractSet[str]) -> tuple[RecordSection, ...]:
    """Compose what the body does not print, section by section."""
    dated: dict[str, list[tuple[date, MatterView]]] = {}
    known = {section.id for section in context.book.brief.sections}
    matters = matters_of(context.book)
    many = numerous(context.book)
    counted: dict[str, list[MatterView]] = {}
    teller = _Teller(context, in_body, Coverage(context.book, matters, in_body))
    for matter in matters:
        apart, rest = parted(matter, many.ids)
        if apart and (view := teller.matter(apart)) is not None:
            counted.setdefault(matter.section, []).append(view)
        if rest and (view := teller.matter(rest)) is not None:
            dated.setdefault(matter.section, []).append((matter.day, view))
    for id, line in counted_lines(context, in_body):
        view = MatterView(anchor=_NOWHERE, title="", lines=(line,))
        dated.setdefault(id, []).append((date.min, view))
    for kind in RECORD_TYPES:
        for record in context.book.all(kind) if kinds_with_rows(kind) else ():
            if record.id not in in_body and (
                row := row_of(context.book, record, context.citations)
            ):
                section = record.section if record.section in known else None
                dated.setdefault(section or "", []).append(row)
    titles = {section.id: section.title for section in sections_of(context.book)}
    return tuple(
        RecordSection(
            anchor=f"earlier-{id or 'other'}",
            title=titles.get(id) or gettext("Other records"),
            matters=tuple(view for _, view in sorted(dated.get(id, ()), key=lambda row: row[0])),
            folded=_folded(counted.get(id, ())),
            tables=counted_tables(context.book, id, titles.get(id, "")),
        )
        for id in dict.fromkeys((*titles, *dated, *counted))
        if id in dated or id in counted
    )


def _folded(matters: Sequence[MatterView]) -> Folded | None:
    if not matters:
        return None
    title = ngettext("{n} more, one by one", "{n} more, one by one", len(matters))
    return Folded(title, tuple(matters))


class _Teller:
    """Tells matters of one book; what the body has is left out."""

    def __init__(
        self, context: ComposeContext, in_body: AbstractSet[str], coverage: Coverage
    ) -> None:
        self._context = context
        self._book = context.book
        self._in_body = in_body
        self._coverage = coverage

    def matter(self, matter: Matter) -> MatterView | None:
        """Tell what the body leaves of a matter; None where it leaves nothing."""
        lines = tuple(self._lines(matter))
        event = matter.event
        missing = event is not None and event.id not in self._in_body
        quoted = tuple(source_words(self._book, event, self._context.citations) if event else ())
        if not (lines or quoted or missing):
            return None
        if event is not None and (state := state_of(event)):
            briefly = (_as_briefly(line, event) for line in lines)
            lines = (RecordLine(parts=(Part(_NOWHERE, state),)), *briefly)
        in_body = next((fact for fact in matter.facts if fact.id in self._in_body), None)
        cites = () if any(part.cites for line in lines for part in line.parts) else None
        return MatterView(
            anchor=self._context.citations.anchor(event.id) if event and missing else _NOWHERE,
            title=stop(self._title(matter)) if event else "",
            lines=(*lines, *quoted),
            body=Link(gettext("Also in the body"), f"rec-{in_body.id}") if in_body else None,
            cites=self._context.citations.of(event) if event and cites is None else (),
        )

    def _title(self, matter: Matter) -> str:
        assert matter.event is not None  # noqa: S101  # only events have titles
        event, year = matter.event, self._book.edition.period.end.year
        known = says_place(self._book, event.summary, event.place)
        parts = [capital(event.summary), "" if known else place(self._book, event.place)]
        days = event_days(event, year)
        return commas([*(part for part in parts if part), days])

    def _lines(self, matter: Matter) -> Iterator[RecordLine]:
        """Tell the facts with what belongs to each, then what no fact names."""
        told_of: set[str] = set()
        event, last = matter.event, None
        for fact in matter.facts:
            if fact.id in self._in_body:
                continue
            known = event is not None and _is_of(event, fact.date)
            lead = "" if known or fact.date in (None, last) else self._day(fact.date)
            lead = gettext("{provider}:", provider=lead) if lead and event else lead
            last = fact.date
            claims = [c for c in matter.claims if self._coverage.naming.get(c.id) is fact]
            figures = [f for f in matter.figures if self._coverage.naming.get(f.id) is fact]
            told_of |= {record.id for record in (*claims, *figures)}
            yield from self._fact(matter, fact, lead, claims, figures)
        yield from self._others(matter, told_of)

    def _fact(
        self, matter: Matter, fact: Fact, lead: str, claims: list[Claim], figures: list[Figure]
    ) -> Iterator[RecordLine]:
        book, citations = self._book, self._context.citations
        claims = [claim for claim in claims if claim.id not in self._in_body]
        figures = [figure for figure in figures if figure.id not in self._in_body]
        chips = semicolons(chips_of(book, fact))
        yield RecordLine(
            lead=lead,
            parts=(Part(citations.anchor(fact.id), stop(fact.statement), citations.of(fact)),),
            aside=" ".join(
                part for part in (state_of(fact), f"({chips})" if chips else "") if part
            ),
            struck=fact.status is Status.WITHDRAWN,
            holds=self._coverage.held_by(fact),
        )
        yield from notes_on(
            book,
            [figure for figure in figures if self._coverage.is_told(figure)],
            citations,
            is_known=lambda note: self._coverage.says_note(matter, fact, note),
        )
        for claim in claims:
            yield _as_briefly(self.claim(claim, fact.date), fact)
        for line in self._figures(matter, figures):
            yield _as_briefly(line, fact)

    def _others(self, matter: Matter, told_of: AbstractSet[str]) -> Iterator[RecordLine]:
        """Tell the claims and figures of which no fact of the annex tells."""
        left = self._in_body | told_of
        for claim in matter.claims:
            if claim.id not in left:
                yield self.claim(claim, None)
        figures = [figure for figure in matter.figures if figure.id not in left]
        yield from self._figures(matter, figures)
        for figure in filter(self._coverage.is_told, figures):  # its number stands in the body
            fact = self._coverage.naming.get(figure.id)
            says = partial(self._coverage.says_note, matter, fact)
            yield from notes_on(self._book, [figure], self._context.citations, says, apart=True)

    def _figures(self, matter: Matter, figures: list[Figure]) -> Iterator[RecordLine]:
        return figure_runs(
            self._book,
            matter.event,
            figures,
            self._context.citations,
            on_paper=lambda figure: not self._coverage.is_told(figure),
        )

    def claim(self, claim: Claim, day: date | None) -> RecordLine:
        """Say a claim as everywhere, with its day where the line before has another."""
        citations, quote = self._context.citations, claim.quote
        if quote and quote.text.casefold() in without_marks(claim.statement).casefold():
            quote = None  # the statement has the words already
        same_day = claim.date == day or claim.modality in SILENCE
        sentence = claim_sentence(self._book, claim)
        if not same_day:
            sentence = stop(capital(dated_claim(claim, self._book)))
        language = quote.language if quote else ""
        return RecordLine(
            parts=(Part(citations.anchor(claim.id), sentence, citations.of(claim)),),
            aside=state_of(claim),
            struck=claim.status is Status.WITHDRAWN,
            quote=quote.text if quote else "",
            language=language,
            direction=direction_of(language),
            translation=(quote.translation or "") if quote else "",
            on_paper=not self._coverage.is_told(claim),
            holds=self._coverage.held_by(claim),
        )

    def _day(self, day: date | None) -> str:
        return short_day(day, self._book.edition.period.end.year) if day else ""


def _as_briefly(line: RecordLine, record: Event | Fact) -> RecordLine:
    """Give no second time the reason for which an event or a fact no longer stands."""
    state = state_of(record)
    if not state or line.aside != state:
        return line
    return replace(line, aside=stop(capital(label(record.status))))


def _is_of(event: Event, day: date | None) -> bool:
    """Tell whether the title of a matter gives the day already."""
    return day is not None and event.date_start <= day <= (event.date_end or event.date_start)
